/** Every way a ledger can be changed is found, and told with file, line, bytes and entry. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { chainLine } from "../../src/ledger/chain.ts";
import { openLedger } from "../../src/ledger/ledger.ts";
import { linesOf } from "../../src/ledger/lines.ts";
import { chainPath, headPath, targetsIn } from "../../src/ledger/paths.ts";
import { readSteps } from "../../src/ledger/recorded-steps.ts";
import { listRuns } from "../../src/ledger/runs.ts";
import { type Verified, type VerifyOptions, verifyLedger } from "../../src/ledger/verify.ts";

const NOW = () => "2026-11-23T08:00:00Z";
const [FIRST, SECOND] = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"];
/** Stands in for the reader of plans: a kept plan is its digest. */
const OPTIONS: VerifyOptions = {
  checkPlan: (bytes, digest) => (Buffer.from(bytes).toString() === digest ? null : "another plan"),
};

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), "cxroster-verify-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function addRun(folder: string, run: string, steps = 2): void {
  const ledger = openLedger(folder, "main", NOW);
  const plan = `sha256:${run}`;
  ledger.keepPlan(plan, plan);
  const manifests = [{ path: "é.yaml", sha256: ledger.keep("manifests", "users: []\n") }];
  const access = ledger.keep("access", `{"people":["Zoë \ufffd ${run}"]}\n`);
  ledger.append(run, "run-started", { plan, manifests, access, steps });
  for (let step = 1; step <= steps; step++) {
    ledger.append(run, "step-started", { step: `user:zoë@x.example#${step}`, change: "user:zoë@x.example" });
    ledger.append(run, "step-ended", {
      step: `user:zoë@x.example#${step}`,
      state: "done",
      object: `id-${step}`,
    });
  }
  ledger.append(run, "run-ended", { status: "applied", done: steps, failed: 0, skipped: 0 });
  ledger.append(run, "access-read", { access });
  ledger.close();
}

function twoRuns(): string {
  const folder = place();
  addRun(folder, FIRST);
  addRun(folder, SECOND);
  return folder;
}

const verify = (folder: string, anchor?: string): Verified =>
  verifyLedger(folder, "main", anchor === undefined ? OPTIONS : { ...OPTIONS, anchor });
const told = (found: Verified) => found.problems.map((each) => `${each.line}: ${each.problem}`);

/** Lines of the chain, changed and written back. */
function rewrite(folder: string, change: (lines: string[]) => string[]): void {
  const path = chainPath(folder, "main");
  writeFileSync(path, change(readFileSync(path, "utf8").split("\n").slice(0, -1)).join("\n").concat("\n"));
}

test("an untouched ledger is intact, and its runs are told from the heads of its lines", () => {
  const folder = twoRuns();
  const found = verify(folder);
  expect([found.problems, found.entries, found.runs, found.unfinished]).toEqual([[], 14, 2, []]);
  const runs = listRuns(folder, "main");
  expect(runs.map((each) => [each.run, each.status, each.steps, each.entries])).toEqual([
    [FIRST, "applied", { done: 2, failed: 0, skipped: 0, open: 0 }, { first: 1, last: 7 }],
    [SECOND, "applied", { done: 2, failed: 0, skipped: 0, open: 0 }, { first: 8, last: 14 }],
  ]);
  expect(runs[1]?.head).toBe(found.head);
  expect([...readSteps(folder, "main", FIRST).done]).toEqual([
    ["user:zoë@x.example#1", "id-1"],
    ["user:zoë@x.example#2", "id-2"],
  ]);
});

test("one flipped bit of any byte of the chain is found, in the line it lies in", {
  timeout: 120_000,
}, () => {
  const folder = place();
  addRun(folder, FIRST, 1);
  const path = chainPath(folder, "main");
  const bytes = readFileSync(path);
  const { offsets } = linesOf(bytes);
  const unfound: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const flipped = Buffer.from(bytes);
    flipped[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
    writeFileSync(path, flipped);
    const line = offsets.findLastIndex((offset) => offset <= at) + 1;
    const [first] = verify(folder).problems.filter((each) => each.file === path);
    if (first?.bytes == null || first.line !== line || at < first.bytes.from || at >= first.bytes.to)
      unfound.push(at);
  }
  expect(unfound).toEqual([]);
});

test("one flipped bit of any byte of any other file is found, in that file", { timeout: 120_000 }, () => {
  const folder = place();
  addRun(folder, FIRST, 1);
  const others = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(head|json|yaml|gz)$/.test(name))
    .map((name) => join(folder, name));
  expect(others).toHaveLength(4);
  for (const path of others) {
    const bytes = readFileSync(path);
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(path, flipped);
      expect(
        verify(folder).problems.map((each) => each.file),
        `${path} byte ${at}`,
      ).toContain(path);
    }
    writeFileSync(path, bytes);
    rmSync(path);
    const missing = verify(folder).problems.map((each) => each.file);
    expect(missing).toContain(path);
    writeFileSync(path, bytes);
  }
});

test.each<[string, (lines: string[]) => string[], string[]]>([
  [
    "a removed entry",
    (lines) => lines.toSpliced(3, 1),
    ["4: entry 4 was removed before it, or the entry was moved"],
  ],
  [
    "removed entries",
    (lines) => lines.toSpliced(3, 3),
    ["4: entries 4 to 6 were removed before it, or the entry was moved"],
  ],
  [
    "a repeated entry",
    (lines) => lines.toSpliced(3, 0, lines[2] ?? ""),
    ["4: the entry follows entry 2, as an earlier line does: two writers, a repeated or a moved entry"],
  ],
  [
    "a whole run that was taken out",
    (lines) => lines.slice(7),
    ["1: entries 1 to 7 were removed before it, or the entry was moved"],
  ],
  [
    "a tail of whole lines",
    (lines) => lines.slice(0, 10),
    ["null: the last run left 14 entries, and the end of the chain is missing: entries were cut off"],
  ],
])("%s is found", (_, change, problems) => {
  const folder = twoRuns();
  rewrite(folder, change);
  expect(told(verify(folder))).toEqual(problems);
});

test("a chain cut off together with the file that says where it ends is found, and so is a chain that is gone", () => {
  const folder = twoRuns();
  rewrite(folder, (lines) => lines.slice(0, -1));
  rmSync(headPath(folder, "main"));
  expect(told(verify(folder))).toEqual([
    expect.stringMatching(/^null: the file is missing, which a run leaves/),
  ]);
  const gone = twoRuns();
  rmSync(chainPath(gone, "main"));
  expect(targetsIn(gone)).toEqual(["main"]);
  expect(told(verify(gone))).toEqual([
    "null: the last run left 14 entries, and the end of the chain is missing: entries were cut off",
  ]);
});

test("entries in another order are found where they stand", () => {
  const folder = twoRuns();
  rewrite(folder, (lines) => [...lines.slice(0, 3), lines[4] ?? "", lines[3] ?? "", ...lines.slice(5)]);
  expect(verify(folder).problems.map((each) => each.line)).toEqual([4, 5, 6]);
});

test("an entry that was replaced and hashed anew no longer carries what follows", () => {
  const folder = twoRuns();
  rewrite(folder, (lines) => {
    const { hash: _, previous, ...entry } = JSON.parse(lines[4] ?? "");
    const forged = chainLine({ ...entry, details: { ...entry.details, object: "id-9" } }, previous);
    return lines.with(4, forged.line);
  });
  expect(told(verify(folder))).toEqual([
    "6: the entry does not follow the one before it: entries were moved, or one was replaced with its hash",
  ]);
});

test("two writers that both followed one entry are told apart", () => {
  const folder = place();
  addRun(folder, FIRST);
  const path = chainPath(folder, "main");
  const common = readFileSync(path, "utf8");
  addRun(folder, SECOND);
  const theirs = readFileSync(path, "utf8").slice(common.length);
  const other = place();
  writeFileSync(chainPath(other, "main"), common);
  addRun(other, "33333333-3333-4333-8333-333333333333");
  appendFileSync(path, readFileSync(chainPath(other, "main"), "utf8").slice(common.length));
  const [first] = verify(folder).problems;
  expect(theirs).not.toBe("");
  expect([first?.line, first?.problem]).toEqual([
    15,
    "the entry follows entry 7, as an earlier line does: two writers, a repeated or a moved entry",
  ]);
});

test("a chain that was written anew from its start lacks the head that a log anchors", () => {
  const folder = twoRuns();
  const { head } = verify(folder);
  expect(verify(folder, head).problems).toEqual([]);
  const forged = place();
  addRun(forged, FIRST);
  expect(told(verify(forged, head))).toEqual([
    `null: no entry has the hash ${head}: the entries up to it were cut off or written anew`,
  ]);
});

test("a line torn by a kill is told as such, and a run without an end as unfinished", () => {
  const folder = twoRuns();
  const path = chainPath(folder, "main");
  const ledger = openLedger(folder, "main", NOW);
  ledger.append("44444444-4444-4444-8444-444444444444", "run-started", { plan: `sha256:${FIRST}`, steps: 2 });
  ledger.append("44444444-4444-4444-8444-444444444444", "step-started", { step: "a", change: "a" });
  ledger.close();
  expect(verify(folder).unfinished).toEqual(["44444444-4444-4444-8444-444444444444"]);
  expect(listRuns(folder, "main").at(-1)).toMatchObject({
    status: "unfinished",
    steps: { done: 0, failed: 0, skipped: 1, open: 1 },
  });
  appendFileSync(path, `{"sequence":17,"at":"2026-`);
  expect(told(verify(folder))).toEqual([expect.stringMatching(/^17: the last line was not written whole/)]);
});
