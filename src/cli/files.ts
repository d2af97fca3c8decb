/** The file system as the commands use it. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, relative, sep } from "node:path";

/** The bytes of a file, or null where it cannot be read. */
export function readBytes(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** Writes a file at once or not at all, with its folder where that is missing. Throws what the system says. */
export function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** A path as messages show it: relative to the working directory, with `/`. */
export function shownPath(path: string, cwd: string): string {
  const shown = relative(cwd, path) || ".";
  return shown.split(sep).join("/");
}
