/** Rules about the organization, workspaces, categories and apps that no case of test/cases shows on the client's side. */
import { expect, test } from "vitest";
import type { Plan } from "../../src/plan/plan.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { NORTHWIND } from "../support/accounts.ts";
import { liveOf } from "../support/live.ts";
import { mustPlan, planOf } from "../support/plans.ts";

const plan = (manifest: string, allow: readonly string[] = []) => mustPlan(manifest, NORTHWIND, { allow });
const codes = (manifest: string) => planOf(manifest, NORTHWIND).diagnostics.map((each) => each.code);
const calls = (made: Plan) => made.steps.map((step) => `${step.op} ${step.change}`);
const withoutApps = NORTHWIND.split("\n")
  .map((line) =>
    /^ {2}- \{ name: (Communications|Tasks), /.test(line) ? line.replace(/, .*/, ", present: false }") : line,
  )
  .filter((line) => !line.includes("license: Tasks 2026"))
  .join("\n");

test("ECX-ORG-10 sends all fields of the organization in one update", () => {
  const made = plan(
    "organization: { name: Northwind, defaultTimezone: Europe/Paris, timezoneForAllUsers: true }",
  );
  expect(made.steps.map((step) => step.args)).toEqual([
    { defaultTimezone: "Europe/Paris", timezoneForAllUsers: true },
  ]);
});

test("ECX-ORG-11 plans no removal of an organization, whatever a manifest leaves out", () => {
  const made = plan("workspaces: []\ngroups: []\nusers: []\nlicenses: []", ["destructive", "max-removals"]);
  expect(made.changes.length).toBeGreaterThan(0);
  expect(made.changes.filter((change) => change.kind === "organization")).toEqual([]);
  expect(engagecxTable.kinds.find((kind) => kind.root === true)?.removal.effect).toBe("never");
});

test("ECX-WS-06 plans one create for a new workspace", () => {
  expect(calls(plan("workspaces: { include: [{ name: Fresh }] }"))).toEqual(["create workspace:fresh"]);
});

test("ECX-WS-08 plans one delete for a workspace, however it is said", () => {
  const listed = plan("workspaces: [{ name: Claims }]", ["destructive"]);
  const excluded = plan("workspaces: { exclude: [Sales] }", ["destructive"]);
  expect(calls(listed)).toEqual(["delete workspace:sales"]);
  expect(calls(excluded)).toEqual(calls(listed));
});

test("ECX-WS-10 marks what a caller reads who does not see every workspace", () => {
  const live = liveOf(NORTHWIND, engagecxTable);
  const partial = ["workspaces the caller's groups do not open are not listed"];
  const made = mustPlan("users: { include: [] }", { ...live, partial });
  expect(made.findings.map((finding) => finding.code)).toContain("partial-read");
});

test("ECX-WS-11 creates, reads, renames and removes workspaces in one plan", () => {
  const manifest = "workspaces: [{ name: Claims }, { name: Fresh }, { name: Selling, renamedFrom: Sales }]";
  expect(calls(plan(manifest))).toEqual(["create workspace:fresh", "update workspace:selling"]);
  expect(calls(plan("workspaces: [{ name: Claims }]", ["destructive"]))).toEqual(["delete workspace:sales"]);
});

test("ECX-CAT-05 sends all fields of a category in one update", () => {
  const made = plan("categories: [{ name: Daily Work, order: 3, columns: 2 }]");
  expect(made.steps.map((step) => step.args)).toEqual([{ order: 3, columns: 2 }]);
});

test("ECX-CAT-09 finds a category that is listed but not declared", () => {
  const made = plan("apps: { include: [{ name: Journeys, category: daily work, activation: trial }] }");
  expect(made.steps.find((step) => step.op === "create")?.args.category).toBe("category-daily work");
});

test("ECX-APP-02 refuses a description in a manifest: it is the catalogue's", () => {
  const manifest = "apps: { include: [{ name: Tasks, category: Daily Work, description: Work }] }";
  expect(codes(manifest)).toContain("ECX-APP-02");
});

test("ECX-APP-03 moves an installed app to another category in place", () => {
  const made = plan(
    "categories: { include: [{ name: Own }] }\napps: { include: [{ name: Tasks, category: Own }] }",
  );
  expect(calls(made)).toEqual(["create category:own", "update app:tasks"]);
});

test("ECX-APP-04 takes the entry of the catalogue for the app that is to be installed", () => {
  const made = plan("apps: { include: [{ name: journeys, category: Daily Work, activation: trial }] }");
  expect(made.changes.map((change) => [change.id, change.verb, change.objectId])).toEqual([
    ["app:journeys", "create", "app-journeys"],
  ]);
});

test("ECX-APP-05 plans a first installation like every later one", () => {
  const manifest = "apps: { include: [{ name: Journeys, category: Daily Work, activation: trial }] }";
  const first = mustPlan(manifest, withoutApps);
  expect(withoutApps).not.toContain("status: trial");
  expect(first.steps.length).toBeGreaterThan(0);
  expect(first.steps).toEqual(plan(manifest).steps);
});

test("ECX-APP-08, ECX-B-01 installs an app after the groups and users it opens to, and refuses unknown ones", () => {
  const app = (access: string) =>
    `apps: { include: [{ name: Journeys, category: Daily Work, activation: trial, access: ${access} }] }`;
  const made = plan(
    `${app("{ groups: [New], users: [new@x.example] }")}\ngroups: { include: [{ name: New }] }\nusers: { include: [{ email: new@x.example }] }`,
  );
  const install = made.changes.find((change) => change.id === "app:journeys");
  expect(install?.dependsOn).toEqual(["group:new", "user:new@x.example"]);
  const unknown = planOf(app("{ groups: [Nobody] }"), NORTHWIND);
  expect(unknown.plan).toBeNull();
  expect(unknown.diagnostics[0]?.message).toContain("Nobody");
});

test("ECX-APP-12 reads which apps are installed, so an installed one is no change", () => {
  const made = plan("apps: { include: [{ name: Tasks, category: Daily Work }] }");
  expect(made.changes).toEqual([]);
});

test("ECX-TRI-03 takes the end of a trial from the account and never works it out", () => {
  const ending = (at: string) => NORTHWIND.replace("2027-01-01T00:00:00Z", at);
  const manifest = "apps: { include: [{ name: Communications, category: Daily Work, activation: trial }] }";
  const warnings = (live: string) => mustPlan(manifest, live).findings.map((finding) => finding.code);
  expect(warnings(ending("2026-11-25T00:00:00Z"))).toContain("ECX-TRI-01");
  expect(warnings(ending("2027-06-01T00:00:00Z"))).toEqual([]);
  expect(
    codes("apps: { include: [{ name: Tasks, category: Daily Work, trialEndsAt: '2027-01-01' }] }"),
  ).toContain("ECX-TRI-01");
});
