/** Values of a tenant user that refer to the tenant: role, authentication, provider. */
import type { Call } from "../call.ts";
import type { Database } from "../store/database.ts";
import { type Flag, toFlag } from "../store/database.ts";
import { type Member, permissionsOf, type TenantRow } from "./member.ts";
import { covers, type Rank } from "./rank.ts";
import { findShared } from "./ties.ts";
import { bad, forbidden, type Members } from "./wire.ts";

type ObjectRow = Database["cxe_objects"];

/** A role of the tenant or one that its parents share; the rank it gives. */
export async function acceptRole(call: Call, { tenant }: Pick<Member, "tenant">, value: unknown) {
  const { rules } = call;
  rules.require("CXE-TROLE-01", value !== undefined && value !== null, bad("roleId is needed", "roleId"));
  rules.require("CXE-B-14", !Array.isArray(value), bad("a user has one role in a tenant", "roleId"));
  const role = typeof value === "string" ? await findShared(call, { tenant }, "roles", value) : undefined;
  rules.require("CXE-TROLE-02", role !== undefined, bad("there is no such role in this tenant", "roleId"));
  const id = role?.id ?? String(value);
  return { id, rank: { top: false, held: await permissionsOf(call, id) } satisfies Rank };
}

/** Refuses a role above the caller's own. */
export function requireWithin(call: Call, rule: string, caller: Rank, wanted: Rank, field = "roleId"): void {
  call.rules.require(rule, covers(caller, wanted), forbidden("this role is above your own", field));
}

export interface Authentication {
  readonly no_password?: Flag | null;
  readonly default_identity_provider?: string | null;
}

/** `noPassword` and `defaultIdentityProvider` of a body, as far as it has them; null follows the tenant. */
export async function acceptAuthentication(
  call: Call,
  tenant: TenantRow,
  body: Members,
): Promise<Authentication> {
  const { noPassword: off, defaultIdentityProvider: provider } = body;
  const nullable = call.rules.applies("CXE-B-44");
  const given = (value: unknown) => value !== undefined && (value !== null || nullable);
  return {
    ...(given(off) && { no_password: await acceptNoPassword(call, tenant, off) }),
    ...(given(provider) && { default_identity_provider: await acceptProvider(call, tenant, provider) }),
  };
}

async function acceptNoPassword(call: Call, tenant: TenantRow, value: unknown): Promise<Flag | null> {
  const { rules } = call;
  const fine = value === null || typeof value === "boolean";
  rules.require("CXE-SSO-01", fine, bad("noPassword is true, false or null", "noPassword"));
  const locked = tenant.platform_authentication === "denied" && value === false;
  rules.require("CXE-B-35", !locked, bad("the tenant denies platform authentication", "noPassword"));
  if (value === true) {
    await requireSignOn(call, tenant, "noPassword");
    const due = tenant.default_identity_provider !== null;
    rules.require("CXE-SSO-07", due, bad("the tenant has no default identity provider", "noPassword"));
  }
  return typeof value === "boolean" ? toFlag(value) : null;
}

async function acceptProvider(call: Call, tenant: TenantRow, value: unknown): Promise<string | null> {
  if (value === null) return null;
  const field = "defaultIdentityProvider";
  await requireSignOn(call, tenant, field);
  const known = typeof value === "string" && (await findProvider(call, tenant.id, value)) !== undefined;
  call.rules.require("CXE-SSO-08", known, bad("there is no such identity provider", field));
  return typeof value === "string" ? value : null;
}

export function findProvider({ db }: Call, tenant: string, id: string): Promise<ObjectRow | undefined> {
  const providers = db.selectFrom("cxe_objects").selectAll().where("tenant_id", "=", tenant);
  return providers.where("kind", "=", "identity-providers").where("id", "=", id).executeTakeFirst();
}

async function requireSignOn(call: Call, tenant: TenantRow, field: string): Promise<void> {
  const providers = call.db.selectFrom("cxe_objects").select("id").where("tenant_id", "=", tenant.id);
  const some = await providers.where("kind", "=", "identity-providers").executeTakeFirst();
  const message = "the tenant has no single sign-on";
  call.rules.require("CXE-SSO-02", some !== undefined, bad(message, field));
}
