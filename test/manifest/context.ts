import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Result } from "../../src/diagnostic/diagnostic.ts";
import { buildGraph } from "../../src/graph/build-graph.ts";
import type { Graph } from "../../src/graph/node.ts";
import type { KindTable } from "../../src/kind/table.ts";
import { type ManifestFile, parseManifests } from "../../src/manifest/parse-manifests.ts";
import type { ManifestContext } from "../../src/manifest/reading.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const nothingOutside: ManifestContext = { environment: {}, readFile: () => null };

/** A world of given variables and files. */
export function world(
  environment: { readonly [name: string]: string },
  files: { readonly [path: string]: string | Uint8Array } = {},
): ManifestContext {
  return {
    environment,
    readFile: (path) => {
      const content = files[path];
      return content === undefined ? null : typeof content === "string" ? bytesOf(content) : content;
    },
  };
}

/** Reads manifests given as text by file name, or one text as `m.yaml`. */
export function read(
  texts: string | { readonly [path: string]: string },
  context: ManifestContext = nothingOutside,
  table: KindTable = engagecxTable,
): Result<Graph> {
  const named = typeof texts === "string" ? { "m.yaml": texts } : texts;
  const files = Object.entries(named).map(([path, text]) => ({ path, bytes: bytesOf(text) }));
  return readGraph(files, table, context);
}

/** Files → graph of one platform, with every problem of both stages. */
export function readGraph(
  files: readonly ManifestFile[],
  table: KindTable,
  context: ManifestContext,
): Result<Graph> {
  const { value, lost, diagnostics } = parseManifests(files, [table], context);
  const graph = buildGraph(value, table, { lost });
  return { value: graph.value, diagnostics: [...diagnostics, ...graph.diagnostics] };
}

/** The body of an EngageCX manifest with its head. */
export const engagecx = (body: string): string => `apiVersion: cxroster/v1\nplatform: engagecx\n${body}`;

/** `line:column code` of every diagnostic, in the order they are found. */
export function problems(result: Result<unknown>): string[] {
  return result.diagnostics.map((each) => `${each.at?.line}:${each.at?.column} ${each.code}`);
}

export function codes(result: Result<unknown>): string[] {
  return result.diagnostics.map((each) => each.code);
}

/** The YAML files of a folder, named without it. */
export function filesIn(folder: string): ManifestFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return names.sort().map((path) => ({ path, bytes: readFileSync(join(folder, path)) }));
}
