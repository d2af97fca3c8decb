/** A tenant that several tests start from, and its plans. */

import type { Live } from "../../src/kind/state.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { cxengageTable } from "../../src/platform/cxengage/index.ts";
import { liveOf } from "../support/live.ts";
import { mustPlan, type Planned, type PlanOptions, planOf } from "../support/plans.ts";

const AGENT = ["MANAGE_MY_EXTENSIONS"];
const SUPERVISOR = [
  ...AGENT,
  ...["MANAGE_ALL_GROUP_USERS", "MANAGE_ALL_USER_EXTENSIONS", "MANAGE_ALL_USER_LOCATIONS"],
  ...["MANAGE_ALL_USER_REASON_LISTS", "MANAGE_ALL_USER_SKILLS", "MANAGE_TENANT_ENROLLMENT", "VIEW_ALL_USERS"],
];
const ADMINISTRATOR = [
  ...SUPERVISOR,
  ...["MANAGE_ALL_CAPACITY_RULES", "MANAGE_ALL_GROUPS", "MANAGE_ALL_ROLES", "MANAGE_ALL_SKILLS"],
  ...["CREATE_REASON_LIST", "UPDATE_REASON_LIST", "MANAGE_TENANT", "USER_IDENTITY_PROVIDER_UPDATE"],
];
export const PERMISSIONS = { AGENT, SUPERVISOR, ADMINISTRATOR };

const list = (names: readonly string[]) => `[${[...names].sort().join(", ")}]`;

/** Northwind: an owner, two supervisors and agents in every state of an invitation. */
export const NORTHWIND = `
caller: owner@x.example
mayManage: null
facts: { permissions: ${list(ADMINISTRATOR)}, platformPermissions: [], sso: false, unread: [] }
tenant: { name: Northwind, description: "", timezone: UTC, defaultIdentityProvider: null, platformAuthentication: enabled }
permissions: [${ADMINISTRATOR.map((name) => `{ name: ${name} }`).join(", ")}]
platformRoles: [{ name: Platform User, permissions: [] }, { name: Platform User - Password Restricted, permissions: [] }, { name: Platform Administrator, permissions: [PLATFORM_MANAGE_ALL_TENANTS_ENROLLMENT] }]
identityProviders: [{ name: tenant-default, id: tenant-default }, { name: Corporate, active: true }]
roles:
  - { name: Agent, active: true, isDefault: true, permissions: ${list(AGENT)} }
  - { name: Supervisor, active: true, isDefault: true, permissions: ${list(SUPERVISOR)} }
  - { name: Administrator, active: true, isDefault: true, permissions: ${list(ADMINISTRATOR)} }
  - { name: Listener, active: true, permissions: [VIEW_ALL_USERS] }
groups:
  - { name: everyone, active: true, isDefault: true }
  - { name: Claims, active: true }
  - { name: Old, active: false }
skills:
  - { name: French, active: true, hasProficiency: true }
  - { name: Chat, active: true, hasProficiency: false }
reasonLists:
  - { name: System Presence Reasons, active: true, isDefault: true, reasons: [{ name: Logged in }] }
  - { name: Breaks, active: true, reasons: [{ name: Lunch, category: Break }] }
capacityRules:
  - { name: Standard, active: true, version: { name: v1, quantifier: all, ruleSet: "{[:voice] 1}" } }
  - { name: Retired, active: false, version: { name: v1, quantifier: all, ruleSet: "{[:voice] 1}" } }
users:
${person("owner", "Administrator", "enabled")}
${person("sue", "Supervisor", "enabled", "groups: [Claims], ")}
${person("sam", "Supervisor", "enabled")}
${person("ana", "Agent", "enabled", "groups: [Claims], skills: [{ name: French, proficiency: 50 }], firstName: Ana, lastName: Pop, externalId: A1, ")}
${person("pia", "Agent", "pending")}
${person("ina", "Agent", "invited")}
${person("exa", "Agent", "expired")}
${person("bea", "Agent", "blocked")}
${person("dan", "Agent", "disabled")}
${person("nil", "Agent", "never")}
${person("sso", "Agent", "sso-only")}
`;

/** A user's row in one of the states; `never` is disabled before ever having accepted. */
export function person(name: string, role: string, state: string, more = ""): string {
  const shown = state === "never" ? "disabled" : state === "blocked" ? "pending" : state;
  const isPending = ["pending", "invited", "expired", "blocked", "never"].includes(state);
  const invitation =
    { pending: "unsent", invited: "sent", expired: "sent", blocked: "blocked" }[state] ?? "done";
  const status = shown === "disabled" ? "disabled" : "enabled";
  const platform = state === "sso-only" ? "disabled" : "tenant-default";
  return [
    `  - { email: ${name}@x.example, role: ${role}, status: ${status}, invitationStatus: ${shown}`,
    `pending: ${isPending}, invitation: ${invitation}, platformStatus: ${isPending ? "pending" : "enabled"}`,
    `authentication: { platform: ${platform}, identityProvider: tenant-default }, presence: offline`,
    `capacityRule: tenant-default, ${more}extensions: [{ type: webrtc, value: ${name}, provider: twilio, region: default }] }`,
  ].join(", ");
}

export function northwind(change: (text: string) => string = (text) => text): Live {
  return liveOf(change(NORTHWIND), cxengageTable);
}

/** The same, with an attribute that no object of a kind tells. */
export function silent(live: Live, kind: string, path: string): Live {
  const objects = live.objects.map((object) => {
    const told = Object.entries(object.attributes).filter(([name]) => name !== path);
    return object.kind === kind ? { ...object, attributes: Object.fromEntries(told) } : object;
  });
  return { ...live, objects };
}

export function plan(manifest: string, live: Live = northwind(), options: PlanOptions = {}): Plan {
  return mustPlan(manifest, live, { table: cxengageTable, remembered: [], ...options });
}

export function tryPlan(manifest: string, live: Live = northwind()): Planned {
  return planOf(manifest, live, { table: cxengageTable });
}

/** Codes of what refuses or stops a manifest. */
export function refusals(manifest: string, live: Live = northwind(), options: PlanOptions = {}): string[] {
  const { plan: made, diagnostics } = planOf(manifest, live, { table: cxengageTable, ...options });
  const found = made === null ? diagnostics : made.findings;
  return [...new Set(found.filter((each) => each.severity === "error").map((each) => each.code))].sort();
}

export function findings(made: Plan): string[] {
  return [...new Set(made.findings.map((each) => `${each.severity} ${each.code}`))].sort();
}

export function calls(made: Plan): string[] {
  return made.steps.map((step) => `${step.op} ${step.change}`);
}
