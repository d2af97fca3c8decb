/** One writer per target: a lock file that names the process holding it. */
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";

export class LockedError extends Error {}

/** Takes the lock or throws a LockedError; a lock whose process is gone is taken over. */
export function takeLock(path: string): () => void {
  mkdirSync(dirname(path), { recursive: true });
  for (let attempt = 0; attempt < 3; attempt++) {
    if (create(path)) return () => rmSync(path, { force: true });
    const holder = readHolder(path);
    if (holder !== null && isAlive(holder)) throw new LockedError(describe(path, holder));
    retire(path);
  }
  throw new LockedError(`the lock ${path} keeps being taken by others; try again`);
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

function create(path: string): boolean {
  try {
    const file = openSync(path, "wx", 0o600);
    const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
    writeSync(file, JSON.stringify(holder));
    closeSync(file);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  }
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
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

/** Moves a dead lock aside first, so that two who find it dead cannot both remove a new one. */
function retire(path: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw error;
  }
}

function describe(path: string, holder: Holder): string {
  return `another apply holds ${path} (process ${holder.pid} on ${holder.host} since ${holder.since}); wait for it, or remove the file if it is gone`;
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
