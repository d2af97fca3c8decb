/** The file system as the commands use it. */
import { readFileSync, realpathSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import { makeFolder } from "../ledger/make-folder.ts";

/** Before the mask of the process is taken off. */
const NEW_FILE_MODE = 0o666;

/** The bytes of a file, or null where it cannot be read. A device such as `/dev/zero` has no end, so none is read. */
export function readBytes(path: string): Uint8Array | null {
  try {
    return statSync(path).isCharacterDevice() ? null : readFileSync(path);
  } catch {
    return null;
  }
}

/**
 * Writes a file at once or not at all, with its folder where that is missing. A link stays a link, a mode stays, and
 * a device or pipe such as `/dev/stdout` is written to and never replaced. Throws what the system says.
 */
export function writeWhole(given: string, content: string | Uint8Array): void {
  makeFolder(dirname(given));
  const known = statSync(given, { throwIfNoEntry: false });
  if (known !== undefined && !known.isFile()) {
    writeFileSync(given, content);
    return;
  }
  const path = known === undefined ? given : realpathSync(given);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, content, { mode: modeOf(known) });
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

function modeOf(known: Stats | undefined): number {
  return known === undefined ? NEW_FILE_MODE : known.mode & 0o777;
}

/** Writes a secret to a new file that only its owner reads. Throws where the file exists, and what the system says. */
export function writeNew(path: string, text: string): void {
  makeFolder(dirname(path));
  writeFileSync(path, text, { flag: "wx", mode: 0o600 });
}

interface Drafted {
  readonly draft: string;
  readonly path: string;
  /** What the file held; null where there was none. */
  readonly former: Uint8Array | null;
}

/**
 * Writes several files, all or none: every text reaches the disk before the first one takes its name, and when one
 * cannot take it, those before it get their former content back. Throws what the system says.
 */
export function writeAllWhole(files: readonly { readonly path: string; readonly text: string }[]): void {
  const drafts: Drafted[] = [];
  const taken: Drafted[] = [];
  try {
    for (const { path: given, text } of files) {
      makeFolder(dirname(given));
      const known = statSync(given, { throwIfNoEntry: false });
      const path = known === undefined ? given : realpathSync(given);
      const drafted = { draft: `${path}.${process.pid}.tmp`, path, former: readBytes(path) };
      drafts.push(drafted);
      writeFileSync(drafted.draft, text, { mode: modeOf(known) });
    }
    for (const each of drafts) {
      renameSync(each.draft, each.path);
      taken.push(each);
    }
  } catch (thrown) {
    for (const each of taken) putBack(each);
    throw thrown;
  } finally {
    for (const { draft } of drafts) rmSync(draft, { force: true });
  }
}

function putBack({ path, former }: Drafted): void {
  if (former === null) rmSync(path, { force: true });
  else writeFileSync(path, former);
}

/** A path as messages show it: relative to the working directory, with `/`. */
export function shownPath(path: string, cwd: string): string {
  const shown = relative(cwd, path) || ".";
  return shown.split(sep).join("/");
}
