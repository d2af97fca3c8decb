/** What auditors ask of past runs, over the command line and a real account. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { Rehearsal } from "../support/rehearsal.ts";
import { Workplace } from "./fake-io.ts";

const HEAD = "apiVersion: cxroster/v1\nplatform: engagecx\n";
const CONFIG =
  "targets:\n  main:\n    platform: engagecx\n    endpoint: !env ENDPOINT\n    token: !env TOKEN\n    manifests: [roster.yaml]\n";
const manifest = (...workspaces: string[]) =>
  `${HEAD}workspaces:\n  include:${workspaces.map((name) => `\n    - name: ${name}`).join("")}\n`;

let rehearsal: Rehearsal;
let work: Workplace;
beforeEach(async () => {
  rehearsal = await Rehearsal.start();
  work = new Workplace({
    env: {
      ENDPOINT: rehearsal.account.endpoint,
      TOKEN: rehearsal.account.token,
      GITHUB_ACTOR: "octo",
    },
    files: { "cxroster.yaml": CONFIG, "roster.yaml": manifest("Claims") },
    now: new Date().toISOString(),
  });
  return () => rehearsal.stop();
});

const json = async (command: string) => JSON.parse((await work.run(`${command} --json`)).out);

test("runs lists what was done, by whom, with digests and the chain head that apply printed", async () => {
  const first = await work.run("apply --auto-approve");
  work.write("roster.yaml", manifest("Claims", "Sales"));
  await work.run("plan -o plan.json");
  await work.run("apply plan.json");
  const { runs } = await json("runs");
  expect(runs).toHaveLength(2);
  const [second, oldest] = runs;
  expect(first.out).toContain(`ledger head ${oldest.head}`);
  expect(second).toMatchObject({
    status: "applied",
    steps: { done: 1, failed: 0, skipped: 0, open: 0 },
    by: { caller: "owner@northwind.example", pipeline: "octo" },
    target: { name: "main", platform: "engagecx" },
    account: { name: "Northwind" },
    manifests: [{ path: "roster.yaml" }],
    undoes: null,
  });
  expect(second.plan).toBe(JSON.parse(readFileSync(join(work.folder, "plan.json"), "utf8")).digest);
  expect(second.access.before).toBe(oldest.access.after);
  const text = (await work.run("runs")).out;
  expect(text).toContain("2 runs of main");
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  expect(text.indexOf(second.run.slice(0, 8))).toBeLessThan(text.indexOf(oldest.run.slice(0, 8)));
});

test("show takes the beginning of a run's id, or last, and prints the run and its plan", async () => {
  const applied = await work.run("apply --auto-approve");
  const run = /Run (\S+):/.exec(applied.out)?.[1] ?? "";
  const shown = await work.run(`show ${run.slice(0, 6)}`);
  expect(shown.code).toBe(0);
  expect(shown.out).toContain(`Run:       ${run}`);
  expect(shown.out).toContain("Applied: 1 change done.");
  expect(shown.out).toContain("+ create Claims");
  expect((await work.run("show last")).out).toBe(shown.out);
  expect(await json(`show ${run}`)).toMatchObject({ run: { run }, changes: { done: ["workspace:claims"] } });
  const wrong = run.startsWith("f") ? `0${run.slice(1, 6)}` : `f${run.slice(1, 6)}`;
  expect((await work.run("show abc")).error).toContain('run-unknown: "abc" is no file, and too short');
  const missed = await work.run(`show ${wrong}`);
  expect(missed.code).toBe(10);
  expect(missed.error).toContain(`no run of main has the id "${wrong}". Did you mean "${run}"?`);
  expect((await work.run("show no-such-file.json")).error).toContain("cannot be read");
});

test("runs and show fit narrow terminals, but for ids, addresses and digests, which stay whole", async () => {
  await work.run("apply --auto-approve");
  for (const columns of [40, 60]) {
    for (const command of ["runs", "show last"]) {
      const { code, out } = await work.run(`${command} --no-color`, { terminal: true, columns });
      expect(code).toBe(0);
      const isWhole = (line: string) => line.split(" ").some((word) => word.length > columns - 14);
      const wide = out.split("\n").filter((line) => line.length > columns && !isWhole(line));
      expect(wide).toEqual([]);
    }
  }
});

test("show RUN has Markdown: its facts and the plan in one comment", async () => {
  const applied = await work.run("apply --auto-approve");
  const run = /Run (\S+):/.exec(applied.out)?.[1] ?? "";
  const { code, out } = await work.run("show last --format markdown");
  expect(code).toBe(0);
  expect(out).toContain(`## Run \`${run}\``);
  expect(out).toContain("| Status | applied: 1 done (calls) |");
  expect(out).toContain("### Access plan for `main`");
  expect(out).not.toContain("**Failed");
  expect((await work.run("show last --format html")).code).toBe(10);
});

test("runs verify is 0 for a whole ledger and 1 for a changed one, and says where", async () => {
  await work.run("apply --auto-approve");
  const intact = await work.run("runs verify");
  expect(intact).toMatchObject({ code: 0, error: "" });
  const { head } = await json("runs verify");
  expect((await work.run(`runs verify --head ${head}`)).code).toBe(0);
  expect((await work.run(`runs verify --head ${"0".repeat(63)}1`)).code).toBe(1);
  expect((await work.run("runs verify --head abc")).code).toBe(10);
  const path = join(work.folder, ".cxroster/ledger/main.jsonl");
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace("workspace:claims#create", "workspace:crimes#create"),
  );
  const broken = await work.run("runs verify");
  expect(broken.code).toBe(1);
  expect(broken.out).toMatch(
    /\.cxroster\/ledger\/main\.jsonl:2 \(bytes \d+ to \d+\): the line does not match/,
  );
  expect(broken.out).toContain("entry 2, step-started workspace:crimes#create");
  expect((await json("runs verify")).problems[0]).toMatchObject({ line: 2 });
});

test("a ledger can be read where no configuration is, and a missing one is said to be missing", async () => {
  await work.run("apply --auto-approve");
  rmSync(join(work.folder, "cxroster.yaml"));
  expect((await work.run("runs verify")).code).toBe(0);
  const nothing = await work.run("runs --ledger elsewhere");
  expect(nothing).toMatchObject({ code: 10, out: "" });
  expect(nothing.error).toContain("there is no ledger in elsewhere");
  const unknown = await work.run("runs verfy");
  expect(unknown.error).toContain('Did you mean "verify"?');
});
