/**
 * The record of what was done to a target: one hash chain and one lock per target, an entry written ahead of each
 * call. Correctness never depends on it: planning again after a kill is enough.
 */
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync } from "node:fs";
import { CHAIN_START, chainLine, type Entry, parseEntry, readLink } from "./chain.ts";
import { type KeptSort, keep, keepAs } from "./kept.ts";
import { readLines } from "./lines.ts";
import { takeLock } from "./lock.ts";
import { makeFolder } from "./make-folder.ts";
import { chainPath, headPath, lockPath } from "./paths.ts";
import { replaceFile, writeAll } from "./write.ts";

export interface LedgerWriter {
  /** Appends an entry; it has left the process when this returns. Once it has thrown, it throws ever after. */
  append(run: string, event: string, details: Entry["details"]): void;
  /** Keeps the plan a run carries out, under its digest. */
  keepPlan(digest: string, text: string): void;
  /** Keeps a file beside the chain and returns `sha256:…` of what lies there. */
  keep(sort: KeptSort, text: string | Uint8Array): string;
  /** Hash of the last entry. */
  readonly head: string;
  /** Forces everything to disk and releases the lock. */
  close(): void;
}

export interface ChainProblem {
  /** Line of the ledger file, counted from 1. */
  readonly line: number;
  readonly problem: string;
}

export interface LedgerContent {
  /** Parsed when asked for. */
  readonly entries: readonly Entry[];
  readonly count: number;
  readonly head: string;
  /** The first place where the chain is broken; entries end before it. */
  readonly problems: readonly ChainProblem[];
  /** Bytes of a last line without its end: a process was killed while writing it. */
  readonly tornBytes: number;
  /** The last entry of an event; undefined where there is none. */
  last(event: string): Entry | undefined;
}

/** Reads and checks a target's chain; a ledger that does not exist is empty. */
export function readLedger(folder: string, target: string): LedgerContent {
  const { whole, torn } = readLines(chainPath(folder, target));
  let head = CHAIN_START;
  let count = 0;
  const problems: ChainProblem[] = [];
  for (const line of whole) {
    const problem = stepProblem(line, head, count + 1);
    if ("problem" in problem) {
      problems.push({ line: count + 1, problem: problem.problem });
      break;
    }
    head = problem.head;
    count++;
  }
  const lines = whole.slice(0, count);
  return {
    get entries() {
      return lines.map(parseEntry);
    },
    count,
    head,
    problems,
    tornBytes: torn.byteLength,
    last(event) {
      const line = lines.findLast((each) => each.includes(`"event":${JSON.stringify(event)},"details":`));
      return line === undefined ? undefined : parseEntry(line);
    },
  };
}

function stepProblem(line: Buffer, head: string, sequence: number): { problem: string } | { head: string } {
  const link = readLink(line);
  if (link === null) return { problem: "the line is no entry of a ledger" };
  if (link.actual !== link.stated) return { problem: "the line does not match its hash" };
  if (link.previous !== head) return { problem: "the line does not follow the one before it" };
  if (link.sequence !== sequence) return { problem: `the line has number ${link.sequence}, not ${sequence}` };
  return { head: link.stated };
}

/** Opens a target's ledger for one run; throws a LockedError while another process holds it. */
export function openLedger(folder: string, target: string, now: () => string): LedgerWriter {
  makeFolder(folder, 0o700);
  const release = takeLock(lockPath(folder, target));
  try {
    return new FileLedger(folder, target, now, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** Ids of the objects that were protected when the target was last applied; null where there is no ledger. */
export function rememberedProtection(ledger: LedgerContent): ReadonlySet<string> | null {
  const ids = ledger.last("run-started")?.details.protects;
  return Array.isArray(ids) ? new Set(ids.map(String)) : null;
}

class FileLedger implements LedgerWriter {
  head: string;
  readonly #folder: string;
  readonly #target: string;
  readonly #now: () => string;
  readonly #release: () => void;
  readonly #file: number;
  #sequence: number;
  /** A line may be half written from here on; the next opening cuts it off. */
  #broken = false;

  constructor(folder: string, target: string, now: () => string, release: () => void) {
    const content = readLedger(folder, target);
    const [problem] = content.problems;
    if (problem !== undefined) throw new LedgerBrokenError(chainPath(folder, target), problem);
    this.#folder = folder;
    this.#target = target;
    this.#now = now;
    this.#release = release;
    this.head = content.head;
    this.#sequence = content.count;
    this.#file = openSync(chainPath(folder, target), "a", 0o600);
    try {
      if (content.tornBytes > 0) this.#recover(content.tornBytes);
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  append(run: string, event: string, details: Entry["details"]): void {
    if (this.#broken) throw new Error("an earlier entry could not be written whole");
    const entry: Entry = { sequence: this.#sequence + 1, at: this.#now(), run, event, details };
    const { line, head } = chainLine(entry, this.head);
    this.#broken = true;
    writeAll(this.#file, `${line}\n`);
    this.#broken = false;
    this.#sequence = entry.sequence;
    this.head = head;
  }

  keepPlan(digest: string, text: string): void {
    keepAs(this.#folder, "plans", digest, text);
  }

  keep(sort: KeptSort, text: string | Uint8Array): string {
    return keep(this.#folder, sort, text);
  }

  close(): void {
    try {
      fsyncSync(this.#file);
      const end = JSON.stringify({ sequence: this.#sequence, head: this.head });
      if (!this.#broken) replaceFile(headPath(this.#folder, this.#target), `${end}\n`);
    } finally {
      closeSync(this.#file);
      this.#release();
    }
  }

  /** Cuts off a line that a killed process left half written, and says so in the chain. */
  #recover(tornBytes: number): void {
    ftruncateSync(this.#file, fstatSync(this.#file).size - tornBytes);
    this.append("", "recovered", { bytes: tornBytes });
  }
}

class LedgerBrokenError extends Error {
  constructor(path: string, problem: ChainProblem) {
    super(
      `${path}:${problem.line}: ${problem.problem}; nothing is applied on a broken ledger: move it aside to start a new one`,
    );
  }
}
