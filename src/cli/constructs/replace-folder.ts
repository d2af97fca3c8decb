import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Makes a folder hold these files and nothing else, by path below it, and returns the paths that differed, sorted.
 * Writes nothing where it is only to tell.
 */
export function replaceFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
  isCheck: boolean,
): readonly string[] {
  const present = existsSync(folder) ? filesBelow(folder) : [];
  const stale = present.filter((path) => !files.has(path));
  const changed = [...files].filter(([path, text]) => !holds(join(folder, path), text));
  if (!isCheck) {
    for (const path of stale) rmSync(join(folder, path));
    for (const [path, text] of changed) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }
  return [...stale, ...changed.map(([path]) => path)].map((path) => join(folder, path)).sort();
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** Whether a file is there and has this text. */
export function holds(path: string, text: string): boolean {
  return existsSync(path) && readFileSync(path, "utf8") === text;
}
