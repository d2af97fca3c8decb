/** Files → checked documents: the first stage. */
import type { Diagnostic, Result } from "../diagnostic/diagnostic.ts";
import * as problem from "../diagnostic/manifest-problems.ts";
import type { Kind } from "../kind/kind.ts";
import { type KindTable, rootOf } from "../kind/table.ts";
import { Cursor } from "./cursor.ts";
import type { Document, WrittenPattern } from "./document.ts";
import { readCollection, readEntry } from "./entry.ts";
import { readYaml, type YamlDocument } from "./read-yaml.ts";
import { type ManifestContext, Reading } from "./reading.ts";
import { readPatterns } from "./selection.ts";
import { describe, isYamlMap, type YamlMap, type YamlValue } from "./yaml-value.ts";

export const API_VERSION = "cxroster/v1";

export interface ManifestFile {
  /** Path as messages show it; `!file` and file attributes are relative to it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ManifestResult extends Result<readonly Document[]> {
  /** Whether an entry of the kind may have been left out because of an error: unknown names then prove nothing. */
  readonly lost: (kind: string) => boolean;
}

/**
 * Reads manifests of any platform in `tables`. Every problem of every file is among the diagnostics; a document
 * whose platform is unknown or that is no YAML is left out of the value.
 */
export function parseManifests(
  files: readonly ManifestFile[],
  tables: readonly KindTable[],
  context: ManifestContext,
): ManifestResult {
  const value: Document[] = [];
  const diagnostics: Diagnostic[] = [];
  const lost = new Set<string>();
  let lostAny = false;
  for (const file of files) {
    const yaml = readYaml(file.bytes, file.path);
    diagnostics.push(...yaml.diagnostics);
    if (yaml.diagnostics.length > 0) lostAny = true;
    for (const each of yaml.value) {
      const read = readDocument(each, tables, context);
      for (const diagnostic of read.diagnostics) diagnostics.push(diagnostic);
      if (read.document === null) lostAny = true;
      else value.push(read.document);
      for (const kind of read.lost) lost.add(kind);
    }
  }
  return { value, diagnostics, lost: (kind) => lostAny || lost.has(kind) };
}

interface ReadDocument {
  readonly document: Document | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly lost: Iterable<string>;
}

function readDocument(
  yaml: YamlDocument,
  tables: readonly KindTable[],
  context: ManifestContext,
): ReadDocument {
  const cursor = Cursor.top(yaml);
  if (!isYamlMap(yaml.value)) {
    const diagnostic = problem.notMapping(cursor.place(), "a manifest", describe(yaml.value));
    return { document: null, diagnostics: [diagnostic], lost: [] };
  }
  const head = checkApiVersion(cursor, yaml.value);
  const table = tables.find((each) => each.platform === memberOf(yaml.value, "platform"));
  if (table === undefined) {
    const diagnostics = [...head, refusePlatform(cursor, yaml.value, tables)];
    return { document: null, diagnostics, lost: [] };
  }
  const reading = new Reading(yaml.file, table, context);
  const document = readParts(reading, cursor, yaml.value);
  return { document, diagnostics: [...head, ...reading.diagnostics], lost: reading.lost };
}

function memberOf(value: YamlValue, key: string): YamlValue | undefined {
  return isYamlMap(value) ? value.get(key) : undefined;
}

function checkApiVersion(cursor: Cursor, map: YamlMap): Diagnostic[] {
  const found = map.get("apiVersion");
  if (found === API_VERSION) return [];
  const at = cursor.child("apiVersion").place();
  return [problem.apiVersion(at, found === undefined ? null : describe(found), API_VERSION)];
}

function refusePlatform(cursor: Cursor, map: YamlMap, tables: readonly KindTable[]): Diagnostic {
  const found = map.get("platform");
  const platforms = tables.map((each) => each.platform);
  const text =
    found === undefined || found === null ? null : typeof found === "string" ? found : describe(found);
  return problem.unknownPlatform(cursor.child("platform").place(), text, platforms);
}

function readParts(reading: Reading, cursor: Cursor, map: YamlMap): Document {
  const { table } = reading;
  const root = rootOf(table);
  const top = table.kinds.filter((kind) => kind.root !== true && kind.parents === undefined);
  refuseUnknownKeys(reading, cursor, map, root, top);
  const rootValue = root === undefined ? undefined : map.get(root.manifestKey);
  return {
    file: reading.file,
    platform: table.platform,
    root:
      root === undefined || rootValue === undefined
        ? null
        : (readEntry(reading, cursor.child(root.manifestKey), rootValue, root) ?? null),
    collections: top.flatMap((kind) => {
      const value = map.get(kind.manifestKey);
      if (value === undefined) return [];
      return readCollection(reading, cursor.child(kind.manifestKey), value, kind) ?? [];
    }),
    ignore: readIgnore(reading, cursor.child("ignore"), map.get("ignore")),
    get at() {
      return cursor.child("platform").place();
    },
  };
}

function refuseUnknownKeys(
  reading: Reading,
  cursor: Cursor,
  map: YamlMap,
  root: Kind | undefined,
  top: readonly Kind[],
): void {
  const roots = root === undefined ? [] : [root.manifestKey];
  const known = ["apiVersion", "platform", ...roots, ...top.map((kind) => kind.manifestKey), "ignore"];
  for (const key of map.keys()) {
    if (known.includes(key)) continue;
    const nested = reading.table.kinds.find((kind) => kind.manifestKey === key);
    if (nested?.parents !== undefined) {
      reading.refuse(problem.standsInside(cursor.child(key).keyPlace(), key, nested));
      continue;
    }
    const where = `a manifest of ${reading.table.platform}`;
    reading.refuse(problem.unknownKey(cursor.child(key).keyPlace(), key, where, known));
  }
}

function readIgnore(
  reading: Reading,
  cursor: Cursor,
  value: YamlValue | undefined,
): Map<string, readonly WrittenPattern[]> {
  const ignore = new Map<string, readonly WrittenPattern[]>();
  if (value === undefined) return ignore;
  if (!isYamlMap(value)) {
    reading.refuse(problem.notMapping(cursor.place(), "ignore", describe(value)));
    return ignore;
  }
  const kinds = reading.table.kinds.filter((kind) => kind.root !== true);
  for (const [key, patterns] of value) {
    const kind = kinds.find((each) => each.manifestKey === key);
    const at = cursor.child(key);
    if (kind === undefined) {
      const known = [...new Set(kinds.map((each) => each.manifestKey))];
      reading.refuse(problem.unknownKey(at.keyPlace(), key, "ignore", known));
    } else ignore.set(kind.name, readPatterns(reading, at, patterns, key));
  }
  return ignore;
}
