/** Files → graph, with every problem of both stages at once. */
import type { Result } from "../diagnostic/diagnostic.ts";
import type { KindTable } from "../kind/table.ts";
import { type ManifestFile, parseManifests } from "../manifest/parse-manifests.ts";
import type { ManifestContext } from "../manifest/reading.ts";
import { buildGraph } from "./build-graph.ts";
import type { Graph } from "./node.ts";

/**
 * Reads the manifests of one target. `tables` are all platforms, so that a manifest of another one is told apart
 * from a misspelled one; `table` is the target's own.
 */
export function readGraph(
  files: readonly ManifestFile[],
  table: KindTable,
  tables: readonly KindTable[],
  context: ManifestContext,
): Result<Graph> {
  const manifests = parseManifests(files, tables, context);
  const graph = buildGraph(manifests.value, table, { lost: manifests.lost });
  return { value: graph.value, diagnostics: [...manifests.diagnostics, ...graph.diagnostics] };
}
