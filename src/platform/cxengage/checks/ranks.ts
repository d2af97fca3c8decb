/**
 * May the caller make these changes? Looked at over the whole plan, so that a refusal comes before the first call.
 * Ranks are sets of permissions: nobody gives more than they hold, changes the role of somebody who holds as much,
 * touches somebody who holds more, or changes their own role.
 */

import { canonicalJson } from "../../../kind/canonical.ts";
import type { PlannedChange, Problem, WholeCheck } from "../../../kind/check.ts";
import { type State, type StateObject, textOf } from "../../../kind/state.ts";
import { DEFAULT_PLATFORM_ROLES } from "../limits.ts";
import { objectRights } from "./object-rights.ts";
import { error, information, warning } from "./problem.ts";
import { type Caller, callerOf, HIGHER, heldBy, PLATFORM_ADMINISTRATION, roleName, roleOf } from "./rank.ts";

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
  const problems = changes.flatMap((change) =>
    judge.judge(change).map((problem) => ({ ...problem, change: change.id })),
  );
  return [...mailed, ...problems, ...unchecked(caller)];
};

/** One warning for all roles that could not be compared, however many people have them. */
function unchecked({ unranked }: Caller): Problem[] {
  if (unranked.size === 0) return [];
  const names = [...unranked].sort().join(", ");
  const message = `rank not checked: the permissions of ${names} cannot be read`;
  return [warning("CXE-TROLE-03", message, "use credentials that may see all roles and permissions")];
}

/** CXE-USR-12: mailboxes come before invitations. */
function newPeople(changes: readonly PlannedChange[]): Problem[] {
  const count = changes.filter(
    (each) => each.kind === "user" && (each.verb === "create" || each.verb === "replace"),
  ).length;
  if (count === 0) return [];
  const message = `${count} new user(s): make sure that their mailboxes work before anybody is invited`;
  return [information("CXE-USR-12", message)];
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
    return change.kind === "user" ? this.#userChange(change) : objectRights(this.#caller, this.#live, change);
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
    if (!this.#caller.holds(ENROLMENT)) {
      return [
        error("CXE-B-05", `the caller may not add ${email}: it takes ${ENROLMENT.join(" or ")}`, HIGHER),
      ];
    }
    const above = [...this.#roleAbove(after), ...this.#platformRoleAbove(after)];
    return above.map((role) => {
      const message = `the ${role} of ${email} is above the caller's own`;
      return error("CXE-B-05", message, HIGHER);
    });
  }

  #roleAbove(user: StateObject): string[] {
    const role = roleOf(this.#planned, user);
    return this.#covers(role) ? [] : [`role ${roleName(role)}`];
  }

  /** What anybody's account may do for itself is no rank; a role on the platform beyond that is. */
  #platformRoleAbove(user: StateObject): string[] {
    const role = roleOf(this.#planned, user, "platformRole");
    if (role === undefined || DEFAULT_PLATFORM_ROLES.includes(textOf(role, "name"))) return [];
    return this.#covers(role) ? [] : [`platform role ${roleName(role)}`];
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
      const message = `${email} (${roleName(held)}) stands above the caller`;
      problems.push(error("CXE-EDIT-10", message, HIGHER));
    }
    return problems;
  }

  #right(path: string, { rule, anyOf }: Need, email: string, own: boolean): Problem[] {
    const names = own && path === "extensions" ? [...anyOf, OWN_EXTENSIONS] : anyOf;
    if (this.#caller.holds(names)) return [];
    const code = own && path === "extensions" ? "CXE-B-32" : rule;
    return [
      error(code, `the caller may not set ${path} of ${email}: it takes ${names.join(" or ")}`, HIGHER),
    ];
  }

  #roleOfUser(email: string, held: Role, before: StateObject, after: StateObject): Problem[] {
    if (before.key === this.#caller.email) {
      const fix = "use the credentials of somebody who ranks higher";
      return [
        error("CXE-TROLE-05", `${email}, whose credentials these are, cannot change the own role`, fix),
      ];
    }
    const problems: Problem[] = [];
    if (!this.#isBelow(held)) {
      const message = `the role of ${email} (${roleName(held)}) is changed by somebody who ranks higher than that, and the caller does not`;
      problems.push(error("CXE-TROLE-03", message, HIGHER));
    }
    const wanted = roleOf(this.#planned, after);
    if (!this.#covers(wanted)) {
      const message = `the role ${roleName(wanted)} for ${email} is above the caller's own`;
      problems.push(error("CXE-TROLE-04", message, HIGHER));
    }
    return problems;
  }

  #isBelow(role: Role): boolean {
    const caller = this.#caller;
    return this.#covers(role) && (caller.isTop || !caller.isMatchedBy(heldBy(role)));
  }

  #covers(role: Role): boolean {
    return this.#caller.covers(heldBy(role), roleName(role));
  }
}

type Role = StateObject | undefined;

/** The attributes of somebody another user takes the place of. */
const RETIRED = (user: StateObject) => ({ ...user.attributes, status: "disabled" });

function differs(before: StateObject, after: StateObject, path: string): boolean {
  return canonicalJson(before.attributes[path] ?? null) !== canonicalJson(after.attributes[path] ?? null);
}
