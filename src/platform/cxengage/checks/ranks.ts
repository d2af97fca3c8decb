/**
 * May the caller make these changes? Looked at over the whole plan, so that a refusal comes before the first call.
 * Ranks are sets of permissions: nobody gives more than they hold, changes the role of somebody who holds as much,
 * touches somebody who holds more, or changes their own role.
 */

import { canonicalJson } from "../../../kind/canonical.ts";
import type { PlannedChange, Problem, WholeCheck } from "../../../kind/check.ts";
import { fold } from "../../../kind/identity.ts";
import { type State, type StateObject, textOf } from "../../../kind/state.ts";
import { error, information, warning } from "./problem.ts";

/** Holders stand above every tenant role. */
const PLATFORM_ADMINISTRATION = "PLATFORM_MANAGE_ALL_TENANTS_ENROLLMENT";
const ENROLMENT = ["MANAGE_TENANT_ENROLLMENT", PLATFORM_ADMINISTRATION] as const;

interface Need {
  readonly rule: string;
  /** Any one of these names will do. */
  readonly anyOf: readonly string[];
  /** Only for people the caller covers, since no table says who else (CXE-EDIT-10). */
  readonly covered?: true;
  /** Taken with the call that adds the user, which has a need of its own. */
  readonly inCreation?: true;
}

const SIGN_ON: Need = {
  rule: "CXE-EDIT-10",
  anyOf: ["USER_IDENTITY_PROVIDER_UPDATE", PLATFORM_ADMINISTRATION],
  covered: true,
  inCreation: true,
};

/** What a change of an attribute takes, and the rule that says so. */
const NEEDS: { readonly [path: string]: Need } = {
  role: { rule: "CXE-TROLE-03", anyOf: ENROLMENT, inCreation: true },
  status: { rule: "CXE-EDIT-10", anyOf: ENROLMENT, covered: true, inCreation: true },
  capacityRule: { rule: "CXE-EDIT-10", anyOf: ENROLMENT, covered: true, inCreation: true },
  reasonLists: { rule: "CXE-EDIT-10", anyOf: ["MANAGE_ALL_USER_REASON_LISTS"], covered: true },
  "authentication.platform": SIGN_ON,
  "authentication.identityProvider": SIGN_ON,
  location: { rule: "CXE-EDIT-04", anyOf: ["MANAGE_ALL_USER_LOCATIONS"] },
  extensions: {
    rule: "CXE-EDIT-05",
    anyOf: ["MANAGE_ALL_USER_EXTENSIONS", "MANAGE_USER_EXTENSIONS"],
    inCreation: true,
  },
  skills: { rule: "CXE-EDIT-06", anyOf: ["MANAGE_ALL_USER_SKILLS"] },
  groups: { rule: "CXE-EDIT-07", anyOf: ["MANAGE_ALL_GROUP_USERS"] },
};
/** Extensions people may change of their own (CXE-B-32). */
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
    const exists = (name: string) => this.#live.objects.get("permission")?.has(fold(name)) !== false;
    const added = permissionsOf(after).filter((name) => !had.has(name) && exists(name));
    const beyond = added.filter((name) => !this.#caller.held.has(name));
    if (beyond.length === 0) return [];
    const message = `the caller does not hold ${beyond.join(", ")} and cannot put it into ${textOf(after, "name")}`;
    return [error("CXE-TROLE-04", message, "use the credentials of somebody who holds it")];
  }

  #userChange(change: PlannedChange): Problem[] {
    const { verb, before, after } = change;
    const isNew = verb === "create" || verb === "replace";
    const problems = isNew ? this.#addition(change) : [];
    if (before !== null && verb !== "create") {
      problems.push(...this.#edits(before, isNew ? { ...before, attributes: RETIRED(before) } : after));
    }
    if (after !== null && isNew) problems.push(...this.#firstDetails(after));
    return problems;
  }

  #addition({ after }: PlannedChange): Problem[] {
    if (after === null) return [];
    const email = textOf(after, "email");
    if (!this.#holds(ENROLMENT)) {
      return [
        error("CXE-B-05", `the caller may not add ${email}: it takes ${ENROLMENT.join(" or ")}`, HIGHER),
      ];
    }
    if (this.#covers(roleOf(this.#planned, after))) return [];
    const message = `the role ${roleName(this.#planned, after)} of ${email} is above the caller's own`;
    return [error("CXE-B-05", message, HIGHER)];
  }

  /** What a new user is given by calls after the first one. */
  #firstDetails(after: StateObject): Problem[] {
    return Object.entries(NEEDS).flatMap(([path, need]) => {
      const value = after.attributes[path];
      const isGiven = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
      return need.inCreation === true || !isGiven
        ? []
        : this.#right(path, need, textOf(after, "email"), false);
    });
  }

  #edits(before: StateObject, after: StateObject | null): Problem[] {
    if (after === null) return [];
    const email = textOf(before, "email");
    const held = roleOf(this.#live, before);
    const own = before.key === this.#caller.email;
    const problems: Problem[] = [];
    let isAbove = false;
    for (const [path, need] of Object.entries(NEEDS)) {
      if (!differs(before, after, path)) continue;
      problems.push(...this.#right(path, need, email, own));
      isAbove ||= need.covered === true && !this.#covers(held);
      if (path === "role") problems.push(...this.#roleOfUser(email, held, before, after));
    }
    if (isAbove) {
      const message = `${email} (${roleName(this.#live, before)}) stands above the caller`;
      problems.push(error("CXE-EDIT-10", message, HIGHER));
    }
    return problems;
  }

  #right(path: string, { rule, anyOf }: Need, email: string, own: boolean): Problem[] {
    const names = own && path === "extensions" ? [...anyOf, OWN_EXTENSIONS] : anyOf;
    if (this.#holds(names)) return [];
    const code = own && path === "extensions" ? "CXE-B-32" : rule;
    return [
      error(code, `the caller may not set ${path} of ${email}: it takes ${names.join(" or ")}`, HIGHER),
    ];
  }

  #holds(names: readonly string[]): boolean {
    return names.some((name) => this.#caller.held.has(name));
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
}

/** The attributes of somebody another user takes the place of. */
const RETIRED = (user: StateObject) => ({ ...user.attributes, status: "disabled" });

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

function differs(before: StateObject, after: StateObject, path: string): boolean {
  return canonicalJson(before.attributes[path] ?? null) !== canonicalJson(after.attributes[path] ?? null);
}
