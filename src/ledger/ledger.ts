/**
 * The record of what was done to a target: one hash chain and one lock per target, an entry written ahead of each
 * call. Correctness never depends on it: planning again after a kill is enough.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
} from "node:fs";
import { join } from "node:path";
import { CHAIN_START, chainLine, checkLine, type Entry } from "./chain.ts";
import { takeLock } from "./lock.ts";
import { replaceFile, writeAll } from "./write.ts";

const LINE_END = 0x0a;

export interface LedgerWriter {
  /** Appends an entry; it has left the process when this returns. Once it has thrown, it throws ever after. */
  append(run: string, event: string, details: Entry["details"]): void;
  /** Keeps the plan a run carries out, under its digest. */
  keepPlan(digest: string, text: string): void;
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
  readonly entries: readonly Entry[];
  readonly head: string;
  readonly problems: readonly ChainProblem[];
  /** Bytes of a last line without its end: a process was killed while writing it. */
  readonly tornBytes: number;
}

/** Reads and checks a target's chain; a ledger that does not exist is empty. */
export function readLedger(folder: string, target: string): LedgerContent {
  const path = chainPath(folder, target);
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  // Counted in bytes: a torn line may end inside a character.
  const whole = bytes.lastIndexOf(LINE_END) + 1;
  const lines = bytes.toString("utf8", 0, whole).split("\n").slice(0, -1);
  const entries: Entry[] = [];
  const problems: ChainProblem[] = [];
  let head = CHAIN_START;
  for (const [index, line] of lines.entries()) {
    const checked = checkLine(line, head, index + 1);
    if ("problem" in checked) {
      problems.push({ line: index + 1, problem: checked.problem });
      break;
    }
    entries.push(checked.entry);
    head = checked.head;
  }
  return { entries, head, problems, tornBytes: bytes.byteLength - whole };
}

/** Opens a target's ledger for one run; throws a LockedError while another process holds it. */
export function openLedger(folder: string, target: string, now: () => string): LedgerWriter {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = takeLock(join(folder, `${fileName(target)}.lock`));
  try {
    return new FileLedger(folder, target, now, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** Ids of the objects that were protected when the target was last applied; null where there is no ledger. */
export function rememberedProtection({ entries }: LedgerContent): ReadonlySet<string> | null {
  const last = entries.findLast((entry) => entry.event === "run-started");
  const ids = last?.details.protects;
  return Array.isArray(ids) ? new Set(ids.map(String)) : null;
}

class FileLedger implements LedgerWriter {
  head: string;
  readonly #folder: string;
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
    this.#now = now;
    this.#release = release;
    this.head = content.head;
    this.#sequence = content.entries.length;
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
    const plans = join(this.#folder, "plans");
    mkdirSync(plans, { recursive: true, mode: 0o700 });
    replaceFile(join(plans, `${digest.replace("sha256:", "")}.json`), text);
  }

  close(): void {
    try {
      fsyncSync(this.#file);
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

export function chainPath(folder: string, target: string): string {
  return join(folder, `${fileName(target)}.jsonl`);
}

/** A target's name as a file name: everything unusual is percent-encoded. */
function fileName(target: string): string {
  return encodeURIComponent(target).replaceAll(".", "%2E").replaceAll("*", "%2A");
}
