import { type Answer, nothing, rowAnswer } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { stamp } from "../clock.ts";
import { pageAnswer } from "../paging.ts";
import type { Route } from "../route.ts";
import { Refusal } from "../rules.ts";
import { type Database, isSet, toFlag } from "../store/database.ts";
import type { Member } from "./access.ts";
import { readApp } from "./app-rows.ts";
import { manager, member } from "./define.ts";
import { readLicense, readLicenses } from "./license-rows.ts";
import { searchTerm } from "./names.ts";

const list = "/organizations/{organization}/licences";
const item = `${list}/{license}`;
const members = {
  license: {
    type: "text",
    doc: "Id of a license the organization holds.",
    required: true,
    schema: { type: "string" },
  },
  key: {
    type: "text",
    doc: "Product key; taken and never returned.",
    schema: { type: "string", writeOnly: true },
  },
} as const;

type Held = Database["ecx_licenses"];

function findHeld(call: Call, { organization }: Member, id: string): Promise<Held | undefined> {
  const query = call.db.selectFrom("ecx_licenses").selectAll().where("organization_id", "=", organization.id);
  return query.where("id", "=", id).executeTakeFirst();
}

async function attach(call: Call, caller: Member): Promise<Answer> {
  const app = await readApp(call, caller);
  const body = call.body(members);
  const held = await findHeld(call, caller, String(body.license ?? ""));
  const field = "license";
  const refuse = (rule: string, fine: boolean, status: number, message: string) =>
    call.rules.require(rule, fine, { status, field, message });
  refuse("ECX-LIC-03", held !== undefined, 404, "the organization holds no such license");
  if (!held) throw notFound("license");
  refuse("ECX-LIC-03", app.installed, 409, "the app is not installed");
  refuse("ECX-LIC-02", held.app === app.id, 422, "the license belongs to another app");
  refuse(
    "ECX-LIC-05",
    held.expires_at === null || held.expires_at > stamp(call.now),
    409,
    "the license has expired",
  );
  refuse("ECX-LIC-01", !isSet(held.attached), 409, "the license is attached already");
  const change = { attached: toFlag(true), product_key: readKey(body.key) };
  await call.db.updateTable("ecx_licenses").set(change).where("id", "=", held.id).execute();
  await seatCaller(call, caller, held);
  return rowAnswer(await readLicense(call, caller.organization.id, held.id), 201);
}

function readKey(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" && value.length <= 1000) return value;
  throw new Refusal("bad-type", {
    status: 400,
    field: "key",
    message: "a key is text of at most 1000 characters",
  });
}

/** ECX-LIC-08: whoever adds a license is its first licensed user. */
async function seatCaller(call: Call, { user }: Member, { id, seats }: Held): Promise<void> {
  if (seats < 1 || !call.rules.applies("ECX-LIC-08")) return;
  const seat = { license_id: id, user_id: user };
  await call.db
    .insertInto("ecx_seats")
    .values(seat)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function release(call: Call, caller: Member): Promise<Answer> {
  const row = await readLicense(call, caller.organization.id, call.param("license"));
  if (!row.attached) throw notFound("attached license");
  call.matches(row);
  call.confirmed("ECX-LIC-07");
  await call.db.deleteFrom("ecx_seats").where("license_id", "=", row.id).execute();
  const change = { attached: toFlag(false), product_key: null };
  await call.db.updateTable("ecx_licenses").set(change).where("id", "=", row.id).execute();
  return nothing();
}

export const licenseRoutes: readonly Route[] = [
  member(
    {
      method: "GET",
      path: list,
      summary: "Licenses the organization holds, attached or not.",
      paged: true,
      query: { search: "Part of a license name." },
      rules: ["ECX-LIC-04", "ECX-SEAT-02", "ECX-B-02", "ECX-SRCH-02", "ECX-SRCH-07"],
      answers: { status: 200, schema: "LicensePage" },
    },
    (call, { organization }) => {
      const term = searchTerm(call, "ECX-SRCH-02");
      return pageAnswer(call, (window) => readLicenses(call, organization.id, { ...window, term }));
    },
  ),
  member(
    {
      method: "GET",
      path: item,
      summary: "One license.",
      rules: ["ECX-LIC-04", "ECX-SEAT-02"],
      answers: { status: 200, schema: "License" },
    },
    async (call, { organization }) =>
      rowAnswer(await readLicense(call, organization.id, call.param("license"))),
  ),
  manager(
    {
      method: "POST",
      path: "/organizations/{organization}/apps/{app}/licences",
      summary: "Attaches a held license to its installed app and seats the caller.",
      members,
      rules: ["ECX-LIC-01", "ECX-LIC-02", "ECX-LIC-03", "ECX-LIC-05", "ECX-LIC-06", "ECX-LIC-08", "ECX-B-02"],
      answers: { status: 201, schema: "License" },
    },
    attach,
  ),
  manager(
    {
      method: "DELETE",
      path: item,
      summary: "Releases a license: its seats are gone, the organization still holds it.",
      query: { confirm: "Must be true." },
      rules: ["ECX-LIC-07"],
      answers: { status: 204, schema: null },
    },
    release,
  ),
];
