/** What an operator sets for a CxEngage tenant: its owner, its choices, refused addresses, a key, sign-ins. */
import { type Answer, json } from "../answer.ts";
import { isObject } from "../body.ts";
import { type Call, notFound } from "../call.ts";
import { stamp } from "../clock.ts";
import { hashToken } from "../people.ts";
import type { CreatedAccount, Route } from "../route.ts";
import { Refusal } from "../rules.ts";
import type { Database, Db } from "../store/database.ts";
import { acceptEmail, acceptName, fold } from "../text.ts";
import { newSecret } from "./api-keys.ts";
import { findPersonByEmail, type PersonRow } from "./caller.ts";
import { createTenant } from "./create.ts";
import { REGIONS, TIMEZONES } from "./identity.ts";
import { NOBODY } from "./ids.ts";
import { findTenant } from "./member.ts";
import { insertObject } from "./objects.ts";
import { keepPassword } from "./password.ts";
import { PLATFORM_ADMINISTRATOR, PLATFORM_ROLES, TENANT_ROLES } from "./permissions.ts";
import { createPerson } from "./person.ts";
import { CHOICES, type Settings } from "./settings.ts";
import { makeToken, TTL_SECONDS } from "./tokens.ts";
import type { Members } from "./wire.ts";

const text = (doc: string) => ({ type: "text", doc }) as const;
const list = (doc: string) => ({ type: "list", doc }) as const;
const accountMembers = {
  platform: text("cxengage"),
  name: text("Name of the tenant."),
  owner: { type: "object", doc: "email, and optionally password, firstName, lastName, role, platformRole." },
  region: text("Name of the region."),
  timezone: text("Time zone of the tenant."),
  description: text("What the tenant is for."),
  parent: text("Id of the tenant above."),
  apiKey: { type: "text", doc: "True for a key with the role Administrator, or the name of another role." },
  blocked: list("Addresses the mail server refuses."),
  identityProviders: list("Names of identity providers."),
  defaultIdentityProvider: text("Name of the tenant's default provider."),
  platformAuthentication: text("enabled, disabled or denied."),
  listing: text("with-associations or plain."),
  namesEditing: text("self or permission."),
  rankBound: text("above or equal."),
  disableOnline: text("allowed or refused."),
  unknownMembers: text("ignored or refused."),
} as const;
const OWNER = ["email", "password", "firstName", "lastName", "role", "platformRole"];

function bad(field: string, message: string): Refusal {
  return new Refusal("bad-value", { status: 422, field, message });
}

function oneOf<T extends string>(value: unknown, known: readonly T[], field: string, otherwise: T): T {
  if (value === undefined || value === null) return otherwise;
  const found = known.find((each) => each === value);
  if (found === undefined) throw bad(field, `${field} is one of ${known.join(", ")}`);
  return found;
}

function addresses(value: readonly unknown[] | undefined, field: string): readonly string[] {
  return (value ?? []).map((each) => {
    const email = acceptEmail(each);
    if (email === null) throw bad(field, `${field} holds e-mail addresses`);
    return email;
  });
}

/** Reads `POST /admin/accounts` and makes the tenant. */
export async function createAccount(call: Call): Promise<CreatedAccount> {
  const body = call.body(accountMembers);
  const name = acceptName(body.name);
  if (name === null) throw bad("name", "a name is needed");
  const owner = await readOwner(call, body.owner);
  const region = REGIONS.find((each) => each.name === (body.region ?? "us-east-1"));
  if (!region) throw bad("region", "there is no such region");
  const roles = TENANT_ROLES.map((role) => role.name);
  const tenant = await createTenant(call, {
    ...{ name, owner, by: NOBODY, region: region.id, settings: readSettings(body) },
    parent: typeof body.parent === "string" ? (await findTenant(call, body.parent)).id : null,
    timezone: oneOf(body.timezone, TIMEZONES, "timezone", "UTC"),
    description: typeof body.description === "string" ? body.description : "",
    role: oneOf((body.owner as Members).role, roles, "owner.role", "Administrator"),
  });
  for (const email of addresses(body.blocked, "blocked")) await block(call, tenant.id, email);
  const identityProviders = await addProviders(call, tenant.id, body);
  const wanted = body.apiKey === true ? "Administrator" : body.apiKey;
  const keyRole = typeof wanted === "string" ? oneOf(wanted, roles, "apiKey", "Administrator") : null;
  const role = keyRole && tenant.roles.get(keyRole)?.id;
  const apiKey = role ? await addKey(call, tenant.id, role) : null;
  const holder = { "user-id": owner.id, via: "password", generation: owner.generation } as const;
  const more = { ...(apiKey && { apiKey }), identityProviders };
  return { id: tenant.id, owner: owner.id, token: await makeToken(call, holder), more };
}

/** The owner; somebody the platform knows already stays as they are. */
async function readOwner(call: Call, given: Members | undefined): Promise<PersonRow> {
  const members = isObject(given) ? given : {};
  const unknown = Object.keys(members).find((member) => !OWNER.includes(member));
  if (unknown !== undefined)
    throw new Refusal("unknown-field", { status: 400, field: `owner.${unknown}`, message: "unknown member" });
  const email = acceptEmail(members.email);
  if (email === null) throw bad("owner.email", "an e-mail address is needed");
  const names = PLATFORM_ROLES.map((role) => role.name);
  const platformRole = oneOf(members.platformRole, names, "owner.platformRole", PLATFORM_ADMINISTRATOR.name);
  const password = typeof members.password === "string" ? await keepPassword(members.password) : null;
  const known = await findPersonByEmail(call.db, email);
  if (known) return known;
  return createPerson(call, {
    email,
    password,
    role: PLATFORM_ROLES.find((role) => role.name === platformRole)?.id ?? "",
    firstName: acceptName(members.firstName),
    lastName: acceptName(members.lastName),
    status: "enabled",
    by: NOBODY,
  });
}

function readSettings(body: Members): Settings {
  const chosen = Object.entries(CHOICES).map(([name, known]) => [
    name,
    oneOf<string>(body[name], known, name, known[0]),
  ]);
  return Object.fromEntries(chosen) as unknown as Settings;
}

async function addProviders(call: Call, tenant: string, body: Members) {
  const names = Array.isArray(body.identityProviders) ? body.identityProviders : [];
  const rows = [];
  for (const each of names) {
    const name = acceptName(each);
    if (name === null) throw bad("identityProviders", "identityProviders holds names");
    const more = { description: "", emailMapping: "Email", metadataUrl: "https://idp.invalid/metadata" };
    rows.push(await insertObject(call, tenant, { kind: "identity-providers", name, more, by: NOBODY }));
  }
  const { defaultIdentityProvider: wanted } = body;
  const main = rows.find((row) => row.name === wanted);
  if (wanted !== undefined && wanted !== null && !main)
    throw bad("defaultIdentityProvider", "it is one of identityProviders");
  const field = "platformAuthentication";
  const setting = oneOf(body[field], ["enabled", "disabled", "denied"], field, "enabled");
  const change = { default_identity_provider: main?.id ?? null, platform_authentication: setting };
  await call.db.updateTable("cxe_tenants").set(change).where("id", "=", tenant).execute();
  return rows.map(({ id, name }) => ({ id, name }));
}

async function addKey(call: Call, tenant: string, roleId: string) {
  const { secret, hash } = newSecret();
  const more = { description: "", roleId, additionalRoleIds: [], secret: hash };
  const row = await insertObject(call, tenant, { kind: "api-keys", name: "Automation", more, by: NOBODY });
  return { id: row.id, secret };
}

/** CXE-INV-07: the mail server refuses an invitation, and the address is blocked from then on. */
export async function bounced(db: Db, message: Database["outbox"]): Promise<boolean> {
  const { account_id: tenant, kind, recipient } = message;
  const tenants = db
    .selectFrom("cxe_tenants")
    .select("id")
    .where("id", "=", tenant ?? "");
  if (kind !== "invitation" || tenant === null || !(await tenants.executeTakeFirst())) return false;
  await block({ db }, tenant, recipient);
  const person = await findPersonByEmail(db, recipient);
  const users = db.updateTable("cxe_users").set({ blocked: 1 }).where("tenant_id", "=", tenant);
  await users.where("user_id", "=", person?.id ?? "").execute();
  return true;
}

async function block({ db }: Pick<Call, "db">, tenant_id: string, email: string): Promise<void> {
  const row = { tenant_id, email_key: fold(email) };
  await db
    .insertInto("cxe_blocked")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A token as `POST /tokens` would issue it, or one from a provider where the body names one. */
export async function signIn(call: Call, account: string, email: string): Promise<string> {
  const person = await findPersonByEmail(call.db, email);
  if (!person) throw notFound("person in this account");
  const { provider } = JSON.parse(call.request.bytes.toString()) as Members;
  const holder = { "user-id": person.id, generation: person.generation };
  if (provider === undefined || provider === null) return makeToken(call, { ...holder, via: "password" });
  const rows = call.db.selectFrom("cxe_objects").selectAll().where("tenant_id", "=", account);
  const providers = await rows.where("kind", "=", "identity-providers").execute();
  const row = providers.find(({ id, name }) => id === provider || name === provider);
  if (!row) throw notFound("identity provider");
  const token = await makeToken(call, { ...holder, via: "sso", tenant: account, provider: row.id });
  const expires = stamp(new Date(call.now.getTime() + TTL_SECONDS * 1000));
  const pass = { hash: hashToken(token), kind: "sso", tenant_id: account, user_id: person.id };
  await call.db
    .insertInto("cxe_passes")
    .values({ ...pass, provider_id: row.id, expires, ended: null })
    .execute();
  return token;
}

async function tenantOf(call: Call): Promise<string> {
  return (await findTenant(call, call.param("account"))).id;
}

/** The mail server refuses an address from now on. */
async function postBlocked(call: Call): Promise<Answer> {
  const tenant = await tenantOf(call);
  const [email] = addresses([call.body({ email: text("Address.") }).email], "email");
  await block(call, tenant, email ?? "");
  return json(201, { email });
}

/** What the vendor's support does: the address may be written to again. */
async function deleteBlocked(call: Call): Promise<Answer> {
  const tenant = await tenantOf(call);
  const email = fold(call.param("email"));
  const rows = call.db.deleteFrom("cxe_blocked").where("tenant_id", "=", tenant);
  await rows.where("email_key", "=", email).execute();
  const person = await findPersonByEmail(call.db, email);
  const users = call.db.updateTable("cxe_users").set({ blocked: 0 }).where("tenant_id", "=", tenant);
  if (person) await users.where("user_id", "=", person.id).execute();
  return json(200, { email });
}

const answers = { status: 200, schema: null };
export const operatorRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/accounts/{account}/blocked",
    summary: "Lets the mail server refuse an address of a CxEngage tenant.",
    answers,
    handle: postBlocked,
  },
  {
    method: "DELETE",
    path: "/accounts/{account}/blocked/{email}",
    summary: "Lets an address of a CxEngage tenant be written to again.",
    answers,
    handle: deleteBlocked,
  },
];
