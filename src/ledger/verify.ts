/** Checks a whole ledger: every byte of the chain, its end, and every file a run kept. */
import { existsSync, readFileSync } from "node:fs";
import { CHAIN_START, type Link, readLink } from "./chain.ts";
import { keptPath, keptProblem } from "./kept.ts";
import { type Lines, readLines } from "./lines.ts";
import { chainPath, headPath } from "./paths.ts";
import type { RunRecord } from "./run-record.ts";
import { listRuns } from "./runs.ts";

export interface VerifyProblem {
  readonly file: string;
  /** Line of the file, counted from 1; null where the whole file is meant. */
  readonly line: number | null;
  /** First byte and the one after the last that the problem lies in; null where the whole file is meant. */
  readonly bytes: { readonly from: number; readonly to: number } | null;
  /** What the line is, as far as it can still be read. */
  readonly entry: string | null;
  readonly problem: string;
}

export interface Verified {
  readonly file: string;
  readonly entries: number;
  readonly runs: number;
  readonly head: string;
  readonly problems: readonly VerifyProblem[];
  /** Runs whose end was never recorded. */
  readonly unfinished: readonly string[];
}

export interface VerifyOptions {
  /** A chain head that a run printed: the ledger must hold it. */
  readonly anchor?: string;
  /** What is wrong with the bytes of a kept plan; null where nothing is. */
  readonly checkPlan: (bytes: Uint8Array, digest: string) => string | null;
}

/** Checks everything there is of a target's ledger, and goes on behind a broken place. */
export function verifyLedger(folder: string, target: string, options: VerifyOptions): Verified {
  const file = chainPath(folder, target);
  const lines = readLines(file);
  const chain = new ChainCheck(file);
  for (const [index, line] of lines.whole.entries()) chain.take(line, index, lines.offsets[index] ?? 0);
  const runs = listRuns(folder, target);
  const problems = [
    ...chain.problems,
    ...tornTail(file, lines),
    ...endOfChain(headPath(folder, target), chain, runs),
    ...anchored(file, chain, options.anchor),
    ...runs.flatMap((run) => keptProblems(folder, run, options)),
  ];
  const unfinished = runs.filter((run) => run.endedAt === null).map((run) => run.run);
  return { file, entries: lines.whole.length, runs: runs.length, head: chain.head, problems, unfinished };
}

class ChainCheck {
  head = CHAIN_START;
  readonly problems: VerifyProblem[] = [];
  readonly #file: string;
  /** Hash → number of the entry that ends with it. */
  readonly #heads = new Map<string, number>();
  readonly #bySequence = new Map<number, string>();
  /** What the next line may build on: after a broken one its own words and its real hash. */
  #may: readonly string[] = [CHAIN_START];
  #expected = 1;

  constructor(file: string) {
    this.#file = file;
  }

  take(line: Buffer, index: number, offset: number): void {
    const link = readLink(line);
    const say = (problem: string) =>
      this.problems.push({
        file: this.#file,
        line: index + 1,
        bytes: { from: offset, to: offset + line.length + 1 },
        entry: describe(line),
        problem,
      });
    if (link === null) {
      say("the line is no whole entry: bytes of it, or the line end before or behind it, were changed");
      this.#may = [];
      this.#expected++;
      return;
    }
    const intact = link.actual === link.stated;
    if (!intact) say("the line does not match its hash: bytes of it were changed");
    else if (this.#may.length > 0 && !this.#may.includes(link.previous)) say(this.#misplaced(link));
    else if (link.sequence !== this.#expected && this.#may.length > 0)
      say(`the entry has number ${link.sequence}, and ${this.#expected} is due`);
    this.#remember(link, intact);
  }

  numberOf(head: string): number | undefined {
    return this.#heads.get(head);
  }

  headOf(sequence: number): string | undefined {
    return this.#bySequence.get(sequence);
  }

  #remember(link: Link, intact: boolean): void {
    this.#heads.set(link.stated, link.sequence);
    this.#bySequence.set(link.sequence, link.stated);
    this.#may = intact ? [link.stated] : [link.stated, link.actual];
    this.#expected = link.sequence + 1;
    this.head = link.stated;
  }

  #misplaced(link: Link): string {
    const before = this.#heads.get(link.previous);
    if (link.sequence > this.#expected)
      return `${missing(this.#expected, link.sequence - 1)} removed before it, or the entry was moved`;
    if (before !== undefined)
      return `the entry follows entry ${before}, as an earlier line does: two writers, a repeated or a moved entry`;
    return "the entry does not follow the one before it: entries were moved, or one was replaced with its hash";
  }
}

function missing(from: number, to: number): string {
  return from === to ? `entry ${from} was` : `entries ${from} to ${to} were`;
}

/** `entry 12, step-started user:ana@x.example#create of run 6f55…`, as far as the bytes still say it. */
function describe(line: Buffer): string | null {
  const text = line.toString("utf8", 0, Math.min(line.length, 400));
  const part = (pattern: RegExp) => pattern.exec(text)?.[1];
  const sequence = part(/^\{"sequence":(\d+)/);
  const event = part(/"event":"([a-z-]{1,40})"/);
  const step = part(/"step":"((?:[^"\\]|\\.){1,120})"/);
  const run = part(/"run":"([0-9a-f-]{36})"/);
  const words = [
    sequence === undefined ? [] : [`entry ${sequence}`],
    event === undefined ? [] : [step === undefined ? event : `${event} ${step}`],
    run === undefined ? [] : [`run ${run}`],
  ].flat();
  return words.length === 0 ? null : words.join(", ");
}

function tornTail(file: string, { whole, offsets, torn }: Lines): VerifyProblem[] {
  if (torn.length === 0) return [];
  const from = (offsets.at(-1) ?? 0) + (whole.at(-1)?.length ?? -1) + 1;
  const problem =
    readLink(torn) === null
      ? "the last line was not written whole: a run was killed while writing it, or bytes were cut off; the next apply cuts it off"
      : "the last line has no line end: it was changed or cut off";
  return [
    { file, line: whole.length + 1, bytes: { from, to: from + torn.length }, entry: describe(torn), problem },
  ];
}

/** The end that the last run wrote down must still be in the chain. */
function endOfChain(file: string, chain: ChainCheck, runs: readonly RunRecord[]): VerifyProblem[] {
  if (!existsSync(file)) {
    const due = runs.some((run) => run.endedAt !== null);
    const problem =
      "the file is missing, which a run leaves to say where the chain ends: entries may have been cut off, unless the only run was killed in its last moment";
    return due ? [{ file, line: null, bytes: null, entry: null, problem }] : [];
  }
  const text = readFileSync(file, "utf8");
  const [, sequence, head] = /^\{"sequence":(\d+),"head":"([0-9a-f]{64})"\}\n$/.exec(text) ?? [];
  const whole = { file, line: null, bytes: null, entry: null };
  if (sequence === undefined || head === undefined)
    return [{ ...whole, problem: "the file is not as it was written" }];
  const found = Number(sequence) === 0 ? CHAIN_START : chain.headOf(Number(sequence));
  if (found === head) return [];
  const problem =
    found === undefined
      ? `the last run left ${sequence} entries, and the end of the chain is missing: entries were cut off`
      : `entry ${sequence} had the hash ${head} when the last run ended, and has another one now`;
  return [{ ...whole, problem }];
}

function anchored(file: string, chain: ChainCheck, anchor: string | undefined): VerifyProblem[] {
  if (anchor === undefined || anchor === CHAIN_START || chain.numberOf(anchor) !== undefined) return [];
  const problem = `no entry has the hash ${anchor}: the entries up to it were cut off or written anew`;
  return [{ file, line: null, bytes: null, entry: null, problem }];
}

function keptProblems(folder: string, run: RunRecord, { checkPlan }: VerifyOptions): VerifyProblem[] {
  const problems: VerifyProblem[] = [];
  const say = (file: string, problem: string | null) => {
    if (problem === null) return;
    problems.push({ file, line: null, bytes: null, entry: `run ${run.run}`, problem });
  };
  const plan = keptPath(folder, "plans", run.plan);
  if (!existsSync(plan)) say(plan, "the plan of the run is missing");
  else say(plan, checkPlan(readFileSync(plan), run.plan));
  for (const { path, sha256 } of run.manifests ?? []) {
    const problem = keptProblem(folder, "manifests", sha256);
    say(keptPath(folder, "manifests", sha256), problem === null ? null : `${problem} (manifest ${path})`);
  }
  for (const digest of [run.access.before, run.access.after]) {
    if (digest !== null) say(keptPath(folder, "access", digest), keptProblem(folder, "access", digest));
  }
  for (const digest of run.approvals)
    say(keptPath(folder, "approvals", digest), keptProblem(folder, "approvals", digest));
  return problems;
}

/** Entries of a chain excerpt that must follow each other without a gap; sentences about what is wrong. */
export function excerptProblems(
  lines: readonly Buffer[],
): { readonly line: number; readonly problem: string }[] {
  const problems: { line: number; problem: string }[] = [];
  let before: Link | null = null;
  for (const [index, line] of lines.entries()) {
    const link = readLink(line);
    if (link === null) problems.push({ line: index + 1, problem: "the line is no whole entry" });
    else if (link.actual !== link.stated)
      problems.push({ line: index + 1, problem: "the line does not match its hash" });
    else if (before !== null && link.previous !== before.stated)
      problems.push({ line: index + 1, problem: "the entry does not follow the one before it" });
    before = link;
  }
  return problems;
}
