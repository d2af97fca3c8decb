/** Makes a tenant with everything it starts with (CXE-B-15). */
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { fold } from "../text.ts";
import type { PersonRow } from "./caller.ts";
import { NOBODY, newId } from "./ids.ts";
import { findTenant, type TenantRow } from "./member.ts";
import { insertObject } from "./objects.ts";
import { permissionId, TENANT_ROLES } from "./permissions.ts";
import { CHOICES, type Settings } from "./settings.ts";
import type { ObjectRow } from "./ties.ts";
import { addUser } from "./user-create.ts";

export interface NewTenant {
  readonly name: string;
  readonly owner: PersonRow;
  readonly by: string;
  readonly region: string;
  readonly timezone?: string;
  readonly description?: string;
  readonly parent?: string | null;
  /** Name of the owner's role. Default: Administrator. */
  readonly role?: string;
  readonly settings?: Partial<Settings>;
}

const SETTINGS_DEFAULT = Object.fromEntries(
  Object.entries(CHOICES).map(([name, [first]]) => [name, first]),
) as unknown as Settings;

/** The tenant, and the roles it starts with by name. */
export async function createTenant(
  call: Call,
  wanted: NewTenant,
): Promise<TenantRow & { readonly roles: ReadonlyMap<string, ObjectRow> }> {
  const { db } = call;
  const id = await newId(db);
  const { name, by, owner } = wanted;
  const at = stamp(call.now);
  await db.insertInto("accounts").values({ id, platform: "cxengage", name, created_at: at }).execute();
  const row: TenantRow = {
    ...{ id, name, name_key: fold(name), region_id: wanted.region, parent_id: wanted.parent ?? null },
    ...{ admin_user_id: owner.id, timezone: wanted.timezone ?? "UTC", description: wanted.description ?? "" },
    ...{ active: 1, platform_authentication: "enabled", default_identity_provider: null },
    ...{ outbound_integration_id: null, default_sla_id: null, branding: null },
    settings: JSON.stringify({ ...SETTINGS_DEFAULT, ...wanted.settings }),
    ...{ created: at, created_by: by, updated: at, updated_by: by },
  };
  await db.insertInto("cxe_tenants").values(row).execute();
  const roles = await addRoles(call, id);
  const more = { description: "", owner: owner.id, type: "everyone" };
  await insertObject(call, id, { kind: "groups", name: "everyone", more, by: NOBODY });
  await addPresence(call, id);
  const role = roles.get(wanted.role ?? "Administrator")?.id ?? "";
  await addUser(call, await findTenant(call, id), owner, { role, status: "accepted", by });
  return { ...row, roles };
}

async function addRoles(call: Call, tenant: string): Promise<ReadonlyMap<string, ObjectRow>> {
  const all = call.rules.applies("CXE-B-15");
  const rows = new Map<string, ObjectRow>();
  for (const { name, description, permissions } of TENANT_ROLES) {
    if (!all && name !== "Administrator") continue;
    const more = { description, type: "system", permissions: permissions.map(permissionId) };
    rows.set(name, await insertObject(call, tenant, { kind: "roles", name, more, by: NOBODY }));
  }
  return rows;
}

/** Reasons the vendor's clients look for when a session starts. */
async function addPresence(call: Call, tenant: string): Promise<void> {
  const text = { description: "", externalId: "" };
  const reason = { kind: "reasons", name: "Logged in", more: text, by: NOBODY };
  const { id, name } = await insertObject(call, tenant, reason);
  const reasons = [{ reasonId: id, sortOrder: 0, hierarchy: [], name, active: true, shared: false }];
  const more = { ...text, isDefault: true, reasons };
  await insertObject(call, tenant, {
    kind: "reason-lists",
    name: "System Presence Reasons",
    more,
    by: NOBODY,
  });
}
