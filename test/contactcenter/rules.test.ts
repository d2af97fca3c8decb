/** Rules of contact.center that neither a case nor a limit shows. */
import { afterEach, expect, test } from "vitest";
import { accept, ids } from "../properties/calls.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { calls, plan, refusals } from "./account.ts";

let rehearsal: Rehearsal | null = null;
afterEach(async () => {
  await rehearsal?.stop();
  rehearsal = null;
});

async function start(): Promise<Rehearsal> {
  rehearsal = await Rehearsal.start({ platform: "contactcenter" });
  return rehearsal;
}

const invite = (email: string) => `members: { include: [{ email: ${email}, workspaces: [Main] }] }`;

test("CTC-WS-01 refuses contents of a workspace in a manifest: they are not managed", () => {
  expect(refusals("workspaces: { include: [{ name: Fresh, campaigns: [Spring] }] }")).toEqual([
    "unknown-key",
  ]);
});

test("CTC-WS-02 refuses a workspace without a name", () => {
  expect(refusals('workspaces: { include: [{ name: " " }] }')).toEqual(["CTC-WS-02"]);
});

test("CTC-WS-07 plans one call for a new workspace", () => {
  expect(calls(plan("workspaces: { include: [{ name: Fresh }] }"))).toEqual(["create workspace:fresh"]);
});

test("CTC-TM-03 takes addresses that differ in letter case for one, and refuses both in one manifest", () => {
  expect(calls(plan("members: { include: [{ email: BEN@X.example }] }"))).toEqual([]);
  expect(refusals("members: { include: [{ email: ben@x.example }, { email: Ben@x.example }] }")).toEqual([
    "declared-twice",
  ]);
});

test.each([
  ["CTC-TM-02, CTC-B-01, CTC-INV-07", "firstName: Ana"],
  ["CTC-TM-09", "addedAt: 2026-01-01"],
  ["CTC-TM-10", "lastLogin: 2026-01-01"],
])("%s refuses %s in a manifest: it is not the administrator's to set", (rules, entry) => {
  const [rule = ""] = rules.split(",");
  expect(refusals(`members: { include: [{ email: ben@x.example, ${entry} }] }`)).toEqual([rule]);
});

test("CTC-B-03, CTC-INV-08 knows no word for the news a member may switch on or off", () => {
  expect(refusals("members: { include: [{ email: ben@x.example, updates: true }] }")).toEqual([
    "unknown-key",
  ]);
});

test("CTC-INV-09, CTC-TM-08 a pending member who accepts is no drift, and nobody is invited again", async () => {
  const account = await start();
  await account.sync(invite("ana@x.example"));
  expect((await account.plan(invite("ana@x.example"))).changes).toEqual([]);
  await accept(account, ["ana@x.example"], { firstName: "Ana", lastName: "Pop" });
  const again = await account.plan(invite("ana@x.example"));
  expect([again.changes, again.openInvitations]).toEqual([[], undefined]);
  expect(await account.outbox()).toHaveLength(1);
});

test("CTC-WS-10, CTC-WS-04 a switch of the current workspace changes no plan", async () => {
  const account = await start();
  await account.sync("workspaces: [{ name: Main }, { name: Sales }]");
  const sales = (await ids(account, "/workspaces", "name")).get("Sales");
  const switched = await account.call("POST", `/workspaces/${sales}/switch`, { body: {} });
  expect(switched.status).toBe(200);
  expect((await account.plan("workspaces: [{ name: Main }, { name: Sales }]")).changes).toEqual([]);
});

test("CTC-INV-10 an invitation that waits for a week gets a hint", () => {
  expect(plan("members: { include: [{ email: cleo@x.example }] }").findings.map((each) => each.code)).toEqual(
    ["CTC-INV-10"],
  );
});

test("CTC-B-02 a member's own change of address is followed on the server, and nobody is removed for it", async () => {
  const account = await start();
  await account.sync(invite("ana@x.example"));
  await accept(account, ["ana@x.example"], { firstName: "Ana", lastName: "Pop" });
  const token = await account.tokenOf("ana@x.example");
  const asked = await fetch(`${account.account.endpoint}/me/email`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ email: "ana.pop@x.example" }),
  });
  expect(asked.status).toBe(202);
  await accept(account, ["ana.pop@x.example"]);
  expect([...(await ids(account, "/members", "email")).keys()]).toContain("ana.pop@x.example");
  const whole = "members: [{ email: ana@x.example, workspaces: [Main] }]";
  const made = await account.plan(whole);
  expect([made.changes, made.findings.map((each) => each.code)]).toEqual([[], ["identity-changed"]]);
  expect((await account.plan("members: [{ email: ana.pop@x.example }]")).findings).toEqual([]);
});

test("CTC-TM-15 other workspaces are a removal and one new invitation, and then nothing is left to do", async () => {
  const account = await start();
  const wanted = (rooms: string) =>
    `workspaces: [{ name: Main }, { name: Sales }]\nmembers: { include: [{ email: ana@x.example, workspaces: [${rooms}] }] }`;
  await account.sync(wanted("Main"));
  const { run } = await account.sync(wanted("Main, Sales"), { allow: ["destructive"] });
  expect(run?.outcomes.map((each) => each.op)).toEqual(["delete", "create"]);
  expect((await account.outbox()).map((each) => each.to)).toEqual(["ana@x.example", "ana@x.example"]);
  expect((await account.plan(wanted("Sales, Main"))).changes).toEqual([]);
});
