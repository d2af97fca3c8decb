/** Who holds the credentials, and what the platform lets that person or key do. */
import { fold } from "../../kind/identity.ts";
import type { LiveObject } from "../../kind/state.ts";
import type { Value } from "../../kind/value.ts";
import type { Api } from "./api.ts";
import { idOf, type Row, rowsIn, textIn } from "./wire.ts";

/** What the checks of this platform know of the caller. */
export interface CallerFacts {
  readonly [name: string]: Value;
  /** Names of permissions in the tenant, sorted. */
  readonly permissions: readonly string[];
  /** Names of permissions on the platform. */
  readonly platformPermissions: readonly string[];
  /** False where the sign-in is known to be no single sign-on. */
  readonly sso: boolean | null;
  /** Kinds the caller may not read. */
  readonly unread: readonly string[];
}

interface KnownCaller {
  readonly email: string | null;
  readonly permissions: readonly string[];
  readonly platformPermissions: readonly string[];
  readonly sso: boolean | null;
}

/** Null where the platform does not tell. */
export async function readCaller(
  api: Api,
  login: Row | null,
  objects: readonly LiveObject[],
): Promise<KnownCaller | null> {
  const { signIn } = api.session;
  const known = login === null ? null : fromLogin(api, login);
  return known === null && signIn === "key" ? readKey(api, objects) : known;
}

function fromLogin(api: Api, login: Row): KnownCaller | null {
  const { signIn } = api.session;
  const tenants = rowsIn(login, "tenants") ?? [];
  const tenant = tenants.find((row) => textIn(row, "tenantId") === api.tenant);
  const permissions = namesIn(tenant ?? {}, "tenantPermissions");
  const platformPermissions = namesIn(login, "platformPermissions") ?? [];
  if (permissions === null && platformPermissions.length === 0) return null;
  const name = textIn(login, "username", "email");
  return {
    email: signIn !== "key" && name.includes("@") ? fold(name) : null,
    permissions: permissions ?? [],
    platformPermissions,
    sso: signIn === "token" ? null : false,
  };
}

/** A key may do what its role permits; the role stands in the key listing. */
async function readKey(api: Api, objects: readonly LiveObject[]): Promise<KnownCaller | null> {
  const keys = await api.rowsIfAllowed(api.inTenant("/api-keys"));
  const key = keys?.find((row) => idOf(row) === api.session.keyId);
  const role = objects.find((object) => object.kind === "role" && object.id === textIn(key ?? {}, "roleId"));
  const permissions = role?.attributes.permissions;
  if (!Array.isArray(permissions)) return null;
  return { email: null, permissions: permissions.map(String), platformPermissions: [], sso: false };
}

function namesIn(row: Row, member: string): string[] | null {
  const value = row[member];
  return Array.isArray(value) ? value.map(String).sort() : null;
}
