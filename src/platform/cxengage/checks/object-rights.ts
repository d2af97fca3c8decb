/** May the caller make and change tenant, roles, groups, skills, reason lists and capacity rules? */
import type { PlannedChange, Problem } from "../../../kind/check.ts";
import { fold } from "../../../kind/identity.ts";
import { type State, type StateObject, textOf } from "../../../kind/state.ts";
import { error } from "./problem.ts";
import { type Caller, HIGHER, heldBy, permissionsOf } from "./rank.ts";

interface Right {
  readonly rule: string;
  /** Any one of these names will do. */
  readonly make: readonly string[];
  readonly change: readonly string[];
}

const right = (rule: string, ...names: readonly string[]): Right => ({ rule, make: names, change: names });

/** What a change of a kind takes, by the permissions that the vendor's own pages ask for. */
const RIGHTS: { readonly [kind: string]: Right } = {
  tenant: right("CXE-B-45", "MANAGE_TENANT", "PLATFORM_MANAGE_ALL_TENANTS"),
  role: {
    rule: "CXE-B-15",
    make: ["MANAGE_ALL_ROLES", "PLATFORM_CREATE_TENANT_ROLES"],
    change: ["MANAGE_ALL_ROLES"],
  },
  group: right("CXE-B-17", "MANAGE_ALL_GROUPS"),
  skill: right("CXE-B-23", "MANAGE_ALL_SKILLS"),
  reasonList: { rule: "CXE-B-25", make: ["CREATE_REASON_LIST"], change: ["UPDATE_REASON_LIST"] },
  capacityRule: right("CXE-B-28", "MANAGE_ALL_CAPACITY_RULES"),
};

export function objectRights(caller: Caller, live: State, change: PlannedChange): Problem[] {
  const problems = permitted(caller, change);
  return change.kind === "role" ? [...problems, ...roleRanks(caller, live, change)] : problems;
}

function permitted(caller: Caller, { kind, verb, before, after }: PlannedChange): Problem[] {
  const needed = RIGHTS[kind];
  if (needed === undefined || caller.isTop) return [];
  const names = verb === "create" ? needed.make : needed.change;
  if (caller.holds(names)) return [];
  const object = after ?? before;
  const what = `${verb === "create" ? "make" : "change"} the ${kind} ${object === null ? "" : textOf(object, "name")}`;
  return [error(needed.rule, `the caller may not ${what}: it takes ${names.join(" or ")}`, HIGHER)];
}

/** A role is given only permissions its editor holds, and loses none to an editor who holds less than it. */
function roleRanks(caller: Caller, live: State, { verb, before, after }: PlannedChange): Problem[] {
  if (caller.isTop) return [];
  const given = verb === "remove" || after === null ? [] : giving(caller, live, before, after);
  return before !== null && weakens(verb, before, after) ? [...given, ...taking(caller, before)] : given;
}

function giving(caller: Caller, live: State, before: StateObject | null, after: StateObject): Problem[] {
  const had = new Set(permissionsOf(before));
  const exists = (name: string) => live.objects.get("permission")?.has(fold(name)) !== false;
  const added = permissionsOf(after).filter((name) => !had.has(name) && exists(name));
  const beyond = added.filter((name) => !caller.held.has(name));
  if (beyond.length === 0) return [];
  const message = `the caller does not hold ${beyond.join(", ")} and cannot put it into ${textOf(after, "name")}`;
  return [error("CXE-TROLE-04", message, "use the credentials of somebody who holds it")];
}

function weakens(verb: PlannedChange["verb"], before: StateObject, after: StateObject | null): boolean {
  if (verb === "remove" || after === null) return true;
  if (before.attributes.active !== false && after.attributes.active === false) return true;
  const kept = new Set(permissionsOf(after));
  const isRead = Array.isArray(before.attributes.permissions);
  return isRead
    ? permissionsOf(before).some((name) => !kept.has(name))
    : after.attributes.permissions !== undefined;
}

function taking(caller: Caller, before: StateObject): Problem[] {
  const name = textOf(before, "name");
  if (caller.covers(heldBy(before), name)) return [];
  const message = `the role ${name} permits more than the caller may do, who cannot take permissions from it`;
  return [error("CXE-TROLE-03", message, HIGHER)];
}
