import { type Answer, json, type Row, rowAnswer } from "../answer.ts";
import { isObject } from "../body.ts";
import { type Call, notFound } from "../call.ts";
import { person, undocumented } from "../define.ts";
import { requireName } from "../names.ts";
import { pageAnswer } from "../paging.ts";
import type { Route } from "../route.ts";
import { Refusal } from "../rules.ts";
import { type Database, isSet, toFlag } from "../store/database.ts";
import { atMost } from "../store/store.ts";
import type { Member } from "./access.ts";
import { createOrganization } from "./create.ts";
import { manager, member } from "./define.ts";
import { IMAGE_TYPES, type Image, requireImage, requireImageBody } from "./image.ts";
import { requireTimezone } from "./timezone.ts";

type OrganizationRow = Omit<Database["ecx_organizations"], "logo">;

const path = "/organizations/{organization}";
const one = { status: 200, schema: "Organization" };
const name = {
  type: "text",
  doc: "Name of the organization.",
  schema: { type: "string", maxLength: 255 },
} as const;
const logo = {
  type: "object",
  doc: "Logo image.",
  schema: {
    type: "object",
    required: ["contentType", "base64"],
    properties: { contentType: { type: "string", enum: IMAGE_TYPES }, base64: { type: "string" } },
    additionalProperties: false,
  },
} as const;
const createMembers = { name: { ...name, required: true }, logo } as const;
const patchMembers = {
  name,
  defaultTimezone: { type: "text", doc: "IANA time zone name.", schema: { type: "string" } },
  timezoneForAllUsers: { type: "flag", doc: "Whether the default time zone is every user's." },
} as const;

function organizationRow(row: OrganizationRow): Row {
  const picture = row.logo_type === null ? null : { contentType: row.logo_type, sha256: row.logo_sha256 };
  const zones = { defaultTimezone: row.default_timezone, timezoneForAllUsers: isSet(row.timezone_for_all) };
  return { id: row.id, name: row.name, logo: picture, ...zones };
}

const shown = ["o.id", "o.name", "o.logo_type", "o.logo_sha256"] as const;
const settings = ["o.default_timezone", "o.timezone_for_all", "o.columns_maximum"] as const;

async function readOrganization(call: Call, id: string): Promise<Row> {
  const query = call.db
    .selectFrom("ecx_organizations as o")
    .select([...shown, ...settings])
    .where("o.id", "=", id);
  return organizationRow(await query.executeTakeFirstOrThrow());
}

function readLogo(call: Call, value: { readonly [member: string]: unknown } | undefined): Image | null {
  if (value === undefined) return null;
  const { contentType, base64, ...extra } = value;
  const field = "logo";
  const [unknown] = Object.keys(extra);
  if (unknown !== undefined)
    throw new Refusal("unknown-field", {
      status: 400,
      field: `logo.${unknown}`,
      message: "a logo has contentType and base64",
    });
  const bytes = typeof base64 === "string" ? Buffer.from(base64, "base64") : Buffer.alloc(0);
  return requireImage(call, "ECX-ORG-04", field, typeof contentType === "string" ? contentType : "", bytes);
}

async function create(call: Call): Promise<Answer> {
  const { person: caller } = await call.signedIn();
  const body = call.body(createMembers, "ECX-ORG-05");
  const named = requireName(call, "ECX-ORG-03", body.name);
  const wanted = {
    name: named.name,
    owner: caller,
    logo: readLogo(call, isObject(body.logo) ? body.logo : undefined),
  };
  const id = await createOrganization(call, wanted);
  call.account = id;
  return rowAnswer(await readOrganization(call, id), 201);
}

/** Writes field after field; the transaction makes them one (ECX-ORG-10). */
async function update(call: Call, { organization }: Member): Promise<Answer> {
  const body = call.body(patchMembers);
  call.matches(organizationRow(organization));
  const set = (change: Partial<Database["ecx_organizations"]>) =>
    call.db.updateTable("ecx_organizations").set(change).where("id", "=", organization.id).execute();
  if (body.name !== undefined && call.rules.applies("ECX-ORG-06")) {
    const named = requireName(call, "ECX-ORG-03", body.name);
    await set({ name: named.name });
    await call.db
      .updateTable("accounts")
      .set({ name: named.name })
      .where("id", "=", organization.id)
      .execute();
  }
  if (body.timezoneForAllUsers !== undefined)
    await set({ timezone_for_all: toFlag(body.timezoneForAllUsers) });
  if (body.defaultTimezone !== undefined)
    await set({ default_timezone: requireTimezone(call, "defaultTimezone", body.defaultTimezone) });
  return rowAnswer(await readOrganization(call, organization.id));
}

async function putLogo(call: Call, { organization }: Member): Promise<Answer> {
  call.matches(organizationRow(organization));
  const image = requireImageBody(call, "ECX-ORG-04", "logo");
  const change = { logo_type: image.contentType, logo_sha256: image.sha256, logo: image.base64 };
  await call.db.updateTable("ecx_organizations").set(change).where("id", "=", organization.id).execute();
  return rowAnswer(await readOrganization(call, organization.id));
}

async function getLogo(call: Call, { organization }: Member): Promise<Answer> {
  const query = call.db
    .selectFrom("ecx_organizations")
    .select(["logo", "logo_type"])
    .where("id", "=", organization.id);
  const row = await query.executeTakeFirstOrThrow();
  if (row.logo === null || row.logo_type === null) throw notFound("logo");
  // An SVG may carry script: it is never run in this origin.
  const headers = { "content-type": row.logo_type, "content-security-policy": "default-src 'none'; sandbox" };
  return {
    status: 200,
    body: Buffer.from(row.logo, "base64"),
    headers: { ...headers, "x-content-type-options": "nosniff" },
  };
}

export const organizationRoutes: readonly Route[] = [
  person(
    {
      method: "GET",
      path: "/organizations",
      guard: "ECX-ORG-01",
      summary: "The caller's organizations.",
      paged: true,
      answers: { status: 200, schema: "OrganizationPage" },
    },
    (call, { person: caller }) =>
      pageAnswer(call, async ({ after, limit }) => {
        const query = call.db
          .selectFrom("ecx_organizations as o")
          .innerJoin("ecx_users as u", "u.organization_id", "o.id")
          .select([...shown, ...settings])
          .where("u.person_id", "=", caller.id)
          .where("o.id", ">", after);
        return (await query.orderBy("o.id").limit(atMost(limit)).execute()).map(organizationRow);
      }),
  ),
  person(
    {
      method: "POST",
      path: "/organizations",
      summary: "Makes an organization; the caller becomes its default user.",
      members: createMembers,
      extra: "ECX-ORG-05",
      rules: ["ECX-ORG-03", "ECX-ORG-04", "ECX-ORG-05", "ECX-WS-02", "ECX-USR-01", "ECX-GRP-04"],
      answers: { status: 201, schema: "Organization" },
    },
    create,
  ),
  member({ method: "GET", path, summary: "One organization.", answers: one }, async (_, caller) =>
    rowAnswer(organizationRow(caller.organization)),
  ),
  manager(
    {
      method: "PATCH",
      path,
      summary: "Changes fields of the organization, all or none.",
      atomic: "ECX-ORG-10",
      members: patchMembers,
      rules: ["ECX-ORG-03", "ECX-ORG-06", "ECX-ORG-07", "ECX-ORG-08", "ECX-ORG-09", "ECX-ORG-10"],
      answers: one,
    },
    update,
  ),
  manager(
    {
      method: "DELETE",
      path,
      summary: "Refused: the product documents no removal.",
      rules: ["ECX-ORG-11"],
      answers: { status: 405, schema: null },
    },
    undocumented("ECX-ORG-11", "an organization cannot be removed"),
  ),
  manager(
    {
      method: "PUT",
      path: `${path}/logo`,
      summary: "Uploads or replaces the logo.",
      image: true,
      rules: ["ECX-ORG-04"],
      answers: one,
    },
    putLogo,
  ),
  member(
    {
      method: "GET",
      path: `${path}/logo`,
      summary: "The logo's bytes.",
      answers: { status: 200, schema: "Image" },
    },
    getLogo,
  ),
  member(
    {
      method: "GET",
      path: `${path}/me`,
      summary: "The caller as a user of the organization.",
      answers: { status: 200, schema: "Self" },
    },
    async (_, { user, session, manages, enabled, pending }) =>
      json(200, { id: user, email: session.person.email, manageOrganization: manages, enabled, pending }),
  ),
  member(
    {
      method: "GET",
      path: `${path}/management`,
      summary: "Answers only callers who manage the organization.",
      rules: ["ECX-GRP-03"],
      answers: { status: 200, schema: "Management" },
    },
    async (call, { organization, manages }) => {
      call.rules.require("ECX-GRP-03", manages, {
        status: 403,
        message: "the caller does not manage the organization",
      });
      return json(200, { organization: organization.id });
    },
  ),
];
