/** A caller inside a tenant: what it may do, and how high it stands. */
import type { Call } from "../call.ts";
import { Refusal } from "../rules.ts";
import { type Database, isSet } from "../store/database.ts";
import { prepared } from "../store/prepared.ts";
import { passwordsOff } from "./authentication.ts";
import { type KeyMembers, type SignedIn, signedIn } from "./caller.ts";
import { invitationStatus } from "./lifecycle.ts";
import { PLATFORM_ADMINISTRATOR, permissionId, platformRoleOf } from "./permissions.ts";
import type { Rank } from "./rank.ts";
import type { Settings } from "./settings.ts";
import { forbidden, missing } from "./wire.ts";

export type TenantRow = Database["cxe_tenants"];
export type UserRow = Database["cxe_users"];

export interface Member {
  readonly caller: SignedIn;
  /** Id of the person or the key. */
  readonly id: string;
  readonly tenant: TenantRow;
  readonly settings: Settings;
  /** Null for API keys, and for administrators of the platform who are no users here. */
  readonly user: UserRow | null;
  readonly rank: Rank;
  /** Whether any of these permissions is held, in the tenant or on the platform. */
  readonly may: (...names: readonly string[]) => boolean;
}

const tenantRows = prepared<{ id: string }, TenantRow>((db, parameter) =>
  db.selectFrom("cxe_tenants").selectAll().where("id", "=", parameter("id")),
);
const userRows = prepared<{ tenant: string; user: string }, UserRow>((db, parameter) =>
  db
    .selectFrom("cxe_users")
    .selectAll()
    .where("tenant_id", "=", parameter("tenant"))
    .where("user_id", "=", parameter("user")),
);
const roleRows = prepared<{ id: string }, { more: string }>((db, parameter) =>
  db.selectFrom("cxe_objects").select("more").where("id", "=", parameter("id")).where("kind", "=", "roles"),
);

export async function findTenant(call: Call, id: string): Promise<TenantRow> {
  const [tenant] = await tenantRows(call.db, { id });
  if (!tenant) throw missing("tenant");
  return tenant;
}

export async function findUser(call: Call, tenant: string, user: string): Promise<UserRow | undefined> {
  return (await userRows(call.db, { tenant, user }))[0];
}

/** The tenant and those above it, nearest first. */
export async function lineage(call: Call, tenant: TenantRow): Promise<readonly string[]> {
  const ids = [tenant.id];
  let parent = tenant.parent_id;
  while (parent !== null && !ids.includes(parent)) {
    ids.push(parent);
    parent = (await findTenant(call, parent)).parent_id;
  }
  return ids;
}

/** Whether an object is the tenant's own, or one that a tenant above it shares. */
export async function isVisible(
  call: Call,
  tenant: TenantRow,
  row: Pick<Database["cxe_objects"], "tenant_id" | "shared">,
): Promise<boolean> {
  if (row.tenant_id === tenant.id) return true;
  return isSet(row.shared) && (await lineage(call, tenant)).includes(row.tenant_id);
}

/** Permission ids a tenant role holds. */
export async function permissionsOf(call: Call, role: string): Promise<ReadonlySet<string>> {
  const [row] = await roleRows(call.db, { id: role });
  return new Set(row ? (JSON.parse(row.more) as { permissions: string[] }).permissions : []);
}

/** Admits the caller to the tenant in the path. Throws 401, 403 or 404. */
export async function admit(call: Call): Promise<Member> {
  const caller = await signedIn(call);
  const tenant = await findTenant(call, call.param("tenant"));
  call.account = tenant.id;
  return caller.kind === "key" ? asKey(call, caller, tenant) : asPerson(call, caller, tenant);
}

async function asKey(
  call: Call,
  caller: Extract<SignedIn, { kind: "key" }>,
  tenant: TenantRow,
): Promise<Member> {
  if (caller.key.tenant_id !== tenant.id) throw stranger();
  const { roleId } = JSON.parse(caller.key.more) as KeyMembers;
  // With the rule left out a key may do nothing, since it then has no role.
  const held = call.rules.applies("CXE-B-41") ? await permissionsOf(call, roleId) : new Set<string>();
  return member(caller, tenant, null, { top: false, held }, []);
}

async function asPerson(
  call: Call,
  caller: Extract<SignedIn, { kind: "person" }>,
  tenant: TenantRow,
): Promise<Member> {
  const { person } = caller;
  const platform = platformRoleOf(person.role_id);
  const top = platform?.id === PLATFORM_ADMINISTRATOR.id;
  call.rules.require("CXE-B-03", person.status !== "disabled", forbidden("this account is disabled"));
  const user = (await findUser(call, tenant.id, person.id)) ?? null;
  if (!user && !top) throw stranger();
  if (user) await admitUser(call, caller, tenant, user);
  const held = user ? await permissionsOf(call, user.role_id) : new Set<string>();
  return member(caller, tenant, user, { top, held }, platform?.permissions ?? []);
}

function member(
  caller: SignedIn,
  tenant: TenantRow,
  user: UserRow | null,
  rank: Rank,
  platform: readonly string[],
): Member {
  const may = (...names: readonly string[]) =>
    names.some((name) => rank.held.has(permissionId(name)) || platform.includes(name));
  return {
    caller,
    id: caller.id,
    tenant,
    settings: JSON.parse(tenant.settings) as Settings,
    user,
    rank,
    may,
  };
}

function stranger(): Refusal {
  return new Refusal("not-of-this-tenant", forbidden("you are no user of this tenant"));
}

async function admitUser(
  call: Call,
  { person, claims }: Extract<SignedIn, { kind: "person" }>,
  tenant: TenantRow,
  user: UserRow,
): Promise<void> {
  const { rules } = call;
  if (user.status === "disabled") {
    const status = (await isInElsewhere(call, user)) ? 403 : 401;
    rules.require("CXE-USR-09", false, { status, message: "you are disabled in this tenant" });
  }
  const bySso = claims?.via === "sso" && claims.tenant === tenant.id && rules.applies("CXE-B-06");
  const waiting = user.status === "pending" || user.status === "invited";
  if (waiting && !bySso) {
    const expired = invitationStatus(call)({ tenant, user, person }) === "expired";
    rules.require("CXE-INV-06", !expired, forbidden("your invitation has expired"));
    rules.require("CXE-INV-04", expired, forbidden("your invitation has not been accepted yet"));
  }
  const off = claims?.via !== "sso" && passwordsOff(rules)(tenant, user);
  const message = "name and password open nothing in this tenant";
  rules.require("CXE-SSO-06", !off, forbidden(message));
}

async function isInElsewhere({ db }: Call, { user_id, id }: UserRow): Promise<boolean> {
  const query = db.selectFrom("cxe_users").select("id").where("user_id", "=", user_id).where("id", "!=", id);
  return (await query.where("status", "=", "accepted").executeTakeFirst()) !== undefined;
}
