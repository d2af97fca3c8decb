/** Tenants and their branding. */
import type { Answer } from "../answer.ts";
import type { Call } from "../call.ts";
import { stamp, wireTime } from "../clock.ts";
import type { Route } from "../route.ts";
import { isSet, toFlag } from "../store/database.ts";
import { fold } from "../text.ts";
import { findPerson, type SignedIn, signedIn } from "./caller.ts";
import { createTenant } from "./create.ts";
import { DONE, inTenant, MADE } from "./define.ts";
import { findProvider } from "./fields.ts";
import { REGIONS, TIMEZONES } from "./identity.ts";
import { findTenant, type Member, permissionsOf, type TenantRow } from "./member.ts";
import { permissionId } from "./permissions.ts";
import { mayOnPlatform } from "./person.ts";
import {
  acceptText,
  bad,
  bodyOf,
  forbidden,
  type Members,
  need,
  optionalFlag,
  optionalText,
  result,
} from "./wire.ts";

const AUTHENTICATION: readonly unknown[] = ["enabled", "disabled", "denied"];

async function tenantView(call: Call, row: TenantRow) {
  const children = call.db
    .selectFrom("cxe_tenants")
    .select("id")
    .where("parent_id", "=", row.id)
    .orderBy("id");
  const parent = row.parent_id === null ? null : await findTenant(call, row.parent_id);
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    regionId: row.region_id,
    parentId: row.parent_id,
    parent: parent && { id: parent.id, name: parent.name },
    parentIds: parent ? [parent.id] : [],
    childIds: (await children.execute()).map((child) => child.id),
    adminUserId: row.admin_user_id,
    timezone: row.timezone,
    active: isSet(row.active),
    cxengageIdentityProvider: row.platform_authentication,
    defaultIdentityProvider: row.default_identity_provider,
    outboundIntegrationId: row.outbound_integration_id,
    defaultSlaId: row.default_sla_id,
    capacityRuleId: null,
    clientLogLevel: null,
    created: wireTime(row.created),
    createdBy: row.created_by,
    updated: wireTime(row.updated),
    updatedBy: row.updated_by,
  };
}

async function list(call: Call): Promise<Answer> {
  const caller = await signedIn(call);
  const region = call.request.query.get("regionId");
  const all = mayOnPlatform(caller, "PLATFORM_VIEW_ALL_TENANTS", "PLATFORM_MANAGE_ALL_TENANTS");
  const own =
    caller.kind === "key"
      ? [caller.key.tenant_id]
      : (
          await call.db
            .selectFrom("cxe_users")
            .select("tenant_id")
            .where("user_id", "=", caller.id)
            .where("status", "=", "accepted")
            .execute()
        ).map((row) => row.tenant_id);
  let query = call.db.selectFrom("cxe_tenants").selectAll().orderBy("id");
  if (!all) query = query.where("id", "in", own.length > 0 ? own : [""]);
  if (region !== null) query = query.where("region_id", "=", region);
  const views = [];
  for (const row of await query.execute()) views.push(await tenantView(call, row));
  return result(views);
}

async function acceptTenantName(call: Call, value: unknown, own: string | null): Promise<string> {
  const name = acceptText(value, 255)?.trim() ?? "";
  need(name !== "", "bad-value", bad("name must be a non-blank string", "name"));
  const same = call.db.selectFrom("cxe_tenants").select("id").where("name_key", "=", fold(name));
  const free = (await same.execute()).every((row) => row.id === own);
  const message = "a tenant with the same value for name already exists";
  call.rules.require("CXE-B-45", free, bad(message, "name"));
  return name;
}

function acceptZone(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const known = TIMEZONES.find((zone) => zone === value);
  need(known !== undefined, "bad-value", bad("there is no such time zone", "timezone"));
  return known;
}

async function create(call: Call): Promise<Answer> {
  const caller = await signedIn(call);
  const body = bodyOf(call);
  const parent = typeof body.parentId === "string" ? await findTenant(call, body.parentId) : null;
  await requireMaker(call, caller, parent);
  const name = await acceptTenantName(call, body.name, null);
  const region = REGIONS.find(({ id }) => id === body.regionId);
  need(region !== undefined, "bad-value", bad("regionId is needed", "regionId"));
  const admin = await findPerson(call.db, String(body.adminUserId ?? caller.id));
  need(admin !== undefined, "bad-value", bad("there is no such user", "adminUserId"));
  const { id } = await createTenant(call, {
    ...{ name, region: region.id, parent: parent?.id ?? null, owner: admin, by: caller.id },
    ...{ timezone: acceptZone(body.timezone) ?? "UTC", description: optionalText(body, "description") ?? "" },
  });
  return result(await tenantView(call, await findTenant(call, id)), 201);
}

async function requireMaker(call: Call, caller: SignedIn, parent: TenantRow | null): Promise<void> {
  if (mayOnPlatform(caller, "PLATFORM_CREATE_ALL_TENANTS", "PLATFORM_MANAGE_ALL_TENANTS")) return;
  const users = call.db.selectFrom("cxe_users").select("role_id").where("user_id", "=", caller.id);
  const row = parent && (await users.where("tenant_id", "=", parent.id).executeTakeFirst());
  const held = row ? await permissionsOf(call, row.role_id) : new Set<string>();
  need(
    held.has(permissionId("CREATE_CHILD_TENANT")),
    "permission-denied",
    forbidden("you may not make tenants"),
  );
}

async function update(call: Call, caller: Member): Promise<Answer> {
  const { tenant } = caller;
  const body = bodyOf(call);
  await acceptAuthentication(call, caller, body);
  const own = (field: string, before: string | null) => {
    const text = optionalText(body, field);
    return text === undefined ? before : text;
  };
  const row = {
    name: body.name === undefined ? tenant.name : await acceptTenantName(call, body.name, tenant.id),
    description: own("description", tenant.description) ?? "",
    timezone: acceptZone(body.timezone) ?? tenant.timezone,
    active: toFlag(optionalFlag(body, "active") ?? isSet(tenant.active)),
    admin_user_id: own("adminUserId", tenant.admin_user_id) ?? tenant.admin_user_id,
    platform_authentication: String(body.cxengageIdentityProvider ?? tenant.platform_authentication),
    default_identity_provider: own("defaultIdentityProvider", tenant.default_identity_provider),
    outbound_integration_id: own("outboundIntegrationId", tenant.outbound_integration_id),
    default_sla_id: own("defaultSlaId", tenant.default_sla_id),
  };
  const audit = { updated: stamp(call.now), updated_by: caller.id };
  const change = { ...row, name_key: fold(row.name), ...audit };
  await call.db.updateTable("cxe_tenants").set(change).where("id", "=", tenant.id).execute();
  await call.db.updateTable("accounts").set({ name: row.name }).where("id", "=", tenant.id).execute();
  return result(await tenantView(call, await findTenant(call, tenant.id)));
}

/** How people sign in is changed only by somebody who has signed in by a provider (CXE-B-36, CXE-B-37). */
async function acceptAuthentication(call: Call, { caller, tenant }: Member, body: Members): Promise<void> {
  const { rules } = call;
  const bySso = caller.kind === "person" && caller.claims?.via === "sso";
  const { cxengageIdentityProvider: setting, defaultIdentityProvider: provider } = body;
  if (provider !== undefined && provider !== tenant.default_identity_provider) {
    const row = typeof provider === "string" ? await findProvider(call, tenant.id, provider) : null;
    need(
      provider === null || (row ?? null) !== null,
      "unknown-reference",
      bad("there is no such identity provider", "defaultIdentityProvider"),
    );
    rules.require(
      "CXE-B-37",
      bySso,
      forbidden("sign in by a provider to change this", "defaultIdentityProvider"),
    );
  }
  if (setting === undefined || setting === null || setting === tenant.platform_authentication) return;
  const field = "cxengageIdentityProvider";
  need(AUTHENTICATION.includes(setting), "bad-value", bad("it is enabled, disabled or denied", field));
  if (setting === "enabled") return;
  const due = provider === undefined ? tenant.default_identity_provider : provider;
  rules.require("CXE-B-36", due !== null, bad("there is no default identity provider", field));
  rules.require("CXE-B-36", bySso, forbidden("sign in by a provider to choose this", field));
}

const path = "/tenants/{tenant}";
const MANAGING = ["MANAGE_TENANT", "PLATFORM_MANAGE_ALL_TENANTS"];
export const tenantRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/tenants",
    summary: "Tenants the caller sees.",
    query: { regionId: "Only those of a region." },
    ...DONE,
    handle: list,
  },
  {
    method: "POST",
    path: "/tenants",
    summary: "Makes a tenant.",
    rules: ["CXE-B-15", "CXE-B-45"],
    ...MADE,
    handle: create,
  },
  inTenant(
    {
      method: "GET",
      path,
      summary: "The tenant.",
      rules: ["CXE-INV-04", "CXE-INV-06", "CXE-SSO-06", "CXE-USR-09", "CXE-B-06"],
      ...DONE,
    },
    async (call, { tenant }) => result(await tenantView(call, tenant)),
  ),
  inTenant(
    {
      method: "PUT",
      path,
      summary: "Changes the tenant.",
      rules: ["CXE-B-35", "CXE-B-36", "CXE-B-37", "CXE-B-45"],
      ...DONE,
    },
    update,
    ...MANAGING,
  ),
];
