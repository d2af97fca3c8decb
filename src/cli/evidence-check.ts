/** Checks an evidence pack by nothing but itself: every byte of the archive, every hash, the plan and the chain. */
import { hash } from "node:crypto";
import { parseEntry } from "../ledger/chain.ts";
import { bareHash } from "../ledger/kept.ts";
import { linesOf } from "../ledger/lines.ts";
import { approvedByOf, type RecordedApproval } from "../ledger/run-record.ts";
import type { VerifyProblem } from "../ledger/verify.ts";
import { excerptProblems } from "../ledger/verify.ts";
import { approvalProblem } from "./approvals/recorded.ts";
import { AFTER, accessTable, BEFORE, CHAIN, manifestName, PLAN, SUMS, TABLES } from "./evidence.ts";
import { planProblem } from "./recorded.ts";
import { checksumPlaces, readByDirectory, readByHeaders, type StoredFile, zip } from "./zip.ts";

export interface CheckedPack {
  readonly run: string | null;
  readonly head: string | null;
  readonly files: number;
  /** Whose signatures were found to be right under the keys that are named. */
  readonly approvedBy: readonly RecordedApproval[];
  readonly problems: readonly VerifyProblem[];
}

/** @param file how problems name the pack. */
export function checkPack(bytes: Buffer, file: string, anchor: string | undefined): CheckedPack {
  const readings = [readByDirectory(bytes), readByHeaders(bytes)].filter((each) => each !== null);
  const checks = readings.map((files) => new PackCheck(bytes, file, files, anchor));
  const [best] = checks.sort((a, b) => a.weight - b.weight);
  if (best !== undefined) return best.result();
  const problem = "the file is no evidence pack, or its directory and headers are both broken";
  return {
    run: null,
    head: null,
    files: 0,
    approvedBy: [],
    problems: [{ file, line: null, bytes: null, entry: null, problem }],
  };
}

class PackCheck {
  /** How much is wrong under this reading of the archive: the reading with less is the right one. */
  readonly weight: number;
  readonly #file: string;
  readonly #files: readonly StoredFile[];
  readonly #contents: ReadonlyMap<string, Buffer>;
  readonly #problems: VerifyProblem[] = [];
  #run: string | null = null;
  #head: string | null = null;
  readonly #approvedBy: RecordedApproval[] = [];

  constructor(bytes: Buffer, file: string, files: readonly StoredFile[], anchor: string | undefined) {
    this.#file = file;
    this.#files = files;
    this.#contents = new Map(files.map(({ entry }) => [entry.name, Buffer.from(entry.content)]));
    const different = differences(
      bytes,
      zip(
        files.map((each) => each.entry),
        { stored: true },
      ),
    );
    const changed = this.#changedContents(different);
    for (const name of changed) this.#say(name, "its content was changed");
    if (!changed.has(SUMS)) this.#checkSums(changed);
    this.#checkArchive(different, changed);
    this.weight = this.#problems.length + different.length;
    if (this.#problems.length === 0) this.#checkMeaning(anchor);
  }

  result(): CheckedPack {
    const files = this.#files.length;
    return {
      run: this.#run,
      head: this.#head,
      files,
      approvedBy: this.#approvedBy,
      problems: this.#problems,
    };
  }

  #say(name: string | null, problem: string, bytes?: { from: number; to: number }): undefined {
    const region = this.#files.find((each) => each.entry.name === name)?.region;
    const range = bytes ?? (region === undefined ? null : { from: region.content, to: region.end });
    this.#problems.push({ file: this.#file, line: null, bytes: range, entry: name, problem });
  }

  /** Files whose content fits neither of the two checksums that stand beside it. */
  #changedContents(different: readonly number[]): Set<string> {
    const touched = (place: number) => different.some((at) => at >= place && at < place + 4);
    const places = [...checksumPlaces(this.#files)];
    return new Set(places.filter(([, [own, other]]) => touched(own) && touched(other)).map(([name]) => name));
  }

  #checkSums(changed: ReadonlySet<string>): undefined {
    const sums = new Map<string, string>();
    for (const line of (this.#contents.get(SUMS)?.toString() ?? "").split("\n").slice(0, -1)) {
      const [, sum, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
      if (sum === undefined || name === undefined)
        this.#say(SUMS, `"${line.slice(0, 100)}" is no line of sums`);
      else sums.set(name, sum);
    }
    for (const [name, content] of this.#contents) {
      if (name === SUMS || changed.has(name)) continue;
      const sum = sums.get(name);
      if (sum === undefined) this.#say(name, `${SUMS} does not list the file`);
      else if (sum !== hash("sha256", content)) this.#say(name, `its bytes do not match ${SUMS}`);
    }
    for (const name of sums.keys())
      if (!this.#contents.has(name)) this.#say(name, "the file is missing from the pack");
  }

  /** What differs from the archive that these files make, apart from the checksums of changed files. */
  #checkArchive(different: readonly number[], changed: ReadonlySet<string>): undefined {
    const places = checksumPlaces(this.#files);
    const known = [...changed].flatMap((name) => places.get(name) ?? []);
    const rest = different.filter((at) => !known.some((place) => at >= place && at < place + 4));
    const [first] = rest;
    if (first === undefined) return;
    const last = rest.at(-1) ?? first;
    const owner = this.#files.find(({ region }) => first >= region.header && first < region.end);
    const where = owner === undefined ? "the directory of the archive" : `the header of ${owner.entry.name}`;
    this.#say(null, `${where} was changed`, { from: first, to: last + 1 });
  }

  #checkMeaning(anchor: string | undefined): undefined {
    const lines = linesOf(this.#contents.get(CHAIN) ?? Buffer.alloc(0)).whole;
    for (const { line, problem } of excerptProblems(lines)) this.#say(CHAIN, `line ${line}: ${problem}`);
    if (lines.length === 0) return this.#say(CHAIN, "the pack holds no entries of a ledger");
    if (this.#problems.length > 0) return;
    const entries = lines.map(parseEntry);
    const start = entries.find((entry) => entry.event === "run-started")?.details;
    this.#run = entries[0]?.run ?? null;
    const last = lines.at(-1);
    this.#head = last?.toString("latin1", last.length - 66, last.length - 2) ?? null;
    if (start === undefined) return this.#say(CHAIN, "the start of the run is missing");
    const plan = this.#contents.get(PLAN);
    const problem = plan === undefined ? "the plan is missing" : planProblem(plan, String(start.plan));
    if (problem !== null) this.#say(PLAN, problem);
    this.#checkRecorded(start, entries);
    const heads = lines.map((line) => line.toString("latin1", line.length - 66, line.length - 2));
    if (anchor !== undefined && !heads.includes(anchor))
      this.#say(
        CHAIN,
        `no entry of the run has the hash ${anchor}: this is another run, or its record was written anew`,
      );
  }

  #checkApproval(recorded: RecordedApproval, plan: string): undefined {
    const name = `approvals/${bareHash(recorded.approval)}.json`;
    const content = this.#contents.get(name);
    if (content === undefined)
      return this.#say(name, "the chain names the file, and the pack does not hold it");
    const problem = approvalProblem(content, recorded, plan);
    if (problem !== null) return this.#say(name, problem);
    this.#approvedBy.push(recorded);
  }

  /** Files must be those whose hashes the chain recorded. */
  #checkRecorded(
    start: { readonly [name: string]: unknown },
    entries: readonly ReturnType<typeof parseEntry>[],
  ): undefined {
    const expect = (name: string, digest: unknown) => {
      if (typeof digest !== "string") return;
      const content = this.#contents.get(name);
      if (content === undefined) this.#say(name, "the chain names the file, and the pack does not hold it");
      else if (hash("sha256", content) !== bareHash(digest))
        this.#say(name, "it is not the file that the chain recorded");
    };
    const manifests = Array.isArray(start.manifests)
      ? (start.manifests as { path: string; sha256: string }[])
      : [];
    for (const { path, sha256 } of manifests) expect(manifestName(String(path)), sha256);
    const approvals = Array.isArray(start.approvals) ? start.approvals.map(String) : [];
    for (const digest of approvals) expect(`approvals/${bareHash(digest)}.json`, digest);
    for (const each of approvedByOf(start.approvedBy)) this.#checkApproval(each, String(start.plan));
    expect(BEFORE, start.access);
    expect(AFTER, entries.find((entry) => entry.event === "access-read")?.details.access);
    if (this.#problems.length > 0) return;
    for (const [source, name] of TABLES) {
      const table = this.#contents.get(name)?.toString();
      if (table !== undefined && table !== accessTable(this.#contents.get(source)))
        this.#say(name, `it does not say what ${source} says`);
    }
  }
}

/** Offsets at which two texts of bytes differ; what one has more counts as well. */
function differences(bytes: Buffer, expected: Buffer): number[] {
  const found: number[] = [];
  for (let at = 0; at < Math.max(bytes.length, expected.length); at++) {
    if (bytes[at] !== expected[at]) found.push(at);
    if (found.length > 1_000) break;
  }
  return found;
}
