/**
 * May the caller make these changes? Looked at over the whole plan, so that a refusal comes before the first call.
 * Ranks are sets of permissions: nobody gives more than they hold, changes the role of somebody who holds as much,
 * touches somebody who holds more, or changes their own role.
 */

import { canonicalJson } from "../../../kind/canonical.ts";
import type { PlannedChange, Problem, WholeCheck } from "../../../kind/check.ts";
import { linksOf, type State, type StateObject, textOf } from "../../../kind/state.ts";
import { error, information, warning } from "./problem.ts";

/** Holders stand above every tenant role. */
const PLATFORM_ADMINISTRATION = "PLATFORM_MANAGE_ALL_TENANTS_ENROLLMENT";
const ENROLMENT = ["MANAGE_TENANT_ENROLLMENT", PLATFORM_ADMINISTRATION] as const;

/** What a change of an attribute takes, and the rule that says so. Any one of the names will do. */
const NEEDS: { readonly [path: string]: { readonly rule: string; readonly anyOf: readonly string[] } } = {
  role: { rule: "CXE-TROLE-03", anyOf: ENROLMENT },
  status: { rule: "CXE-USR-09", anyOf: ENROLMENT },
  location: { rule: "CXE-EDIT-04", anyOf: ["MANAGE_ALL_USER_LOCATIONS"] },
  extensions: {
    rule: "CXE-EDIT-05",
    anyOf: ["MANAGE_ALL_USER_EXTENSIONS", "MANAGE_USER_EXTENSIONS"],
  },
  skills: { rule: "CXE-EDIT-06", anyOf: ["MANAGE_ALL_USER_SKILLS"] },
  groups: { rule: "CXE-EDIT-07", anyOf: ["MANAGE_ALL_GROUP_USERS"] },
};
/** Extensions people may change of their own. */
const OWN_EXTENSIONS = "MANAGE_MY_EXTENSIONS";

export const ranks: WholeCheck = ({ changes, live, planned }) => {
  if (changes.length === 0) return [];
  const mailed = newPeople(changes);
  const caller = callerOf(live);
  if (caller === null) {
    const message =
      "what the caller may do cannot be read, so ranks and permissions are not checked beforehand";
    return [...mailed, warning("CXE-TROLE-03", message)];
  }
  const judge = new Judge(caller, live, planned);
  return [...mailed, ...changes.flatMap((change) => judge.judge(change))];
};

/** CXE-USR-12: mailboxes come before invitations. */
function newPeople(changes: readonly PlannedChange[]): Problem[] {
  const count = changes.filter(
    (each) => each.kind === "user" && (each.verb === "create" || each.verb === "replace"),
  ).length;
  if (count === 0) return [];
  const message = `${count} new user(s): make sure that their mailboxes work before anybody is invited`;
  return [information("CXE-USR-12", message)];
}

interface Caller {
  readonly email: string | null;
  readonly held: ReadonlySet<string>;
  readonly isTop: boolean;
}

function callerOf(live: State): Caller | null {
  const { facts, email } = live.caller;
  const permissions = facts?.permissions;
  const onPlatform = facts?.platformPermissions;
  if (!Array.isArray(permissions) || !Array.isArray(onPlatform)) return null;
  const held = new Set([...permissions, ...onPlatform].map(String));
  return { email, held, isTop: onPlatform.includes(PLATFORM_ADMINISTRATION) };
}

class Judge {
  readonly #caller: Caller;
  readonly #live: State;
  readonly #planned: State;

  constructor(caller: Caller, live: State, planned: State) {
    this.#caller = caller;
    this.#live = live;
    this.#planned = planned;
  }

  judge(change: PlannedChange): Problem[] {
    if (change.kind === "role") return this.#roleChange(change);
    return change.kind === "user" ? this.#userChange(change) : [];
  }

  /** A role is given only permissions its editor holds. */
  #roleChange({ before, after }: PlannedChange): Problem[] {
    if (this.#caller.isTop || after === null) return [];
    const had = new Set(permissionsOf(before));
    const beyond = permissionsOf(after).filter((name) => !had.has(name) && !this.#caller.held.has(name));
    if (beyond.length === 0) return [];
    const message = `the caller does not hold ${beyond.join(", ")} and cannot put it into ${textOf(after, "name")}`;
    return [error("CXE-TROLE-04", message, "use the credentials of somebody who holds it")];
  }

  #userChange(change: PlannedChange): Problem[] {
    const problems = this.#permissions(change);
    if (change.verb === "create" || change.verb === "replace") problems.push(...this.#addition(change));
    if (change.verb !== "create") problems.push(...this.#touch(change));
    return problems;
  }

  #addition({ after }: PlannedChange): Problem[] {
    if (after === null || this.#covers(roleOf(this.#planned, after))) return [];
    const message = `the role ${roleName(this.#planned, after)} of ${textOf(after, "email")} is above the caller's own`;
    return [error("CXE-B-05", message, HIGHER)];
  }

  #touch({ verb, before, after }: PlannedChange): Problem[] {
    if (before === null) return [];
    const email = textOf(before, "email");
    const held = roleOf(this.#live, before);
    if (verb === "update" && after !== null && before.attributes.role !== after.attributes.role) {
      return this.#roleOfUser(email, held, before, after);
    }
    if (before.key === this.#caller.email || this.#covers(held) || !this.#isAboveCaller(held)) return [];
    const message = `${email} (${roleName(this.#live, before)}) stands above the caller`;
    return [error("CXE-TROLE-03", message, HIGHER)];
  }

  #roleOfUser(email: string, held: Held, before: StateObject, after: StateObject): Problem[] {
    if (before.key === this.#caller.email) {
      const fix = "use the credentials of somebody who ranks higher";
      return [
        error("CXE-TROLE-05", `${email}, whose credentials these are, cannot change the own role`, fix),
      ];
    }
    const problems: Problem[] = [];
    if (!this.#caller.isTop && !(this.#covers(held) && !isCovered(this.#caller.held, held))) {
      const message = `the role of ${email} (${roleName(this.#live, before)}) is changed by somebody who ranks higher than that, and the caller does not`;
      problems.push(error("CXE-TROLE-03", message, HIGHER));
    }
    if (!this.#covers(roleOf(this.#planned, after))) {
      const message = `the role ${roleName(this.#planned, after)} for ${email} is above the caller's own`;
      problems.push(error("CXE-TROLE-04", message, HIGHER));
    }
    return problems;
  }

  #covers(held: Held): boolean {
    return this.#caller.isTop || held === null || isCovered(held, this.#caller.held);
  }

  #isAboveCaller(held: Held): boolean {
    return held !== null && isCovered(this.#caller.held, held);
  }

  #permissions(change: PlannedChange): Problem[] {
    const { before, after } = change;
    if (after === null) return [];
    const isNew = change.verb === "create" || change.verb === "replace";
    const own = before?.key === this.#caller.email;
    const needs = Object.entries(NEEDS).filter(([path]) => differs(isNew ? null : before, after, path));
    const problems = needs.flatMap(([path, { rule, anyOf }]) => {
      const names = own && path === "extensions" ? [...anyOf, OWN_EXTENSIONS] : anyOf;
      if (names.some((name) => this.#caller.held.has(name))) return [];
      const code = isNew && path === "role" ? "CXE-B-05" : rule;
      const message = `the caller may not set ${path} of ${textOf(after, "email")}: it takes ${names.join(" or ")}`;
      return [error(code, message, HIGHER)];
    });
    return problems;
  }
}

const HIGHER = "use credentials that may";

/** Permissions of a role; null where they cannot be read. */
type Held = ReadonlySet<string> | null;

function isCovered(low: Held, high: Held): boolean {
  return low !== null && high !== null && low.isSubsetOf(high);
}

const known = new WeakMap<StateObject, ReadonlySet<string>>();

function roleOf(state: State, user: StateObject): Held {
  const role = state.objects.get("role")?.get(String(user.attributes.role));
  if (role === undefined || !Array.isArray(role.attributes.permissions)) return null;
  const held = known.get(role) ?? new Set(permissionsOf(role));
  known.set(role, held);
  return held;
}

function roleName(state: State, user: StateObject): string {
  const role = state.objects.get("role")?.get(String(user.attributes.role));
  return role === undefined ? "an unknown role" : textOf(role, "name");
}

function permissionsOf(role: StateObject | null): string[] {
  const permissions = role?.attributes.permissions;
  return Array.isArray(permissions) ? permissions.map(String) : [];
}

/** Whether a plan sets the attribute; what a new user is given counts where it is something. */
function differs(before: StateObject | null, after: StateObject, path: string): boolean {
  const is = after.attributes[path];
  if (before !== null) return canonicalJson(before.attributes[path] ?? null) !== canonicalJson(is ?? null);
  if (path === "groups" || path === "skills") return linksOf(after, path).length > 0;
  return is !== undefined && is !== null && path !== "status";
}
