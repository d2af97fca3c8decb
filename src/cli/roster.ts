/** Manifest files → one graph of one platform. */

import { resolve } from "node:path";
import { type Diagnostic, failedForGood, type Result } from "../diagnostic/diagnostic.ts";
import { buildGraph } from "../graph/build-graph.ts";
import type { Graph } from "../graph/node.ts";
import { parseManifests } from "../manifest/parse-manifests.ts";
import type { Platform } from "../platform/contract.ts";
import { platforms } from "../platform/index.ts";
import type { Target } from "./config/target.ts";
import type { Context } from "./context.ts";
import { readBytes } from "./files.ts";
import type { Io } from "./io.ts";
import { type ManifestFile, readManifests } from "./manifests.ts";

export interface Roster {
  readonly platform: Platform;
  readonly graph: Graph;
  /** Manifest files that were read. */
  readonly files: readonly ManifestFile[];
}

/** Where manifests draw in variables and files from. */
export type Surroundings = Pick<Io, "cwd" | "env">;

/** Reads what is named, or what the target lists; the value is null where an error leaves no graph. */
export async function readRoster(
  context: Context,
  named: readonly string[],
  target: Target | null,
): Promise<Result<Roster | null>> {
  const files = await readManifests(context, named, target);
  return rosterOf(files, context.io, target?.platform?.table.platform);
}

/** @param wanted platform the manifests are for; absent: that of the first document */
export function rosterOf(
  files: Result<ManifestFile[]>,
  { cwd, env }: Surroundings,
  wanted?: string,
): Result<Roster | null> {
  const parsed = parseManifests(
    files.value,
    platforms.map((platform) => platform.table),
    { environment: env, readFile: (path) => readBytes(resolve(cwd, path)) },
  );
  const diagnostics: Diagnostic[] = [...files.diagnostics, ...parsed.diagnostics];
  const name = wanted ?? parsed.value[0]?.platform;
  const platform = platforms.find((each) => each.table.platform === name);
  if (platform === undefined) return { value: null, diagnostics };
  const graph = buildGraph(parsed.value, platform.table, { lost: parsed.lost });
  diagnostics.push(...graph.diagnostics);
  if (failedForGood(diagnostics)) return { value: null, diagnostics };
  return { value: { platform, graph: graph.value, files: files.value }, diagnostics };
}
