/** Approvals: signed, counted by person, and of no use for any other plan. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { approvalProblem } from "../../src/cli/approvals/recorded.ts";
import { readKept } from "../../src/ledger/kept.ts";
import type { RecordedApproval, RunRecord } from "../../src/ledger/run-record.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { Workplace } from "./fake-io.ts";

const CONFIG =
  "targets:\n  main:\n    platform: engagecx\n    endpoint: !env ENDPOINT\n    token: !env TOKEN\n    manifests: [roster.yaml]\n";
const roster = (email: string) =>
  `apiVersion: cxroster/v1\nplatform: engagecx\nusers:\n  include:\n    - email: ${email}\n`;

let rehearsal: Rehearsal;
let work: Workplace;
const published = new Map<string, string>();
beforeEach(async () => {
  rehearsal = await Rehearsal.start();
  work = new Workplace({
    env: { ENDPOINT: rehearsal.account.endpoint, TOKEN: rehearsal.account.token },
    files: { "cxroster.yaml": CONFIG, "roster.yaml": roster("new@x.example") },
    now: new Date().toISOString(),
  });
  for (const name of ["ana", "ana2", "ben", "new", "maker", "stranger"]) {
    const made = await work.run(`approve --new-key ${name}.pem`);
    published.set(name, /^(ed25519:\S+): /m.exec(made.out)?.[1] ?? "");
  }
  const lines = [
    ["ana", "ana"],
    ["ana2", "Ana"],
    ["ben", "ben"],
    ["new", "new"],
    ["maker", "maker"],
  ].map(([key = "", person]) => `${published.get(key)}: ${person}@x.example\n`);
  work.write("approvers.yaml", lines.join(""));
  await work.run("plan -o plan.json");
  return () => rehearsal.stop();
});

const REQUIRED = "--require-approvals 2 --approvers approvers.yaml";
const folder = () => join(work.folder, "plan.json.approvals");
const apply = async () => {
  const ended = await work.run(`apply plan.json ${REQUIRED}`);
  return { ...ended, words: `${ended.out}${ended.error}`.replaceAll(/\s+/g, " ") };
};
const approve = async (...names: string[]) => {
  for (const name of names) expect((await work.run(`approve plan.json --key ${name}.pem`)).code).toBe(0);
};

test("two people who gain nothing approve, and the run records both", async () => {
  const plan = readFileSync(join(work.folder, "plan.json"), "utf8");
  const none = await apply();
  expect(none.code).toBe(11);
  expect(none.words).toContain("needs 2 approvals and has none that count");
  expect(none.words).toContain("who could still approve: ana@x.example, ben@x.example, maker@x.example");
  await approve("ana", "ben");
  expect(readFileSync(join(work.folder, "plan.json"), "utf8")).toBe(plan);
  expect(statSync(join(work.folder, "ana.pem")).mode & 0o777).toBe(0o600);
  expect((await apply()).code).toBe(0);
  const { runs } = JSON.parse((await work.run("runs --json")).out);
  expect(runs[0].approvals).toHaveLength(2);
  expect((await work.run("runs verify")).code).toBe(0);
  const names = ["ana", "ben"].map((key) => [`${key}@x.example`, published.get(key) ?? ""]);
  expect(runs[0].approvalsRequired).toBe(2);
  expect(runs[0].approvedBy.map((each: RecordedApproval) => [each.person, each.key]).sort()).toEqual(names);
  const told = (await work.run("show last")).out.replaceAll(/\s+/g, " ");
  expect(told).toContain("Approvals: 2 given, 2 required");
  for (const [person, key] of names)
    expect(told).toMatch(new RegExp(`Approved: by ${person} at \\S+, ${key}`));
  await work.run("runs export last -o pack.zip");
  const checked = await work.run("runs verify pack.zip");
  expect(checked.code).toBe(0);
  for (const [person, key] of names)
    expect(checked.out).toContain(`Signed by ${person} with ${key}: compare it with the approvers file.`);
});

test("a recorded approval is checked against the key the record names", async () => {
  await approve("ana", "ben");
  await apply();
  const [run] = JSON.parse((await work.run("runs --json")).out).runs as RunRecord[];
  const [own, other] = run?.approvedBy ?? [];
  if (run === undefined || own === undefined || other === undefined) throw new Error("nobody approved");
  const bytes = readKept(join(work.folder, ".cxroster/ledger"), "approvals", own.approval) ?? Buffer.alloc(0);
  expect(approvalProblem(bytes, own, run.plan)).toBeNull();
  expect(approvalProblem(bytes, { ...own, key: other.key }, run.plan)).toContain(
    "is not signed with the key of",
  );
  expect(approvalProblem(bytes, own, `sha256:${"0".repeat(64)}`)).toBe("it approves another plan");
  expect(approvalProblem(bytes, { ...own, at: other.at.replace("20", "19") }, run.plan)).toContain(
    "another time",
  );
  expect(approvalProblem(Buffer.from("{}"), own, run.plan)).toBe("it is no approval");
});

test("one approval per person, none of people who gain, of strangers, or of who made the plan", async () => {
  await approve("ana", "ana2", "new", "stranger");
  const few = await apply();
  expect(few.code).toBe(11);
  expect(few.words).toContain("has 1 (ana@x.example) that counts");
  expect(few.words).toContain("ana@x.example has approved already");
  expect(few.words).toContain("the plan gives new@x.example more access");
  expect(few.words).toContain("belongs to no approver");
  const env = {
    ENDPOINT: rehearsal.account.endpoint,
    TOKEN: rehearsal.account.token,
    CXROSTER_APPROVAL_KEY: readFileSync(join(work.folder, "maker.pem"), "utf8"),
  };
  expect((await work.run("plan -o plan.json", { env })).code).toBe(0);
  rmSync(folder(), { recursive: true });
  await approve("ana", "maker");
  const own = await apply();
  expect(own.code).toBe(11);
  expect(own.words).toContain("maker@x.example made the plan");
  expect(own.words).toContain("who could still approve: ben@x.example");
});

test("a changed, forged, copied or renamed approval, or one of another plan, does not count", async () => {
  await approve("ana", "ben");
  const names = readdirSync(folder());
  const [first = "", second = ""] = names;
  const whole = readFileSync(join(folder(), first), "utf8");
  const flips: number[] = [];
  for (let at = 0; at < whole.length; at += 7) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(join(folder(), first), bytes);
    if ((await apply()).code !== 11) flips.push(at);
  }
  expect(flips).toEqual([]);
  copyFileSync(join(folder(), second), join(folder(), first));
  expect((await apply()).words).toContain("named after another key");
  writeFileSync(join(folder(), first), whole);
  work.write("roster.yaml", roster("other@x.example"));
  await work.run("plan -o other.json");
  mkdirSync(join(work.folder, "other.json.approvals"));
  for (const name of names)
    copyFileSync(join(folder(), name), join(work.folder, "other.json.approvals", name));
  const replayed = await work.run(`apply other.json ${REQUIRED}`);
  expect(replayed.code).toBe(11);
  expect(replayed.error.replaceAll(/\s+/g, " ")).toContain("it approves another plan");
  const plan = readFileSync(join(work.folder, "plan.json"), "utf8");
  writeFileSync(join(work.folder, "plan.json"), plan.replace("new@x.example", "bad@x.example"));
  expect((await apply()).code).toBe(12);
  writeFileSync(join(work.folder, "plan.json"), plan);
  expect((await apply()).code).toBe(0);
});

test("wrong keys, files and flags are said; a key is never overwritten", async () => {
  expect((await work.run("approve --new-key ana.pem")).code).toBe(10);
  expect((await work.run("approve plan.json")).error).toContain("there is no key to sign with");
  expect((await work.run("approve plan.json --key approvers.yaml")).code).toBe(10);
  expect((await work.run("apply plan.json --require-approvals 1")).code).toBe(10);
  expect((await work.run(`apply ${REQUIRED}`)).code).toBe(10);
  work.write("bad.yaml", "ana@x.example: ed25519:abc\n");
  const bad = await work.run("apply plan.json --require-approvals 1 --approvers bad.yaml");
  expect(bad.code).toBe(10);
  expect(bad.error).toContain("bad.yaml:1:1");
});

test("approving tells what was signed", async () => {
  const { out } = await work.run("approve plan.json --key ana.pem");
  expect(out).toMatch(
    /^main: .+ \(org_\d+\), plan of \S+Z\n1 person gains access\. Changes: 1 to create\.\nApproved sha256:/,
  );
});

test("an approvers file with nothing in it is told as such, and not as a manifest", async () => {
  work.write("approvers.yaml", "# nobody yet\n");
  const { code, error } = await work.run(`apply plan.json ${REQUIRED}`);
  expect(code).toBe(10);
  expect(error).toContain("approvers-shape: the file names no approver");
  expect(error).not.toContain("manifest");
});
