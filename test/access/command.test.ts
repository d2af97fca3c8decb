/** What the access command answers, asked in every way it can be asked. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serializePlan } from "../../src/plan/plan-file.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { ask, command } from "./ask.ts";

const MANIFEST = `
workspaces: [{ name: Claims }, { name: Fraud }, { name: Archive }]
groups:
  - { name: Everyone, workspaces: [] }
  - { name: Handlers, workspaces: [Claims, Fraud] }
  - { name: Leads, workspaces: [Claims], manageOrganization: true }
  - { name: Empty, workspaces: [Archive] }
users:
  include:
    - { email: ana@x.example, groups: [Handlers, { name: Leads, until: "2099-06-30" }] }
    - { email: ben@x.example, groups: [Handlers], sendInvitation: true }
    - { email: cleo@x.example, groups: [Handlers], enabled: false }
    - { email: dora@x.example, groups: [], until: "2098-01-01" }
apps:
  include:
    - { name: Tasks, category: Documents, activation: trial, access: { groups: [Handlers], users: [dora@x.example] } }
`;

let rehearsal: Rehearsal;
let folder: string;

beforeAll(async () => {
  rehearsal = await Rehearsal.start();
  await rehearsal.sync(MANIFEST, { allow: ["last-administrator", "self-lockout"] });
  folder = mkdtempSync(join(tmpdir(), "cxroster-access-"));
  const { endpoint, id } = rehearsal.account;
  const target = { platform: "engagecx", endpoint, account: id, manifests: ["roster.yaml"] };
  writeFileSync(
    join(folder, "cxroster.yaml"),
    `targets: { rehearsal: { ...BODY, token: !env CXROSTER_TOKEN } }`.replace(
      "...BODY",
      JSON.stringify(target).slice(1, -1),
    ),
  );
  writeFileSync(join(folder, "roster.yaml"), `apiVersion: cxroster/v1\nplatform: engagecx\n${MANIFEST}`);
});
afterAll(async () => {
  await rehearsal.stop();
  rmSync(folder, { recursive: true, force: true });
});

const lines = async (...args: string[]) =>
  (await ask(rehearsal, args)).people.flatMap(({ person, status, access }) =>
    access.length === 0
      ? [`${person} ${status}`]
      : access.map(
          ({ permission, on, when, via }) => `${person} ${permission} ${on} ${when}: ${via.join(" + ")}`,
        ),
  );

test("a past time is refused: the account only tells what holds now", async () => {
  const past = await command(rehearsal, ["access", "--at", "2020-01-01"], { folder });
  expect(past.code).toBe(10);
  expect(past.out).toBe("");
  expect(past.error.replaceAll(/\s+/g, " ")).toContain(
    "--at 2020-01-01 is past, and an account only tells what holds now",
  );
});

test("a person: everything, with its paths", async () => {
  expect(await lines("--user", "ANA@x.example")).toEqual([
    "ana@x.example app.open Tasks now: group Handlers",
    "ana@x.example organization.enter  now: enabled user",
    "ana@x.example organization.manage  now: group Leads",
    "ana@x.example workspace.open Archive now: group Leads (manages the organization)",
    "ana@x.example workspace.open Claims now: group Handlers + group Leads + group Leads (manages the organization)",
    "ana@x.example workspace.open Default now: group Leads (manages the organization)",
    "ana@x.example workspace.open Fraud now: group Handlers + group Leads (manages the organization)",
  ]);
});

test("a workspace: who opens it, invited and managing people included, disabled ones not", async () => {
  expect(await lines("--workspace", "fraud")).toEqual([
    "ana@x.example workspace.open Fraud now: group Handlers + group Leads (manages the organization)",
    "ben@x.example workspace.open Fraud on-acceptance: group Handlers",
    "owner@northwind.example workspace.open Fraud now: group Administrators (manages the organization)",
  ]);
});

test("a group: what it gives and to whom, and its members whom it gives nothing", async () => {
  expect(await lines("--group", "Handlers")).toEqual([
    "ana@x.example app.open Tasks now: group Handlers",
    "ana@x.example workspace.open Claims now: group Handlers",
    "ana@x.example workspace.open Fraud now: group Handlers",
    "ben@x.example app.open Tasks on-acceptance: group Handlers",
    "ben@x.example workspace.open Claims on-acceptance: group Handlers",
    "ben@x.example workspace.open Fraud on-acceptance: group Handlers",
    "cleo@x.example disabled",
  ]);
  expect(await lines("--group", "Empty")).toEqual([]);
});

test("an app, and flags together mean what they have in common", async () => {
  expect(await lines("--app", "Tasks", "--user", "dora@x.example")).toEqual([
    "dora@x.example app.open Tasks now: own right",
  ]);
  expect(await lines("--group", "Leads", "--workspace", "Archive")).toEqual([
    "ana@x.example workspace.open Archive now: group Leads (manages the organization)",
  ]);
  expect(await lines("--on", "app:Tasks", "--on", "Handlers", "--user", "ana@x.example")).toEqual([
    "ana@x.example app.open Tasks now: group Handlers",
  ]);
});

test("everybody is in the answer, people who may do nothing too", async () => {
  const { summary, people } = await ask(rehearsal);
  expect(summary).toEqual({ people: 5, now: 3, onAcceptance: 1, nothing: 1 });
  expect(people.map(({ person, status }) => `${person} ${status}`)).toEqual([
    "ana@x.example active",
    "ben@x.example pending",
    "cleo@x.example disabled",
    "dora@x.example active",
    "owner@northwind.example active",
  ]);
});

test("ends are told: those of manifests and those of trials", async () => {
  const asked = await command(rehearsal, ["access", "--json"], { folder });
  const { people } = JSON.parse(asked.out) as Awaited<ReturnType<typeof ask>>;
  const of = (person: string, permission: string) =>
    people
      .find((each) => each.person === person)
      ?.access.filter((each) => each.permission === permission)
      .flatMap((each) => each.ends.map(({ via, at }) => `${each.on} ${via} ${at.slice(0, 10)}`));
  expect(of("ana@x.example", "organization.manage")).toEqual([" group Leads 2099-07-01"]);
  expect(of("dora@x.example", "organization.enter")).toEqual([" enabled user 2098-01-02"]);
  expect(of("dora@x.example", "app.open")?.[0]).toMatch(/^Tasks own right 20(2|3)\d-/);
  expect(of("ana@x.example", "workspace.open")).toContain("Claims group Leads 2099-07-01");
  expect(of("ana@x.example", "workspace.open")?.join()).not.toContain("group Handlers");
});

test.each([
  [["--user", "ann@x.example"], "the account has no person ann@x.example", 'Did you mean "ana@x.example"?'],
  [["--group", "Handler"], 'the account has no group "Handler"', 'Did you mean "Handlers"?'],
  [
    ["--workspace", "zzzz"],
    'the account has no workspace "zzzz"',
    "There are Archive, Claims, Default, Fraud.",
  ],
  [["--on", "Tsks"], 'the account has nothing called "Tsks"', 'Did you mean "Tasks"?'],
  [["--on", "goup:Leads"], "nothing called", "kinds are"],
])("a name nobody bears exits 10 with a suggestion: %j", async (args, problem, fix) => {
  const asked = await command(rehearsal, ["access", "-f", "-", ...args]);
  expect(asked.code).toBe(10);
  expect(asked.error.replace(/\s+/g, " ")).toContain(problem);
  expect(asked.error.replace(/\s+/g, " ")).toContain(fix);
});

test("a platform without such a kind says which it has", async () => {
  const tenant = await Rehearsal.start({ platform: "cxengage" });
  try {
    const asked = await command(tenant, ["access", "-f", "-", "--app", "Tasks"]);
    expect(asked.code).toBe(10);
    expect(asked.error).toContain("CxEngage tenant has no kind app");
    const role = await ask(tenant, ["--on", "role:Administrator"]);
    expect(role.people.map((each) => each.person)).toEqual(["owner@northwind.example"]);
  } finally {
    await tenant.stop();
  }
});

test("after a plan: who is gone may do nothing, and a plan of another account is refused", async () => {
  const plan = await rehearsal.plan(`users: { exclude: [dora@x.example] }\ngroups: { exclude: [Empty] }`);
  const file = join(folder, "plan.json");
  writeFileSync(file, serializePlan(plan));
  expect((await ask(rehearsal, ["--plan", file, "--user", "dora@x.example"])).people).toEqual([
    { person: "dora@x.example", status: "absent", access: [] },
  ]);
  expect((await ask(rehearsal, ["--plan", file, "--group", "Empty"])).people).toEqual([]);
  const text = await command(rehearsal, ["access", "--plan", file], { folder });
  expect(text.out).toContain("As it would be after the plan");
  const other = await Rehearsal.start();
  try {
    expect((await command(other, ["access", "--plan", file])).code).toBe(11);
  } finally {
    await other.stop();
  }
});

test.each(["markdown", "csv", "html"])("%s is one document on standard output", async (format) => {
  const asked = await command(rehearsal, ["access", "-f", "-", "--format", format]);
  expect(asked.code).toBe(0);
  for (const name of ["ana@x.example", "ben@x.example", "cleo@x.example"]) expect(asked.out).toContain(name);
});
