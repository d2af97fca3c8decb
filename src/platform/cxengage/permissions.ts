/**
 * Permissions that access can be proven for, each with a route that only its holders may call. Roles may give other
 * names as well; those are reported too, without a proof.
 */
import type { Permission } from "../../kind/entitlement.ts";

/** Being let into the tenant at all. */
export const ENTER = "tenant.enter";

const T = "/tenants/{tenant}";

/**
 * Whoever may manage the tenant's roles can bring every other right back, and only the role Administrator may from the
 * start: a tenant that nobody of this kind is left in has no way back. Adding people (MANAGE_TENANT_ENROLLMENT) is no
 * such right, since it reaches no higher than the own role (CXE-B-05).
 */
const ADMINISTERING = "MANAGE_ALL_ROLES";

const proven: readonly (readonly [name: string, says: string, probe: string])[] = [
  ["VIEW_ALL_USERS", "see all users", `GET ${T}/users`],
  ["MANAGE_TENANT_ENROLLMENT", "add users and change their role and status", `POST ${T}/users`],
  ["VIEW_ALL_ROLES", "see all roles", `GET ${T}/roles`],
  [ADMINISTERING, "make and change roles", `POST ${T}/roles`],
  ["VIEW_ALL_GROUPS", "see all groups", `GET ${T}/groups`],
  ["MANAGE_ALL_GROUPS", "make and change groups", `POST ${T}/groups`],
  ["VIEW_ALL_SKILLS", "see all skills", `GET ${T}/skills`],
  ["MANAGE_ALL_SKILLS", "make and change skills", `POST ${T}/skills`],
];

export const permissions: readonly Permission[] = [
  { name: ENTER, says: "enter the tenant", probe: `GET ${T}/users/{self}/config`, basic: true },
  ...proven.map(([name, says, probe]) => ({
    name,
    says,
    probe,
    ...(name === ADMINISTERING ? { administers: true } : {}),
  })),
];
