/** One writer per target: a lock file that names the process holding it. */
import { hash, randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder.ts";
import { writeDraft } from "./write.ts";

export class LockedError extends Error {}

const ATTEMPTS = 10;
/** Hexadecimal digits of a lock's digest that the name of its succession carries. */
const NAME_DIGITS = 32;

/** Takes the lock or throws a LockedError; a lock whose process is gone is taken over. */
export function takeLock(path: string): () => void {
  makeFolder(dirname(path), 0o700);
  const draft = writeDraft(path, JSON.stringify(ownHolder()));
  try {
    acquire(path, draft);
  } finally {
    rmSync(draft, { force: true });
  }
  return () => rmSync(path, { force: true });
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

function ownHolder(): Holder & { readonly id: string } {
  // The id makes every lock's content its own, so that one lock is never taken for another.
  return { pid: process.pid, host: hostname(), since: new Date().toISOString(), id: randomUUID() };
}

/**
 * Puts the draft in place of the lock. Creating is atomic, content included. A dead lock stays where it is until it is
 * replaced, and only who holds the lock of its succession replaces it. That one is named after the dead lock's content:
 * whoever comes late to it finds another content in place, and leaves it alone.
 */
function acquire(path: string, draft: string): void {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (create(path, draft)) return;
    const content = read(path);
    if (content === null) continue;
    refuseLiving(path, content);
    const succession = `${path}.${hash("sha256", content).slice(0, NAME_DIGITS)}`;
    acquire(succession, draft);
    try {
      if (read(path) === content) {
        replace(path, draft);
        return;
      }
    } finally {
      rmSync(succession, { force: true });
    }
  }
  throw new LockedError(`the lock ${path} keeps being taken by others; try again`);
}

function create(path: string, draft: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** Never lets the path be empty: a rename puts the new lock where the dead one was. */
function replace(path: string, draft: string): void {
  const copy = `${draft}.copy`;
  linkSync(draft, copy);
  renameSync(copy, path);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** Throws unless the holder is gone. Who wrote something unreadable cannot be asked, and counts as alive. */
function refuseLiving(path: string, content: string): void {
  const holder = parseHolder(content);
  if (holder === null) {
    throw new LockedError(
      `the lock ${path} does not say who holds it; remove the file if no apply is running`,
    );
  }
  if (isAlive(holder)) throw new LockedError(describe(path, holder));
}

function parseHolder(content: string): Holder | null {
  try {
    const { pid, host, since } = JSON.parse(content) as Partial<Holder>;
    if (!Number.isInteger(pid) || typeof host !== "string") return null;
    return { pid: Number(pid), host, since: String(since) };
  } catch {
    return null;
  }
}

/** A holder on another machine cannot be asked and counts as alive. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
}

function describe(path: string, holder: Holder): string {
  return `another apply holds ${path} (process ${holder.pid} on ${holder.host} since ${holder.since}); wait for it, or remove the file if it is gone`;
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
