/** Which manifest files a command reads, and their bytes. */
import { globSync, readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Diagnostic, Location, Result } from "../diagnostic/diagnostic.ts";
import { CONFIG_NAME } from "./config/find-config.ts";
import * as problem from "./config/problems.ts";
import type { Target } from "./config/target.ts";
import type { Context } from "./context.ts";
import { readBytes, shownPath } from "./files.ts";

export interface ManifestFile {
  /** As messages show it, relative to the working directory; `stdin` for `-`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const STDIN = "-";
/** Files of a folder that are no manifests although they end like one. */
const NO_MANIFESTS: ReadonlySet<string> = new Set([CONFIG_NAME, "policy.yaml"]);

/** Reads what `-f` names, or else what the target lists. Each file once, in order of its path. */
export async function readManifests(
  context: Context,
  named: readonly string[],
  target: Target | null,
): Promise<Result<ManifestFile[]>> {
  const diagnostics: Diagnostic[] = [];
  const { io } = context;
  const paths = new Set<string>();
  const add = (found: readonly string[], pattern: string, at: Location | null) => {
    if (found.length === 0) diagnostics.push(problem.nothingMatches(at, pattern));
    for (const path of found) paths.add(path);
  };
  const files: ManifestFile[] = [];
  if (named.includes(STDIN)) files.push({ path: "stdin", bytes: await io.readInput() });
  for (const path of named) if (path !== STDIN) add(expand(path, io.cwd), path, null);
  if (named.length === 0 && target !== null) {
    for (const { pattern, at } of target.manifests) add(matching(pattern, target.directory), pattern, at);
  }
  for (const path of [...paths].sort()) {
    const shown = shownPath(path, io.cwd);
    const bytes = readBytes(path);
    if (bytes === null) diagnostics.push(problem.fileUnreadable(shown));
    else files.push({ path: shown, bytes });
  }
  if (files.length + diagnostics.length === 0)
    diagnostics.push(problem.noManifests(target?.config?.name ?? null));
  return { value: files, diagnostics };
}

/** Absolute paths of the files a target lists now. */
export function listedManifests({ manifests, directory }: Target): Set<string> {
  return new Set(manifests.flatMap(({ pattern }) => matching(pattern, directory)));
}

/** A file stays itself, a folder becomes the manifests right inside it. */
function expand(path: string, cwd: string): string[] {
  const absolute = resolve(cwd, path);
  return statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true
    ? inFolder(absolute)
    : [absolute];
}

function inFolder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && isManifestName(entry.name))
    .map((entry) => join(folder, entry.name));
}

function isManifestName(name: string): boolean {
  return /^[^.].*\.ya?ml$/i.test(name) && !NO_MANIFESTS.has(name);
}

function matching(pattern: string, directory: string): string[] {
  const plain = statSync(resolve(directory, pattern), { throwIfNoEntry: false });
  if (plain !== undefined) return expand(pattern, directory);
  return globSync(pattern, { cwd: directory })
    .map((path) => resolve(directory, path))
    .filter((path) => !NO_MANIFESTS.has(basename(path)) && statSync(path).isFile());
}
