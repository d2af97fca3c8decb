/**
 * The record of what was done to a target: one hash chain and one lock per target, an entry written ahead of each
 * call. Correctness never depends on it: planning again after a kill is enough.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { CHAIN_START, chainLine, checkLine, type Entry } from "./chain.ts";
import { takeLock } from "./lock.ts";

export interface LedgerWriter {
  /** Appends an entry; it has left the process when this returns. */
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
  /** A last line without its end: a process was killed while writing it. */
  readonly torn: string | null;
}

/** Reads and checks a target's chain; a ledger that does not exist is empty. */
export function readLedger(folder: string, target: string): LedgerContent {
  const path = chainPath(folder, target);
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const lines = text.split("\n");
  const torn = lines.pop() ?? "";
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
  return { entries, head, problems, torn: torn === "" ? null : torn };
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
export function rememberedProtection(folder: string, target: string): ReadonlySet<string> | null {
  const last = readLedger(folder, target).entries.findLast((entry) => entry.event === "run-started");
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
    if (content.torn !== null) this.#recover(folder, target, content.torn);
  }

  append(run: string, event: string, details: Entry["details"]): void {
    const entry: Entry = { sequence: ++this.#sequence, at: this.#now(), run, event, details };
    const { line, head } = chainLine(entry, this.head);
    writeSync(this.#file, `${line}\n`);
    this.head = head;
  }

  keepPlan(digest: string, text: string): void {
    const plans = join(this.#folder, "plans");
    mkdirSync(plans, { recursive: true, mode: 0o700 });
    const path = join(plans, `${digest.replace("sha256:", "")}.json`);
    if (!existsSync(path)) writeFileSync(path, text, { mode: 0o600 });
  }

  close(): void {
    fsyncSync(this.#file);
    closeSync(this.#file);
    this.#release();
  }

  /** Cuts off a line that a killed process left half written, and says so in the chain. */
  #recover(folder: string, target: string, torn: string): void {
    const path = chainPath(folder, target);
    const file = openSync(path, "r+");
    ftruncateSync(file, readFileSync(path).byteLength - Buffer.byteLength(torn));
    closeSync(file);
    this.append("", "recovered", { bytes: Buffer.byteLength(torn) });
  }
}

export class LedgerBrokenError extends Error {
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
