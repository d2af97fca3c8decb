/** A person's own login on contact.center: names, choices, address. Nobody else changes them. */
import { type Answer, json } from "../answer.ts";
import type { Call } from "../call.ts";
import { person } from "../define.ts";
import type { PersonRow, Session } from "../people.ts";
import type { Route } from "../route.ts";
import { Refusal } from "../rules.ts";
import { type Database, isSet, toFlag } from "../store/database.ts";
import { nextId } from "../store/store.ts";
import { acceptName } from "../text.ts";
import { emailMembers, requestEmail } from "./email-change.ts";

const answers = { status: 200, schema: "Profile" };
const members = {
  firstName: { type: "text", doc: "First name.", schema: { type: "string", maxLength: 255 } },
  lastName: { type: "text", doc: "Last name.", schema: { type: "string", maxLength: 255 } },
  updates: { type: "flag", doc: "Whether news and promotions are wanted." },
} as const;

export type Profile = Database["ctc_profiles"];

/** The profile of a person; made where there is none. Returns its id. */
export async function ensureProfile(call: Call, { id: person_id }: PersonRow): Promise<string> {
  const query = call.db.selectFrom("ctc_profiles").select("id").where("person_id", "=", person_id);
  const known = await query.executeTakeFirst();
  if (known) return known.id;
  const id = await nextId(call.db, "prf");
  const blank = { first_name: "", last_name: "", updates: toFlag(false) };
  await call.db
    .insertInto("ctc_profiles")
    .values({ id, person_id, ...blank })
    .execute();
  return id;
}

/** Drops the profile of a person who belongs to no account any more. */
export async function forgetProfile(call: Call, id: string): Promise<void> {
  const left = call.db.selectFrom("ctc_members").select("id").where("profile_id", "=", id);
  if (await left.executeTakeFirst()) return;
  await call.db.deleteFrom("ctc_profiles").where("id", "=", id).execute();
}

/** The caller's own profile, refused to people who are no active member anywhere. */
async function ownProfile(call: Call, session: Session): Promise<Profile> {
  const row = await call.db
    .selectFrom("ctc_profiles as p")
    .innerJoin("ctc_members as m", "m.profile_id", "p.id")
    .selectAll("p")
    .select("m.pending")
    .where("p.person_id", "=", session.person.id)
    .orderBy("m.pending")
    .executeTakeFirst();
  call.rules.require("CTC-TM-01", row !== undefined, { status: 404, message: "you belong to no account" });
  if (!row) throw new Refusal("forbidden", { status: 403, message: "not a member of any account" });
  const notYet = { status: 403, message: "the invitation has not been accepted yet" };
  call.rules.require("CTC-TM-08", !isSet(row.pending), notYet);
  return row;
}

function show({ id, first_name, last_name, updates }: Profile, { person: { email } }: Session): Answer {
  return json(200, { id, email, firstName: first_name, lastName: last_name, updates: isSet(updates) });
}

function requireOwnName(call: Call, field: string, value: unknown): string {
  const name = acceptName(value);
  const message = `${field} has 1 to 255 characters`;
  call.rules.require("CTC-B-01", name !== null, { status: 422, field, message });
  return name ?? "";
}

async function update(call: Call, session: Session): Promise<Answer> {
  const row = await ownProfile(call, session);
  const { firstName, lastName, updates } = call.body(members);
  const change: Partial<Profile> = {};
  if (call.rules.applies("CTC-B-01")) {
    if (firstName !== undefined) change.first_name = requireOwnName(call, "firstName", firstName);
    if (lastName !== undefined) change.last_name = requireOwnName(call, "lastName", lastName);
  }
  if (updates !== undefined && call.rules.applies("CTC-B-03")) change.updates = toFlag(updates);
  if (Object.keys(change).length > 0)
    await call.db.updateTable("ctc_profiles").set(change).where("id", "=", row.id).execute();
  return show({ ...row, ...change }, session);
}

export const profileRoutes: readonly Route[] = [
  person(
    { method: "GET", path: "/me", summary: "The caller's own login.", rules: ["CTC-TM-08"], answers },
    async (call, session) => show(await ownProfile(call, session), session),
  ),
  person(
    {
      method: "PATCH",
      path: "/me",
      summary: "Changes the caller's names and whether news are wanted.",
      members,
      rules: ["CTC-B-01", "CTC-B-03"],
      answers,
    },
    update,
  ),
  person(
    {
      method: "POST",
      path: "/me/email",
      guard: "CTC-B-02",
      summary: "Asks for another address, which counts once the link mailed to it was followed.",
      members: emailMembers,
      rules: ["CTC-B-02", "CTC-TM-03"],
      answers: { status: 202, schema: "Accepted" },
    },
    async (call, session) => requestEmail(call, await ownProfile(call, session), session),
  ),
];
