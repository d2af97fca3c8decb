import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { Rehearsal } from "../support/rehearsal.ts";
import { Workplace } from "./fake-io.ts";

const HEAD = "apiVersion: cxroster/v1\nplatform: engagecx\n";
const manifest = (...workspaces: string[]) =>
  `${HEAD}workspaces:\n  include:${workspaces.map((name) => `\n    - name: ${name}`).join("")}\n`;
const CONFIG =
  "targets:\n  main:\n    platform: engagecx\n    endpoint: !env ENDPOINT\n    token: !env TOKEN\n    manifests: [roster.yaml]\n";

let rehearsal: Rehearsal;
beforeEach(async () => {
  rehearsal = await Rehearsal.start();
  return () => rehearsal.stop();
});

const place = (text: string) =>
  new Workplace({
    env: { ENDPOINT: rehearsal.account.endpoint, TOKEN: rehearsal.account.token },
    files: { "cxroster.yaml": CONFIG, "roster.yaml": text },
    now: new Date().toISOString(),
  });

async function workspaces(): Promise<string[]> {
  const { items } = (await (await rehearsal.call("GET", "/workspaces")).json()) as {
    items: { name: string }[];
  };
  return items.map((each) => each.name).sort();
}

test("plan shows, writes the file and changes nothing; apply FILE does exactly it; then there are no changes", async () => {
  const work = place(manifest("Claims"));
  const planned = await work.run("plan -o plans/plan.json --detailed-exitcode");
  expect(planned.code).toBe(2);
  expect(planned.out).toContain("+ create Claims");
  expect(planned.error).toContain("plan written to plans/plan.json");
  expect(await workspaces()).toEqual(["Default"]);
  const shown = await work.run("show plans/plan.json");
  expect(shown).toMatchObject({ code: 0, out: planned.out });
  const applied = await work.run("apply plans/plan.json");
  expect(applied).toMatchObject({ code: 0, error: "" });
  expect(applied.out).toMatch(/^Applied: 1 change done\.\nRun \S+: 1 write, ledger head \w+\n$/);
  expect(await workspaces()).toEqual(["Claims", "Default"]);
  const again = await work.run("plan --detailed-exitcode");
  expect(again.code).toBe(0);
  expect(again.out).toContain("No changes.");
});

test("with --json plan and show print the very bytes of the plan file", async () => {
  const work = place(manifest("Claims"));
  const now = new Date().toISOString();
  const planned = await work.run("plan -o plan.json --json", { now });
  expect(readFileSync(join(work.folder, "plan.json"), "utf8")).toBe(planned.out);
  expect((await work.run("show plan.json --json")).out).toBe(planned.out);
  const findings = await work.run("show plan.json --format sarif");
  expect(findings.code).toBe(0);
  expect(JSON.parse(findings.out)).toMatchObject({ version: "2.1.0" });
  expect(JSON.parse(planned.out)).toMatchObject({ formatVersion: "1.0", summary: { create: 1 } });
});

test("an altered plan exits 12, and so does one the account moved away from", async () => {
  const work = place(manifest("Claims"));
  await work.run("plan -o plan.json");
  const path = join(work.folder, "plan.json");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace("Claims", "Crimes"));
  for (const command of ["apply", "show"]) {
    const altered = await work.run(`${command} plan.json`);
    expect(altered).toMatchObject({ code: 12, out: "" });
    expect(altered.error).toContain("altered");
  }
  writeFileSync(path, text);
  expect((await rehearsal.call("POST", "/workspaces", { body: { name: "Claims" } })).status).toBe(201);
  const stale = await work.run("apply plan.json");
  expect(stale.code).toBe(12);
  expect(stale.out).toContain("workspace Claims exists by now");
  expect(stale.out).toMatch(/\nPlan again to see what is left to do\.\n$/);
  expect(stale.out).not.toContain("Run ");
});

test("a plan of which any byte differs exits 12, a byte order mark and a broken character included", async () => {
  const work = place(manifest("Clàims"));
  await work.run("plan -o plan.json");
  const path = join(work.folder, "plan.json");
  const bytes = readFileSync(path);
  const letter = bytes.indexOf("à");
  const others = [
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    Buffer.concat([bytes, Buffer.from("\n")]),
    bytes.subarray(0, -1),
    Buffer.concat([bytes.subarray(0, letter), Buffer.from([0xff]), bytes.subarray(letter + 2)]),
  ];
  for (const other of others) {
    writeFileSync(path, other);
    for (const command of ["apply", "show"]) {
      expect(await work.run(`${command} plan.json`)).toMatchObject({ code: 12, out: "" });
    }
  }
  writeFileSync(path, bytes);
  expect((await work.run("show plan.json")).code).toBe(0);
  expect(await workspaces()).toEqual(["Default"]);
});

test("apply refuses without a terminal and --auto-approve, before it reads anything", async () => {
  const work = new Workplace({ env: {} });
  const { code, error, out } = await work.run("apply -f missing.yaml");
  expect({ code, out }).toEqual({ code: 10, out: "" });
  expect(error).toContain("no terminal to ask on");
  expect(error).not.toContain("missing.yaml");
});

test("apply asks: only yes applies, no exits 0", async () => {
  const work = place(manifest("Claims"));
  for (const answer of ["no", "y", "", null]) {
    const declined = await work.run("apply --no-color", { terminal: true, answer });
    expect(declined.code).toBe(0);
    expect(declined.out).toContain("+ create Claims");
    expect(declined.out).toContain("Nothing applied.\n");
  }
  expect(await workspaces()).toEqual(["Default"]);
  const applied = await work.run("apply --no-color", { terminal: true, answer: "yes" });
  expect(applied.code).toBe(0);
  expect(applied.out).toContain("Applied: 1 change done.");
  expect(work.questions).toHaveLength(5);
  expect(await workspaces()).toEqual(["Claims", "Default"]);
});

test("apply --auto-approve does not ask, and says so where there is nothing to do", async () => {
  const work = place(manifest("Claims"));
  expect((await work.run("apply --auto-approve")).code).toBe(0);
  const again = await work.run("apply --auto-approve --json");
  expect(JSON.parse(again.out)).toMatchObject({ status: "nothing", exitCode: 0, writes: 0 });
  expect(work.questions).toEqual([]);
});

test("apply --json is one document with outcomes, changes and the plan", async () => {
  const { code, out } = await place(manifest("Claims")).run("apply --auto-approve --json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    status: "applied",
    exitCode: 0,
    writes: 1,
    outcomes: [{ change: "workspace:claims", state: "done" }],
    changes: { done: ["workspace:claims"], failed: [], skipped: [] },
    plan: { formatVersion: "1.0" },
  });
});

test("--allow and -f beside a saved plan are wrong usage", async () => {
  const work = place(manifest("Claims"));
  for (const flags of ["--allow destructive", "-f roster.yaml"]) {
    expect((await work.run(`apply plan.json ${flags}`)).code).toBe(10);
  }
  expect((await work.run("apply missing.json")).code).toBe(10);
});

test("a refused plan is written, exits 11, and cannot be applied; --allow lifts the guard", async () => {
  const work = place(`${HEAD}workspaces:\n  - name: Claims\n`);
  await work.run("apply --auto-approve");
  work.write("roster.yaml", `${HEAD}workspaces: []\n`);
  const refused = await work.run("plan -o plan.json --detailed-exitcode");
  expect(refused.code).toBe(11);
  expect(refused.out).toContain("REFUSED destructive");
  expect(refused.out).toContain("--allow destructive");
  expect(await work.run("apply plan.json")).toMatchObject({ code: 11 });
  expect(await work.run("apply --auto-approve")).toMatchObject({ code: 11 });
  expect(JSON.parse((await work.run("apply plan.json --json")).out)).toMatchObject({
    status: "refused",
    exitCode: 11,
  });
  expect(await workspaces()).toEqual(["Claims", "Default"]);
  expect((await work.run("plan --allow destructive -o plan.json")).code).toBe(0);
  expect((await work.run("apply plan.json")).code).toBe(0);
  expect(await workspaces()).toEqual(["Default"]);
});

test("a preview of another time cannot be applied", async () => {
  const work = place(manifest("Claims"));
  const { code, out } = await work.run("plan --at 2099-12-31 -o plan.json");
  expect(code).toBe(0);
  expect(out).toContain("PREVIEW");
  expect(out).toContain("2100-01-01T00:00:00Z");
  expect((await work.run("apply plan.json")).code).toBe(12);
  expect(await workspaces()).toEqual(["Default"]);
});

test("a saved plan is refused at another endpoint and in another account", async () => {
  const work = place(manifest("Claims"));
  await work.run("plan -o plan.json");
  const env = { ENDPOINT: rehearsal.account.endpoint, TOKEN: rehearsal.account.token };
  const moved = { ...env, ENDPOINT: rehearsal.account.endpoint.replace("127.0.0.1", "localhost") };
  const elsewhere = await work.run("apply plan.json", { env: moved });
  expect(elsewhere.code).toBe(11);
  expect(elsewhere.error).toContain("wrong-account");
  const other = (await rehearsal.admin("POST", "/admin/accounts", {
    platform: "engagecx",
    name: "Southwind",
    owner: { email: "other@southwind.example" },
  })) as { token: string };
  const foreign = await work.run("apply plan.json", { env: { ...env, TOKEN: other.token } });
  expect(foreign.code).toBe(11);
  expect(await workspaces()).toEqual(["Default"]);
});

test("credentials nobody accepts exit 14, and the token is never printed", async () => {
  const work = place(manifest("Claims"));
  const env = { ENDPOINT: rehearsal.account.endpoint, TOKEN: "not-a-token-at-all" };
  for (const argv of ["plan", "plan --json", "apply --auto-approve"]) {
    const ending = await work.run(argv, { env });
    expect(ending.code).toBe(14);
    expect(ending.out + ending.error).not.toContain("not-a-token-at-all");
  }
});

test("an unknown name that only the account could tell exits 10", async () => {
  const work = place(`${HEAD}groups:\n  include:\n    - name: Sellers\n      workspaces: [Nowhere]\n`);
  const { code, error } = await work.run("plan");
  expect(code).toBe(10);
  expect(error).toContain("roster.yaml:6:20 ECX-");
});

test("runs are recorded beside cxroster.yaml or where --ledger says, and a held ledger stops apply", async () => {
  const work = place(manifest("Claims"));
  await work.run("apply --auto-approve");
  expect(existsSync(join(work.folder, ".cxroster/ledger/main.jsonl"))).toBe(true);
  work.write("roster.yaml", manifest("Claims", "Sales"));
  await work.run("apply --auto-approve --ledger elsewhere");
  expect(statSync(join(work.folder, "elsewhere/main.jsonl")).size).toBeGreaterThan(0);
  const lock = JSON.stringify({ pid: process.pid, host: "another-machine", since: "2026-11-23T00:00:00Z" });
  work.write("elsewhere/main.lock", lock);
  work.write("roster.yaml", manifest("Claims", "Sales", "Audit"));
  const held = await work.run("apply --auto-approve --ledger elsewhere");
  expect(held.code).toBe(1);
  expect(held.error).toContain("another apply holds");
  expect(await workspaces()).toEqual(["Claims", "Default", "Sales"]);
});

test("an interrupt before the first write exits 130, one after it 13, and the rest is skipped", async () => {
  const names = Array.from({ length: 40 }, (_, index) => `Team ${index}`);
  const work = place(manifest(...names));
  await rehearsal.admin("POST", "/admin/faults", { latencyMilliseconds: 40, methods: ["POST"] });
  const stopAfter = async (written: number) => {
    const running = work.run("apply --auto-approve --concurrency 1 --json");
    while (work.interrupts.length === 0) await new Promise((soon) => setTimeout(soon, 5));
    const goal = written === 0 ? 0 : (await workspaces()).length + written;
    while (goal > 0 && (await workspaces()).length < goal) await new Promise((soon) => setTimeout(soon, 5));
    for (const interrupt of work.interrupts) interrupt();
    return running;
  };
  const early = await stopAfter(0);
  expect(early.error).toContain("stopping");
  expect(early.code).toBe(130);
  expect(JSON.parse(early.out)).toMatchObject({ status: "interrupted", exitCode: 130, writes: 0 });
  const late = await stopAfter(2);
  expect(late.code).toBe(13);
  expect(JSON.parse(late.out)).toMatchObject({ status: "interrupted", exitCode: 13 });
  expect(JSON.parse(late.out).changes.skipped.length).toBeGreaterThan(10);
  await rehearsal.admin("POST", "/admin/faults", {});
  expect((await work.run("apply --auto-approve")).code).toBe(0);
  expect(work.interrupts).toEqual([]);
}, 60_000);

test("progress is drawn on a terminal only, and never into the result", async () => {
  const quiet = await place(manifest("Claims")).run("apply --auto-approve");
  expect(quiet.error).toBe("");
  const work = place(manifest("Claims", "Sales"));
  const drawn = await work.run("apply --auto-approve --no-color", { terminal: true });
  expect(drawn.error).toContain("1 of 1 steps");
  expect(drawn.error.endsWith("\r\u001b[K")).toBe(true);
  expect(drawn.out).not.toContain("\u001b");
});

test("colour follows the terminal, --no-color and NO_COLOR", async () => {
  const work = place(manifest("Claims"));
  const env = { ENDPOINT: rehearsal.account.endpoint, TOKEN: rehearsal.account.token };
  expect((await work.run("plan", { terminal: true })).out).toContain("\u001b[");
  expect((await work.run("plan", { terminal: true, env: { ...env, NO_COLOR: "1" } })).out).not.toContain(
    "\u001b[",
  );
  expect((await work.run("plan --no-color", { terminal: true })).out).not.toContain("\u001b[");
  expect((await work.run("plan")).out).not.toContain("\u001b[");
});

test("with a secret in the plan, apply needs it and never prints it", async () => {
  const account = (await rehearsal.admin("POST", "/admin/accounts", {
    platform: "engagecx",
    name: "Eastwind",
    owner: { email: "owner@eastwind.example" },
    licenses: [{ name: "Tasks 2026", app: "tasks", seats: 3, expiresAt: "2099-12-31T00:00:00Z" }],
  })) as { token: string; endpoint: string };
  const env = { ENDPOINT: account.endpoint, TOKEN: account.token, TASKS_KEY: "AAAA-secret-license-key" };
  const work = place(
    `${HEAD}categories:\n  include:\n    - name: Work\napps:\n  include:\n    - name: Tasks\n      category: Work\n      activation: license\nlicenses:\n  include:\n    - app: Tasks\n      license: Tasks 2026\n      key: !env TASKS_KEY\n`,
  );
  const planned = await work.run("plan -o plan.json", { env });
  expect(planned.code).toBe(0);
  expect(readFileSync(join(work.folder, "plan.json"), "utf8")).not.toContain(env.TASKS_KEY);
  const without = await work.run("apply plan.json", { env: { ENDPOINT: env.ENDPOINT, TOKEN: env.TOKEN } });
  expect(without.code).toBe(10);
  expect(without.error).toContain("TASKS_KEY");
  const applied = await work.run("apply plan.json --json", { env });
  expect(applied.code).toBe(0);
  for (const text of [planned.out, applied.out, applied.error]) {
    expect(text).not.toContain(env.TASKS_KEY);
    expect(text).not.toContain(env.TOKEN);
  }
  expect(readFileSync(join(work.folder, ".cxroster/ledger/main.jsonl"), "utf8")).not.toContain(env.TASKS_KEY);
});

test("a plan applied twice is told to have been applied, by the run that did it", async () => {
  const work = place(manifest("Claims"));
  await work.run("plan -o plan.json");
  const run = /^Run (\S{8})/m.exec((await work.run("apply plan.json")).out)?.[1];
  const twice = await work.run("apply plan.json");
  expect(twice.code).toBe(12);
  expect(twice.out).toContain(`This very plan was applied already, by run ${run} at `);
});

test("a manifest, a policy and an empty file are told apart from an altered plan", async () => {
  const work = place(manifest("Claims"));
  work.write("policy.yaml", "max-removals: { count: 3 }\n");
  work.write("empty.json", "");
  for (const command of ["apply", "show", "approve --key none.pem"]) {
    const wrong = await work.run(`${command} roster.yaml`);
    expect(wrong).toMatchObject({ code: 10, out: "" });
    expect(wrong.error).toContain("roster.yaml is a manifest, and no saved plan");
    expect(wrong.error).toContain("cxroster plan -o plan.json");
  }
  expect((await work.run("apply policy.yaml")).error).toContain(
    "policy.yaml is something else, and no saved plan",
  );
  expect(await work.run("apply empty.json")).toMatchObject({ code: 12 });
});
