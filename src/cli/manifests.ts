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
  { io }: Context,
  named: readonly string[],
  target: Target | null,
): Promise<Result<ManifestFile[]>> {
  const input = named.includes(STDIN) ? [{ path: "stdin", bytes: await io.readInput() }] : [];
  const asked =
    named.length > 0 || target === null
      ? named.filter((path) => path !== STDIN).map((path) => asFound(path, null, expand(path, io.cwd)))
      : target.manifests.map(({ pattern, at }) => asFound(pattern, at, matching(pattern, target.directory)));
  const { value, diagnostics } = readFound(asked, io.cwd);
  const files = [...input, ...value];
  if (files.length + diagnostics.length > 0) return { value: files, diagnostics };
  return { value: files, diagnostics: [problem.noManifests(target?.config?.name ?? null)] };
}

/** Reads files, folders and patterns, relative to a directory. Each file once, in order of its path. */
export function readMatching(patterns: readonly string[], directory: string): Result<ManifestFile[]> {
  return readFound(
    patterns.map((pattern) => asFound(pattern, null, matching(pattern, directory))),
    directory,
  );
}

interface Found {
  readonly pattern: string;
  readonly at: Location | null;
  readonly paths: readonly string[];
}

const asFound = (pattern: string, at: Location | null, paths: readonly string[]): Found => ({
  pattern,
  at,
  paths,
});

function readFound(found: readonly Found[], cwd: string): Result<ManifestFile[]> {
  const diagnostics: Diagnostic[] = found
    .filter(({ paths }) => paths.length === 0)
    .map(({ at, pattern }) => problem.nothingMatches(at, pattern));
  const files: ManifestFile[] = [];
  for (const path of [...new Set(found.flatMap(({ paths }) => paths))].sort()) {
    const shown = shownPath(path, cwd);
    const bytes = readBytes(path);
    if (bytes === null) diagnostics.push(problem.fileUnreadable(shown));
    else files.push({ path: shown, bytes });
  }
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
