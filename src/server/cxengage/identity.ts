/** Signing in, and what callers learn about themselves and the platform. */
import type { Answer } from "../answer.ts";
import { json } from "../answer.ts";
import type { Call } from "../call.ts";
import type { Route } from "../route.ts";
import { isSet } from "../store/database.ts";
import { passwordsOff, providerOf } from "./authentication.ts";
import {
  type Caller,
  type KeyMembers,
  keyBySecret,
  mayUsePassword,
  personByPassword,
  type SignedIn,
  signedIn,
} from "./caller.ts";
import { DONE, inTenant } from "./define.ts";
import { findProvider } from "./fields.ts";
import { fixedId, NOBODY } from "./ids.ts";
import { findTenant, findUser, permissionsOf } from "./member.ts";
import {
  PLATFORM_ADMINISTRATOR,
  PLATFORM_PERMISSIONS,
  PLATFORM_ROLES,
  permissionId,
  permissionName,
  platformRoleOf,
  TENANT_PERMISSIONS,
} from "./permissions.ts";
import { administersPlatform } from "./person.ts";
import { makeToken, TTL_SECONDS } from "./tokens.ts";
import { bad, bodyOf, forbidden, missing, need, result } from "./wire.ts";

export const REGIONS = [
  { id: fixedId("region", "us-east-1"), name: "us-east-1", description: "North America" },
  { id: fixedId("region", "eu-west-1"), name: "eu-west-1", description: "Europe" },
];

/** `POST /tokens` with a person's name and password, or with id and secret of a key and the tenant. */
async function signIn(call: Call): Promise<Answer> {
  const body = bodyOf(call);
  const ttl = readTtl(body.ttl);
  const [username, password] = [String(body.username ?? ""), String(body.password ?? "")];
  const wrong = { status: 401, message: "the name or the password is wrong" };
  if (!username.includes("@")) {
    const tenant = typeof body.tenantId === "string" ? body.tenantId : "";
    const key = await keyBySecret(call.db, { id: username, secret: password, tenant });
    need(key !== null, "wrong-credentials", wrong);
    const holder = { "user-id": key.id, via: "key", generation: 1, tenant: key.tenant_id } as const;
    return json(201, { token: await makeToken(call, holder, ttl), ttl });
  }
  const person = await personByPassword(call.db, username, password);
  need(person !== null, "wrong-credentials", wrong);
  const message = "name and password are switched off for you; sign in by your provider";
  call.rules.require("CXE-SSO-06", await mayUsePassword(call, person), forbidden(message));
  const holder = { "user-id": person.id, via: "password", generation: person.generation } as const;
  return json(201, { token: await makeToken(call, holder, ttl), ttl });
}

function readTtl(value: unknown): number {
  if (value === undefined || value === null) return TTL_SECONDS;
  const fine = typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= TTL_SECONDS;
  need(fine, "bad-value", bad(`ttl is 1 to ${TTL_SECONDS} seconds`, "ttl"));
  return value as number;
}

interface Entered {
  readonly tenant: Awaited<ReturnType<typeof findTenant>>;
  readonly role: string;
}

/** Tenants the caller is let into. */
async function tenantsOf(call: Call, caller: SignedIn): Promise<readonly Entered[]> {
  if (caller.kind === "key") {
    const { roleId } = JSON.parse(caller.key.more) as KeyMembers;
    return [{ tenant: await findTenant(call, caller.key.tenant_id), role: roleId }];
  }
  const users = call.db
    .selectFrom("cxe_users")
    .select(["tenant_id", "role_id"])
    .where("user_id", "=", caller.id);
  const entered: Entered[] = [];
  for (const row of await users.where("status", "=", "accepted").orderBy("id").execute())
    entered.push({ tenant: await findTenant(call, row.tenant_id), role: row.role_id });
  return entered;
}

const names = (ids: Iterable<string>) => [...ids].map((id) => permissionName(id) ?? id).sort();

async function login(call: Call): Promise<Answer> {
  const caller = await signedIn(call);
  const tenants = await tenantsOf(call, caller);
  const person = caller.kind === "person" ? caller.person : null;
  if (person)
    call.rules.require("CXE-B-03", person.status !== "disabled", forbidden("this account is disabled"));
  const role = person ? platformRoleOf(person.role_id) : undefined;
  const views = [];
  for (const { tenant, role: held } of tenants)
    views.push({
      tenantId: tenant.id,
      tenantName: tenant.name,
      tenantActive: isSet(tenant.active),
      tenantPermissions: names(await permissionsOf(call, held)),
    });
  return result({
    userId: caller.id,
    username: person?.email ?? (caller.kind === "key" ? caller.key.name : ""),
    firstName: person?.first_name ?? null,
    lastName: person?.last_name ?? null,
    defaultTenant: person?.default_tenant ?? null,
    platformRoleName: role?.name ?? null,
    platformPermissions: [...(role?.permissions ?? [])].sort(),
    tenants: views,
  });
}

async function me(call: Call): Promise<Answer> {
  const caller = await signedIn(call);
  const tenants = await tenantsOf(call, caller);
  const without = tenants.length > 0 || call.rules.applies("CXE-PROLE-03");
  need(without, "permission-denied", forbidden("you are in no tenant"));
  const off = passwordsOff(call.rules);
  const views = [];
  for (const { tenant } of tenants) {
    const user = await findUser(call, tenant.id, caller.id);
    const provider = user ? providerOf(call.rules, tenant, user) : null;
    const row = provider === null ? undefined : await findProvider(call, tenant.id, provider);
    const shown = { id: row?.id, name: row?.name, client: row?.id, domain: call.services.baseUrl() };
    views.push({
      active: isSet(tenant.active),
      tenantId: tenant.id,
      name: tenant.name,
      description: tenant.description,
      password: user !== undefined && !off(tenant, user),
      identityProviders: row ? [shown] : [],
    });
  }
  return result(views);
}

async function platformRoles(call: Call): Promise<Answer> {
  const caller = await signedIn(call);
  await requireRoleReader(call, caller);
  const all = administersPlatform(caller) && call.rules.applies("CXE-B-46");
  const shown = PLATFORM_ROLES.filter((role) => all || role.id !== PLATFORM_ADMINISTRATOR.id);
  return result(
    shown.map(({ id, name, description, permissions }) => ({
      ...{ id, name, description, type: "platform", permissions: permissions.map(permissionId) },
      ...{
        created: "2015-01-01T00:00:00Z",
        createdBy: NOBODY,
        updated: "2015-01-01T00:00:00Z",
        updatedBy: NOBODY,
      },
    })),
  );
}

async function requireRoleReader(call: Call, caller: Exclude<Caller, { kind: "pass" }>): Promise<void> {
  if (administersPlatform(caller)) return;
  for (const { role } of await tenantsOf(call, caller)) {
    const held = await permissionsOf(call, role);
    if (held.has(permissionId("VIEW_ALL_ROLES")) || held.has(permissionId("MANAGE_ALL_ROLES"))) return;
  }
  need(
    false,
    "permission-denied",
    forbidden("one of these permissions is needed: VIEW_ALL_ROLES, MANAGE_ALL_ROLES"),
  );
}

const permissionViews = (all: readonly string[], tenantId: string | null) =>
  all.map((name) => ({
    id: permissionId(name),
    name,
    description: name.toLowerCase().replaceAll("_", " "),
    tenantId,
  }));

const zones = Intl.supportedValuesOf("timeZone");
const US = ["Alaska", "Arizona", "Central", "Eastern", "Hawaii", "Mountain", "Pacific"].map(
  (name) => `US/${name}`,
);
export const TIMEZONES: readonly string[] = [...new Set([...zones, ...US, "UTC"])].sort();

const known = (handle: (call: Call) => unknown) => async (call: Call) => {
  await signedIn(call);
  return result(handle(call));
};

export const identityRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/tokens",
    summary: "Issues a token.",
    open: true,
    rules: ["CXE-SSO-05", "CXE-SSO-06", "CXE-B-40", "CXE-B-41"],
    answers: { status: 201, schema: "Token" },
    handle: signIn,
  },
  {
    method: "POST",
    path: "/login",
    summary: "Who the caller is, with tenants and permissions.",
    rules: ["CXE-B-03"],
    ...DONE,
    handle: login,
  },
  {
    method: "GET",
    path: "/me",
    summary: "The caller's tenants.",
    rules: ["CXE-PROLE-03"],
    ...DONE,
    handle: me,
  },
  {
    method: "GET",
    path: "/roles",
    summary: "Platform roles.",
    rules: ["CXE-B-46"],
    ...DONE,
    handle: platformRoles,
  },
  {
    method: "GET",
    path: "/permissions",
    summary: "Platform permissions.",
    ...DONE,
    handle: known(() => permissionViews(PLATFORM_PERMISSIONS, null)),
  },
  { method: "GET", path: "/regions", summary: "Regions.", ...DONE, handle: known(() => REGIONS) },
  {
    method: "GET",
    path: "/regions/{region}",
    summary: "One region.",
    ...DONE,
    handle: known((call) => {
      const region = REGIONS.find(({ id }) => id === call.param("region"));
      if (!region) throw missing("region");
      return region;
    }),
  },
  {
    method: "GET",
    path: "/timezones",
    summary: "Time zones.",
    ...DONE,
    handle: known(() => TIMEZONES.map((timezone) => ({ timezone }))),
  },
  inTenant(
    { method: "GET", path: "/tenants/{tenant}/permissions", summary: "Permissions roles can hold.", ...DONE },
    async (_call, { tenant }) => result(permissionViews(TENANT_PERMISSIONS, tenant.id)),
    ...["VIEW_ALL_ROLES", "MANAGE_ALL_ROLES"],
  ),
];
