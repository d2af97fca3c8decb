/** Writing that is whole or fails: the system may take fewer bytes than it is given. */
import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

/** Writes everything to an open file; throws what the system says, and may then have written a part. */
export function writeAll(file: number, content: string | Uint8Array): void {
  const bytes = Buffer.from(content);
  for (let written = 0; written < bytes.byteLength; ) {
    written += writeSync(file, bytes, written, bytes.byteLength - written);
  }
}

/** A file with this content beside `path`, on disk when this returns. Returns its path. */
export function writeDraft(path: string, content: string | Uint8Array): string {
  const draft = `${path}.${randomUUID()}.draft`;
  const file = openSync(draft, "wx", 0o600);
  try {
    writeAll(file, content);
    fsyncSync(file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return draft;
}

/** Replaces a file at once or not at all. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const draft = writeDraft(path, content);
  try {
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
