/** An account that several tests start from, and its plans. */
import type { Live } from "../../src/kind/state.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { contactcenterTable } from "../../src/platform/contactcenter/index.ts";
import { liveOf } from "../support/live.ts";
import { mustPlan, type PlanOptions, planOf } from "../support/plans.ts";

const member = (name: string, more: string) =>
  `  - { email: ${name}@x.example, invitedEmail: ${name}@x.example, role: Super Admin, status: active, pending: false, isOwner: false, addedAt: "2026-11-01T08:00:00Z", ${more} }`;

/** Northwind: three workspaces, an owner, members of all sorts, one of them pending. */
export const NORTHWIND = `
caller: owner@x.example
account: { name: Northwind, subscription: omnichannel, workspacesAtMost: 10, membersAtMost: 10 }
workspaces:
  - { name: Main, current: true }
  - { name: Sales }
  - { name: Support }
members:
  - { email: owner@x.example, invitedEmail: owner@x.example, role: Super Admin, status: active, pending: false, isOwner: true, addedAt: "2026-01-01T08:00:00Z", workspaces: [Main] }
${member("ana", "workspaces: [Main, Sales]")}
${member("ben", "workspaces: [Support]")}
${member("cleo", "workspaces: [Sales]").replace("active, pending: false", "pending, pending: true")}
${member("dora", "workspaces: [Main]").replace("Super Admin", "Agent")}
`;

/** The account with so many workspaces and members more, by number. */
export function crowded(
  workspaces: number,
  members = 0,
  change: (text: string) => string = (text) => text,
): Live {
  const rooms = Array.from({ length: workspaces }, (_, at) => `  - { name: Room ${at} }\n`).join("");
  const people = Array.from(
    { length: members },
    (_, at) => `${member(`p${at}`, "workspaces: [Main]")}\n`,
  ).join("");
  const text = NORTHWIND.replace("members:\n", `${rooms}members:\n`) + people;
  return liveOf(change(text), contactcenterTable);
}

export function plan(manifest: string, live: Live | string = NORTHWIND, options: PlanOptions = {}): Plan {
  return mustPlan(manifest, live, { table: contactcenterTable, remembered: [], ...options });
}

/** Codes of what refuses or stops a manifest, and the names of guards that do. */
export function refusals(
  manifest: string,
  live: Live | string = NORTHWIND,
  options: PlanOptions = {},
): string[] {
  const { plan: made, diagnostics } = planOf(manifest, live, { table: contactcenterTable, ...options });
  const found = made === null ? diagnostics : made.findings;
  const guards = (made?.guards ?? [])
    .filter((guard) => guard.status === "refused")
    .map((guard) => guard.name);
  const codes = found.filter((each) => each.severity === "error").map((each) => each.code);
  return [...new Set([...codes, ...guards])].sort();
}

export function findings(made: Plan): string[] {
  return [...new Set(made.findings.map((each) => `${each.severity} ${each.code}`))].sort();
}

/** Steps in the order they are walked. */
export function calls(made: Plan): string[] {
  return made.steps.map((step) => `${step.op} ${step.change}`);
}
