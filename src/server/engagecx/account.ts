/** What an operator sets for an EngageCX account: its owner, further catalogue rows, the licenses it holds. */
import { type Answer, json, rowAnswer } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { parseTime, stamp } from "../clock.ts";
import { bad, type Given, need, only, readCount } from "../given.ts";
import { ensurePerson } from "../people.ts";
import type { CreatedAccount, Route } from "../route.ts";
import { toFlag } from "../store/database.ts";
import { nextId } from "../store/store.ts";
import { acceptEmail, acceptName, fold } from "../text.ts";
import type { CatalogueApp } from "./catalogue.ts";
import { createOrganization } from "./create.ts";
import { readLicense } from "./license-rows.ts";

const accountMembers = {
  platform: { type: "text", doc: "engagecx" },
  name: { type: "text", doc: "Name of the organization." },
  owner: { type: "object", doc: "The default user." },
  licenses: { type: "list", doc: "Licenses the organization holds." },
  apps: { type: "list", doc: "Catalogue rows beyond the usual ones." },
  columns: { type: "number", doc: "Columns a category may span at most." },
} as const;
const licenseMembers = {
  name: { type: "text", doc: "Name of the license." },
  app: { type: "text", doc: "Id of the app." },
  seats: { type: "number", doc: "Positions for licensed users." },
  expiresAt: { type: "text", doc: "End of the license; null for none." },
} as const;
const changeMembers = { seats: licenseMembers.seats, expiresAt: licenseMembers.expiresAt } as const;

/** Reads `POST /admin/accounts` and makes the organization. */
export async function createAccount(call: Call): Promise<CreatedAccount> {
  const body = call.body(accountMembers);
  const name = need(acceptName(body.name), "name", "a name is needed");
  const given = only(body.owner, "owner", ["email", "name", "password"]);
  const email = need(acceptEmail(given.email), "owner.email", "an e-mail address is needed");
  const owner = await ensurePerson(call.db, email, acceptName(given.name) ?? "");
  const columns = body.columns === undefined ? undefined : readCount(body.columns, "columns", 1);
  const apps = (body.apps ?? []).map((app, index) => readApp(app, `apps[${index}]`));
  const id = await createOrganization(call, { name, owner, apps, ...(columns !== undefined && { columns }) });
  const licenses = [];
  for (const license of body.licenses ?? [])
    licenses.push(await addLicense(call, id, only(license, "licenses", Object.keys(licenseMembers))));
  return { id, owner: owner.id, more: { licenses } };
}

function readApp(value: unknown, field: string): CatalogueApp {
  const given = only(value, field, ["id", "name", "description", "type", "section", "featured"]);
  const id = typeof given.id === "string" && /^[a-z0-9][a-z0-9-]{0,62}$/.test(given.id) ? given.id : null;
  const text = (member: string, otherwise: string) =>
    typeof given[member] === "string" ? given[member] : otherwise;
  return {
    id: need(id, `${field}.id`, "an id of small letters, digits and hyphens is needed"),
    name: need(acceptName(given.name), `${field}.name`, "a name is needed"),
    description: text("description", ""),
    type: text("type", "Productivity"),
    section: given.section === true,
    featured: given.featured === true,
  };
}

function readEnd(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return stamp(need(parseTime(value), "expiresAt", "expiresAt is an RFC 3339 time"));
}

async function addLicense(call: Call, organization_id: string, given: Given) {
  const name = need(acceptName(given.name), "name", "a name is needed");
  const app = typeof given.app === "string" ? given.app : "";
  const apps = call.db.selectFrom("ecx_apps").select("app").where("organization_id", "=", organization_id);
  if (!(await apps.where("app", "=", app).executeTakeFirst()))
    throw bad("app", `there is no app ${JSON.stringify(app)}`);
  const id = await nextId(call.db, "lic");
  const bounds = { seats: readCount(given.seats, "seats", 0), expires_at: readEnd(given.expiresAt) };
  const state = { attached: toFlag(false), product_key: null };
  await call.db
    .insertInto("ecx_licenses")
    .values({ id, organization_id, name, name_key: fold(name), app, ...bounds, ...state })
    .execute();
  return readLicense(call, organization_id, id);
}

async function requireAccount(call: Call): Promise<string> {
  const id = call.param("account");
  const row = await call.db
    .selectFrom("ecx_organizations")
    .select("id")
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound("EngageCX account");
  return id;
}

async function postLicense(call: Call): Promise<Answer> {
  const organization = await requireAccount(call);
  return json(201, await addLicense(call, organization, call.body(licenseMembers)));
}

/** Changes what the vendor sets: positions and the end. Seats already given stay (Q-ECX-13). */
async function patchLicense(call: Call): Promise<Answer> {
  const organization = await requireAccount(call);
  const { id } = await readLicense(call, organization, call.param("license"));
  const body = call.body(changeMembers);
  const licenses = call.db.updateTable("ecx_licenses").where("id", "=", id);
  if (body.seats !== undefined) await licenses.set({ seats: readCount(body.seats, "seats", 0) }).execute();
  if (body.expiresAt !== undefined) await licenses.set({ expires_at: readEnd(body.expiresAt) }).execute();
  return rowAnswer(await readLicense(call, organization, id));
}

const answers = { status: 200, schema: "License" };
export const operatorRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/accounts/{account}/licenses",
    summary: "Gives the organization a license.",
    members: licenseMembers,
    answers,
    handle: postLicense,
  },
  {
    method: "PATCH",
    path: "/accounts/{account}/licenses/{license}",
    summary: "Changes seats or end of a license.",
    members: changeMembers,
    answers,
    handle: patchLicense,
  },
];
