/** The file system as the commands use it. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
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
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}

/** Writes a secret to a new file that only its owner reads. Throws where the file exists, and what the system says. */
export function writeNew(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: "wx", mode: 0o600 });
}

/** Writes several files: all their texts reach the disk before the first one takes its name. Throws what the system says. */
export function writeAllWhole(files: readonly { readonly path: string; readonly text: string }[]): void {
  const drafts: { readonly draft: string; readonly path: string }[] = [];
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(path), { recursive: true });
      const draft = `${path}.${process.pid}.tmp`;
      drafts.push({ draft, path });
      writeFileSync(draft, text);
    }
    for (const { draft, path } of drafts) renameSync(draft, path);
  } finally {
    for (const { draft } of drafts) rmSync(draft, { force: true });
  }
}

/** A path as messages show it: relative to the working directory, with `/`. */
export function shownPath(path: string, cwd: string): string {
  const shown = relative(cwd, path) || ".";
  return shown.split(sep).join("/");
}
