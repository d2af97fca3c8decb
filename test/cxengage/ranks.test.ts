/** Who may do what to whom, told before the first call. */
import { expect, test } from "vitest";
import type { Live } from "../../src/kind/state.ts";
import { findings, northwind, PERMISSIONS, plan, refusals, silent } from "./account.ts";

function as(name: string, permissions: readonly string[], more: object = {}): Live {
  const live = northwind();
  const facts = { permissions, platformPermissions: [], sso: false, unread: [], ...more };
  return { ...live, caller: { email: `${name}@x.example`, mayManage: null, facts } };
}
const SUPERVISOR = as("sue", PERMISSIONS.SUPERVISOR);
const one = (entry: string) => `users: { include: [${entry}] }`;

test("CXE-TROLE-03 lets a role be changed by somebody who ranks higher only", () => {
  expect(refusals(one("{ email: ana@x.example, role: Listener }"), SUPERVISOR)).toEqual([]);
  expect(refusals(one("{ email: sam@x.example, role: Agent }"), SUPERVISOR)).toEqual(["CXE-TROLE-03"]);
  expect(refusals(one("{ email: owner@x.example, role: Agent }"), SUPERVISOR)).toContain("CXE-TROLE-03");
});

test("CXE-TROLE-04 refuses a supervisor who would make an administrator", () => {
  expect(refusals(one("{ email: ana@x.example, role: Administrator }"), SUPERVISOR)).toEqual([
    "CXE-TROLE-04",
  ]);
});

test("CXE-TROLE-04 refuses permissions for a role that its editor does not hold", () => {
  const manifest = "roles: { include: [{ name: Listener, permissions: [MANAGE_ALL_ROLES] }] }";
  const editor = as("sue", [...PERMISSIONS.SUPERVISOR, "PLATFORM_CREATE_TENANT_ROLES"]);
  expect(refusals(manifest, SUPERVISOR)).toEqual(["CXE-B-15", "CXE-TROLE-04"]);
  expect(refusals("roles: { include: [{ name: New, permissions: [MANAGE_ALL_ROLES] }] }", editor)).toEqual([
    "CXE-TROLE-04",
  ]);
  expect(refusals(manifest)).toEqual([]);
});

test("CXE-TROLE-03 refuses to weaken a role that permits more than its editor may do", () => {
  const live = northwind((text) =>
    text.replace("permissions: [VIEW_ALL_USERS] }", "permissions: [MANAGE_TENANT, VIEW_ALL_USERS] }"),
  );
  const { caller } = as("sue", [...PERMISSIONS.SUPERVISOR, "MANAGE_ALL_ROLES"]);
  const listener = (more: string) => `roles: { include: [{ name: Listener, ${more} }] }`;
  const lower = { ...live, caller };
  expect(refusals(listener("permissions: [VIEW_ALL_USERS]"), lower)).toEqual(["CXE-TROLE-03"]);
  expect(refusals(listener("active: false"), lower)).toEqual(["CXE-TROLE-03"]);
  expect(refusals(`roles: { exclude: [Listener] }`, lower)).toEqual(["CXE-TROLE-03"]);
  expect(refusals(listener("description: Listens"), lower)).toEqual([]);
  expect(refusals(listener("permissions: [VIEW_ALL_USERS]"), live)).toEqual([]);
});

test("CXE-TROLE-03 warns once where the permissions of roles cannot be read", () => {
  const blind = silent(SUPERVISOR, "role", "permissions");
  const made = plan(
    one(
      "{ email: ana@x.example, role: Listener }, { email: pia@x.example, role: Listener }, { email: new@x.example, role: Agent }",
    ),
    blind,
  );
  const warnings = made.findings.filter((each) => each.code === "CXE-TROLE-03");
  expect(warnings.map((each) => [each.severity, each.message])).toEqual([
    ["warning", expect.stringContaining("rank not checked: the permissions of Agent, Listener cannot")],
  ]);
  const top = as("sue", [], { platformPermissions: ["PLATFORM_MANAGE_ALL_TENANTS_ENROLLMENT"] });
  const unread = silent(top, "role", "permissions");
  expect(findings(plan(one("{ email: ana@x.example, role: Listener }"), unread))).toEqual([]);
});

test("CXE-TROLE-03 takes a role that the plan makes for what it will permit", () => {
  const made = plan(
    "roles: { include: [{ name: New }] }\nusers: { include: [{ email: ana@x.example, role: New }] }",
  );
  expect(findings(made)).toEqual([]);
});

const NEEDED = [
  ["CXE-B-15", "MANAGE_ALL_ROLES", "roles: { include: [{ name: New, permissions: [VIEW_ALL_USERS] }] }"],
  ["CXE-B-15", "MANAGE_ALL_ROLES", "roles: { include: [{ name: Listener, description: Listens }] }"],
  ["CXE-B-17", "MANAGE_ALL_GROUPS", "groups: { include: [{ name: New }] }"],
  ["CXE-B-17", "MANAGE_ALL_GROUPS", "groups: { exclude: [Claims] }"],
  ["CXE-B-23", "MANAGE_ALL_SKILLS", "skills: { include: [{ name: New }] }"],
  ["CXE-B-23", "MANAGE_ALL_SKILLS", "skills: { include: [{ name: French, description: Speaks it }] }"],
  ["CXE-B-25", "CREATE_REASON_LIST", "reasonLists: { include: [{ name: New, reasons: [{ name: Tea }] }] }"],
  ["CXE-B-25", "UPDATE_REASON_LIST", "reasonLists: { include: [{ name: Breaks, description: Away }] }"],
  ["CXE-B-28", "MANAGE_ALL_CAPACITY_RULES", "capacityRules: { include: [{ name: New, active: false }] }"],
  ["CXE-B-28", "MANAGE_ALL_CAPACITY_RULES", "capacityRules: { exclude: [Standard] }"],
  ["CXE-B-45", "MANAGE_TENANT", "tenant: { name: Northwind, description: Claims }"],
] as const;

test.each(NEEDED)("%s asks for %s before the first call: %s", (rule, permission, manifest) => {
  const others = PERMISSIONS.ADMINISTRATOR.filter((name) => name !== permission);
  const options = { allow: ["max-removals"] };
  expect(refusals(manifest, as("owner", others), options)).toEqual([rule]);
  expect(refusals(manifest, as("owner", [...others, permission]), options)).toEqual([]);
  const message = plan(manifest, as("owner", others), options).findings.map((each) => each.message);
  expect(message.join()).toContain(permission);
});

test("CXE-B-05 refuses a platform role above the caller's", () => {
  const entry = (platformRole: string) =>
    one(`{ email: new@x.example, role: Agent, platformRole: ${platformRole} }`);
  expect(refusals(entry("Platform Administrator"), SUPERVISOR)).toEqual(["CXE-B-05"]);
  expect(refusals(entry("Platform User"), SUPERVISOR)).toEqual([]);
  const top = as("sue", PERMISSIONS.SUPERVISOR, {
    platformPermissions: ["PLATFORM_MANAGE_ALL_TENANTS_ENROLLMENT"],
  });
  expect(refusals(entry("Platform Administrator"), top)).toEqual([]);
  const blind = silent(SUPERVISOR, "platformRole", "permissions");
  expect(findings(plan(entry("Platform Administrator"), blind))).toContain("warning CXE-TROLE-03");
});

test("CXE-TROLE-05 refuses a change of the own role", () => {
  expect(refusals(one("{ email: sue@x.example, role: Agent }"), SUPERVISOR)).toEqual(["CXE-TROLE-05"]);
});

test("CXE-B-05 refuses to add somebody above the caller, or without the permission", () => {
  expect(refusals(one("{ email: new@x.example, role: Administrator }"), SUPERVISOR)).toEqual(["CXE-B-05"]);
  expect(refusals(one("{ email: new@x.example, role: Supervisor }"), SUPERVISOR)).toEqual([]);
  const agent = as("ana", PERMISSIONS.AGENT);
  expect(refusals(one("{ email: new@x.example, role: Agent }"), agent)).toEqual(["CXE-B-05"]);
});

test("CXE-EDIT-10 refuses a supervisor who would disable an administrator", () => {
  const options = { allow: ["last-administrator"] };
  expect(refusals(`users: { exclude: ["owner@*"] }`, SUPERVISOR, options)).toEqual(["CXE-EDIT-10"]);
  expect(refusals(`users: { exclude: ["sam@*"] }`, SUPERVISOR)).toEqual([]);
});

test("CXE-EDIT-04, CXE-EDIT-05, CXE-EDIT-06, CXE-EDIT-07 ask for the permission each detail takes", () => {
  const enroller = as("sue", ["MANAGE_TENANT_ENROLLMENT", ...PERMISSIONS.AGENT]);
  const change = (detail: string) =>
    refusals(one(`{ email: ana@x.example, role: Agent, ${detail} }`), enroller);
  expect(change("location: Cluj")).toEqual(["CXE-EDIT-04"]);
  expect(change("extensions: [{ type: sip, value: 'sip:ana@x.example' }]")).toEqual(["CXE-EDIT-05"]);
  expect(change("skills: [Chat]")).toEqual(["CXE-EDIT-06"]);
  expect(change("groups: []")).toEqual(["CXE-EDIT-07"]);
  const added = "{ email: new@x.example, role: Agent, groups: [Claims], skills: [Chat], location: Cluj }";
  expect(refusals(one(added), enroller)).toEqual(["CXE-EDIT-04", "CXE-EDIT-06", "CXE-EDIT-07"]);
});

test("CXE-B-32 lets people add extensions of their own, and refuses those who may not even that", () => {
  const own = one(
    "{ email: ana@x.example, role: Agent, extensions: [{ type: sip, value: 'sip:a@x.example' }] }",
  );
  expect(refusals(own, as("ana", PERMISSIONS.AGENT))).toEqual([]);
  expect(refusals(own, as("ana", []))).toEqual(["CXE-B-32"]);
});

test("CXE-TROLE-03 stands aside for a caller who administers the platform", () => {
  const platform = as("sue", [], {
    platformPermissions: ["PLATFORM_MANAGE_ALL_TENANTS_ENROLLMENT"],
  });
  expect(refusals(one("{ email: sam@x.example, role: Agent }"), platform)).toEqual([]);
});

test("CXE-B-41 says that nothing was checked beforehand where the caller cannot be read", () => {
  const live = northwind();
  const unknown = { ...live, caller: { email: null, mayManage: null, facts: { unread: [] } } };
  const made = plan(one("{ email: new@x.example, role: Administrator, invite: later }"), unknown);
  expect(findings(made)).toContain("warning CXE-TROLE-03");
  expect(made.findings.filter((each) => each.severity === "error")).toEqual([]);
});

test("a plan for 10,000 users is judged", { timeout: 120_000 }, () => {
  const entries = Array.from({ length: 10_000 }, (_, at) => `{ email: p${at}@x.example, role: Agent }`);
  expect(plan(one(entries.join(", "))).summary.create).toBe(10_000);
});
