/** YAML text → values with places. Every other room of the project reads YAML through {@link readYaml}. */
import { type Document, type Node, parseAllDocuments, type ScalarTag, type YAMLError } from "yaml";
import type { Diagnostic, Location, Result } from "../diagnostic/diagnostic.ts";
import * as problem from "../diagnostic/yaml-problems.ts";
import { decode } from "./decode.ts";
import { findNode } from "./find-node.ts";
import { LineIndex } from "./place.ts";
import { Unfolding } from "./unfold.ts";
import { Tagged, type YamlPath, type YamlValue } from "./yaml-value.ts";

/** Syntax errors told for one document; what follows is mostly their consequence. */
const SYNTAX_ERRORS_AT_MOST = 20;

export interface YamlDocument {
  readonly file: string;
  readonly value: YamlValue;
  /** Place of the value at a path, or of the nearest one that exists above it. Computed when asked. */
  placeOf(path: YamlPath): Location;
  /** Place of the key a path ends with; of the value where it stands behind no key. */
  keyPlaceOf(path: YamlPath): Location;
}

const TAGS: ScalarTag[] = [
  { tag: "!env", resolve: (text) => new Tagged("env", text) },
  { tag: "!file", resolve: (text) => new Tagged("file", text) },
];

const OPTIONS = {
  customTags: TAGS,
  logLevel: "error",
  prettyErrors: false,
  resolveKnownTags: false,
  schema: "core",
  stringKeys: true,
  // The library's own check takes quadratic time; Unfolding looks for repeated keys.
  uniqueKeys: false,
  version: "1.2",
} as const;

/**
 * Reads the documents of one file; empty ones are left out. `file` is the name that places show.
 * A document with an error is not among the values.
 */
export function readYaml(bytes: Uint8Array, file: string): Result<YamlDocument[]> {
  const decoded = decode(bytes, file);
  if (decoded.text === null) return { value: [], diagnostics: decoded.diagnostics };
  const lines = new LineIndex(file, decoded.text);
  const diagnostics: Diagnostic[] = [];
  const value: YamlDocument[] = [];
  for (const document of parseYaml(decoded.text)) {
    const syntax = syntaxProblems(document, lines);
    const unfolding = new Unfolding(lines);
    const content = syntax.length > 0 ? null : unfolding.read(document.contents);
    const found = [...syntax, ...unfolding.diagnostics];
    diagnostics.push(...found);
    if (found.length === 0 && content !== null && document.contents !== null) {
      value.push(withPlaces(content, document.contents, lines, unfolding));
    }
  }
  if (value.length === 0 && diagnostics.length === 0) diagnostics.push(problem.emptyFile(lines.locate(0, 0)));
  return { value, diagnostics };
}

/** The documents of a text, with ranges, as every reader here understands them. */
export function parseYaml(text: string): Document.Parsed[] {
  const documents = parseAllDocuments(text, OPTIONS);
  return Array.isArray(documents) ? documents : [];
}

function withPlaces(value: YamlValue, top: Node, lines: LineIndex, unfolding: Unfolding): YamlDocument {
  const locate = (node: Node) => lines.locate(node.range?.[0] ?? 0, node.range?.[1] ?? 0);
  return {
    file: lines.file,
    value,
    placeOf(path) {
      const { node, key } = findNode(top, path, unfolding.targets);
      const isEmpty = node?.range?.[0] === node?.range?.[1];
      return locate((isEmpty ? key : node) ?? node ?? top);
    },
    keyPlaceOf(path) {
      const { node, key } = findNode(top, path, unfolding.targets);
      return locate(key ?? node ?? top);
    },
  };
}

function syntaxProblems(document: Document.Parsed, lines: LineIndex): Diagnostic[] {
  const exhausted = document.errors.find((each) => each.code === "RESOURCE_EXHAUSTION");
  if (exhausted !== undefined) return [worded(exhausted, lines)];
  const problems = document.errors.slice(0, SYNTAX_ERRORS_AT_MOST).map((each) => worded(each, lines));
  for (const each of document.warnings) problems.push(worded(each, lines));
  const { explicit, version } = document.directives.yaml;
  if (explicit === true && version !== "1.2") {
    const offset = Math.max(0, lines.text.lastIndexOf("%YAML", document.contents?.range?.[0] ?? undefined));
    problems.push(problem.yamlVersion(lines.locate(offset, lines.text.length)));
  }
  return problems;
}

function worded(error: YAMLError, lines: LineIndex): Diagnostic {
  const at = lines.locate(error.pos[0], error.pos[1]);
  switch (error.code) {
    case "TAB_AS_INDENT":
      return problem.tabIndent(at);
    case "RESOURCE_EXHAUSTION":
      return problem.tooDeep(at);
    case "NON_STRING_KEY":
      return problem.keyNotText(at);
    case "BAD_DIRECTIVE":
      return problem.unknownDirective(at, error.message);
    case "TAG_RESOLVE_FAILED":
      return problem.unknownTag(at, lines.text.slice(error.pos[0], error.pos[1]));
    default:
      return problem.yamlSyntax(at, error.message);
  }
}
