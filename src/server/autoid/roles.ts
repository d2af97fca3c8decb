/** The three roles (AID-ROLE-01), side by side: none includes another (AID-ROLE-11). */
import type { Call } from "../call.ts";
import { Refusal } from "../rules.ts";
import { type Database, isSet, toFlag } from "../store/database.ts";

export const ROLES = ["User", "Account Admin", "Messaging Agent"] as const;
export type Role = (typeof ROLES)[number];

const COLUMNS = {
  User: "role_user",
  "Account Admin": "role_admin",
  "Messaging Agent": "role_agent",
} as const;
export type RoleColumns = Pick<Database["aid_grants"], (typeof COLUMNS)[Role]>;

/** How roles are stored. */
export function toColumns(roles: readonly Role[]): RoleColumns {
  const columns = Object.entries(COLUMNS).map(([role, column]) => [
    column,
    toFlag(roles.includes(role as Role)),
  ]);
  return Object.fromEntries(columns) as RoleColumns;
}

/** In the order of {@link ROLES}. */
export function fromColumns(row: { readonly [K in keyof RoleColumns]: number | null }): Role[] {
  return ROLES.filter((role) => isSet(row[COLUMNS[role]]));
}

/** The roles a body names: known ones (AID-ROLE-01), at least one and none twice (AID-ROLE-09). */
export function requireRoles(call: Call, field: string, given: readonly unknown[]): Role[] {
  const known = given.filter((each): each is Role => ROLES.some((role) => role === each));
  const refusal = (message: string) => ({ status: 422, field, message });
  const unknown = `a role is one of ${ROLES.join(", ")}`;
  call.rules.require("AID-ROLE-01", known.length === given.length, refusal(unknown));
  const distinct = [...new Set(known)];
  const asSet = distinct.length > 0 && distinct.length === known.length;
  call.rules.require("AID-ROLE-09", asSet, refusal("at least one role is needed, and none twice"));
  return distinct;
}

/** What one needs on a node to make a call. */
export type Right = "view" | "change settings" | "message" | "manage users" | "manage accounts";

/** Refuses a caller whose roles on a node do not give the right, under the rule that keeps it from those roles. */
export function requireRight(call: Call, roles: ReadonlySet<Role>, right: Right): void {
  const [rule, message] = refusals[right](roles);
  call.rules.require(rule, holds(call, roles, right), { status: 403, message });
}

/** Whether roles give a right. */
export function holds({ rules }: Call, roles: ReadonlySet<Role>, right: Right): boolean {
  const user = roles.has("User") && rules.applies("AID-ROLE-02");
  const administers = (rule: string) => roles.has("Account Admin") && rules.applies(rule);
  switch (right) {
    case "view":
      return user || administers("AID-ROLE-05");
    case "change settings":
      return administers("AID-ROLE-05");
    case "message":
      return roles.has("Messaging Agent") && rules.applies("AID-ROLE-08");
    case "manage users":
      return administers("AID-ROLE-06");
    case "manage accounts":
      return administers("AID-ROLE-07");
  }
  throw new Refusal("internal", { status: 500, message: "there is no such right" });
}

const ALONE = "Account Admin alone does not open messages";
const VIEWS = "a Messaging Agent sees messages only";
type Refused = readonly [rule: string, message: string];

const refusals: { readonly [R in Right]: (roles: ReadonlySet<Role>) => Refused } = {
  view: () => ["AID-ROLE-11", VIEWS],
  "change settings": (roles) =>
    roles.has("Messaging Agent") && !roles.has("User")
      ? ["AID-ROLE-08", VIEWS]
      : ["AID-ROLE-04", "a User changes no settings"],
  message: (roles) =>
    roles.has("User") ? ["AID-ROLE-03", "text and chat are kept from the role User"] : ["AID-ROLE-11", ALONE],
  "manage users": () => ["AID-ROLE-06", "only an Account Admin adds, edits and removes users"],
  "manage accounts": () => ["AID-ROLE-07", "only an Account Admin creates and activates accounts"],
};
