/**
 * Permissions that access can be proven for, each with a route that only its holders may call. Roles may give other
 * names as well; those are reported too, without a proof (docs/access.md).
 */
import type { Permission } from "../../kind/entitlement.ts";

/** Being let into the tenant at all. */
export const ENTER = "tenant.enter";

/**
 * Whoever may manage the tenant's roles can bring every other right back, and only the role Administrator may from the
 * start: a tenant that nobody of this kind is left in has no way back. Adding people (MANAGE_TENANT_ENROLLMENT) is no
 * such right, since it reaches no higher than the own role (CXE-B-05).
 */
const ADMINISTERING = "MANAGE_ALL_ROLES";

const T = "/tenants/{tenant}";
const U = `${T}/users/{user}`;

/** Name, what it lets people do, and the call that shows it. */
const PROVEN: readonly (readonly [name: string, says: string, probe: string])[] = [
  ["VIEW_ALL_USERS", "see all users", `GET ${T}/users`],
  ["MANAGE_TENANT_ENROLLMENT", "add users, change their role and status", `POST ${T}/users`],
  ["MANAGE_ALL_USERS", "make platform users", "POST /users"],
  ["MANAGE_ALL_USER_PASSWORDS", "have people choose a new password", "PUT /users/{user}"],
  ["MANAGE_ALL_USER_STATE", "change the presence of others", `POST ${T}/presence/{user}`],
  ["MANAGE_ALL_USER_EXTENSIONS", "change the extensions of others", `PUT ${U}`],
  ["MANAGE_USER_EXTENSIONS", "change the extensions of others", `PUT ${U}`],
  ["MANAGE_MY_EXTENSIONS", "change the own extensions", `PUT ${T}/users/{self}`],
  ["MANAGE_ALL_USER_SKILLS", "give people skills", `POST ${U}/skills`],
  ["MANAGE_ALL_GROUP_USERS", "put people into groups", `POST ${T}/groups/{group}/users`],
  ["MANAGE_ALL_USER_LOCATIONS", "change locations", `PUT ${U}`],
  ["MANAGE_ALL_USER_REASON_LISTS", "give people reason lists", `POST ${U}/reason-lists`],
  ["MANAGE_ALL_GROUP_REASON_LISTS", "give groups reason lists", `POST ${T}/groups/{group}/reason-lists`],
  ["USER_IDENTITY_PROVIDER_UPDATE", "change how people sign in", `PUT ${U}`],
  ["VIEW_ALL_ROLES", "see all roles", `GET ${T}/roles`],
  [ADMINISTERING, "make and change roles", `POST ${T}/roles`],
  ["VIEW_ALL_GROUPS", "see all groups", `GET ${T}/groups`],
  ["MANAGE_ALL_GROUPS", "make and change groups", `POST ${T}/groups`],
  ["VIEW_ALL_SKILLS", "see all skills", `GET ${T}/skills`],
  ["MANAGE_ALL_SKILLS", "make and change skills", `POST ${T}/skills`],
  ["READ_PRESENCE_REASONS", "see presence reasons", `GET ${T}/reasons`],
  ["CREATE_PRESENCE_REASONS", "make presence reasons", `POST ${T}/reasons`],
  ["UPDATE_PRESENCE_REASONS", "change presence reasons", `PUT ${T}/reasons/{none}`],
  ["READ_REASON_LIST", "see reason lists", `GET ${T}/reason-lists`],
  ["CREATE_REASON_LIST", "make reason lists", `POST ${T}/reason-lists`],
  ["UPDATE_REASON_LIST", "change reason lists", `PUT ${T}/reason-lists/{none}`],
  ["VIEW_ALL_CAPACITY_RULES", "see capacity rules", `GET ${T}/capacity-rules`],
  ["MANAGE_ALL_CAPACITY_RULES", "make and change capacity rules", `POST ${T}/capacity-rules`],
  ["IDENTITY_PROVIDERS_READ", "see identity providers", `GET ${T}/identity-providers`],
  ["IDENTITY_PROVIDERS_CREATE", "make identity providers", `POST ${T}/identity-providers`],
  ["IDENTITY_PROVIDERS_UPDATE", "change identity providers", `PUT ${T}/identity-providers/{none}`],
  ["MANAGE_ALL_APP_CREDENTIALS", "see and make API keys", `GET ${T}/api-keys`],
  ["MANAGE_ALL_BRANDINGS", "change the branding", `PUT ${T}/branding`],
  ["MANAGE_TENANT", "change the tenant", `PUT ${T}`],
  ["CREATE_CHILD_TENANT", "make a tenant below", "POST /tenants"],
  ["PLATFORM_VIEW_ALL_USERS", "see all accounts of the platform", "GET /users"],
  ["PLATFORM_MANAGE_ALL_USERS", "make and disable accounts of the platform", "POST /users"],
  ["PLATFORM_MANAGE_ALL_USER_PASSWORDS", "have anybody choose a new password", "PUT /users/{user}"],
  ["PLATFORM_CREATE_ALL_TENANTS", "make tenants", "POST /tenants"],
];

export const permissions: readonly Permission[] = [
  { name: ENTER, says: "enter the tenant", probe: `GET ${T}/users/{self}/config`, basic: true },
  ...PROVEN.map(([name, says, probe]) => ({
    name,
    says,
    probe,
    ...(name === ADMINISTERING ? { administers: true } : {}),
  })),
];
