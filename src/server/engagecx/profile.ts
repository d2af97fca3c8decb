/** A person's own account: visible to others in lists, changed by the person alone (ECX-ACC). */
import { type Answer, json } from "../answer.ts";
import type { Call } from "../call.ts";
import { open, person } from "../define.ts";
import type { PersonRow, Session } from "../people.ts";
import type { Route } from "../route.ts";
import { Refusal } from "../rules.ts";
import type { Database } from "../store/database.ts";
import { acceptName, fold, initials } from "../text.ts";
import { demoMembers, demoRequest } from "./demo.ts";
import { requireImageBody } from "./image.ts";
import { requireTimezone } from "./timezone.ts";

const answers = { status: 200, schema: "Profile" };
const members = {
  name: { type: "text", doc: "The name the person goes by.", schema: { type: "string", maxLength: 255 } },
  timezone: {
    type: "text",
    doc: "The person's own time zone, or null for the organization's.",
    schema: { type: ["string", "null"] },
  },
} as const;

function profile(call: Call, row: PersonRow) {
  const avatar =
    row.avatar_type === null ? null : { contentType: row.avatar_type, sha256: row.avatar_sha256 };
  const letters = call.rules.applies("ECX-ACC-05") ? initials(row.name || row.email) : "";
  return { id: row.id, email: row.email, name: row.name, avatar, initials: letters };
}

/** The profile a session shows: as it was at sign-in (ECX-ACC-04). */
function seen(call: Call, { person: row, issued }: Session): PersonRow {
  if (!call.rules.applies("ECX-ACC-04")) return row;
  return { ...row, name: issued.name, avatar_type: issued.avatarType, avatar_sha256: issued.avatarSha256 };
}

async function store(call: Call, id: string, change: Partial<Database["people"]>): Promise<Answer> {
  const changed = Object.keys(change).length > 0;
  if (changed) await call.db.updateTable("people").set(change).where("id", "=", id).execute();
  const row = await call.db.selectFrom("people").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("not-found", { status: 404, message: "there is no such person" });
  return json(200, profile(call, row));
}

async function update(call: Call, id: string): Promise<Answer> {
  const body = call.body(members);
  const change: Partial<Database["people"]> = {};
  if (body.name !== undefined) {
    const name = acceptName(body.name);
    if (name === null)
      throw new Refusal("bad-value", {
        status: 422,
        field: "name",
        message: "a name of 1 to 255 characters is needed",
      });
    Object.assign(change, { name, name_key: fold(name) });
  }
  if (body.timezone !== undefined)
    change.timezone = body.timezone === null ? null : requireTimezone(call, "timezone", body.timezone);
  return store(call, id, change);
}

export const profileRoutes: readonly Route[] = [
  person(
    {
      method: "GET",
      path: "/me",
      summary: "The caller's profile, as it was at sign-in.",
      rules: ["ECX-ACC-04", "ECX-ACC-05"],
      answers,
    },
    async (call, session) => json(200, profile(call, seen(call, session))),
  ),
  person(
    {
      method: "PATCH",
      path: "/me",
      guard: "ECX-ACC-03",
      summary: "Changes the caller's profile; shown from the next sign-in on.",
      members,
      rules: ["ECX-ACC-03", "ECX-ORG-07"],
      answers,
    },
    (call, session) => update(call, session.person.id),
  ),
  person(
    {
      method: "PUT",
      path: "/me/avatar",
      guard: "ECX-ACC-02",
      summary: "Uploads a photo in place of the default avatar.",
      image: true,
      rules: ["ECX-ACC-02"],
      answers,
    },
    async (call, session) => {
      const image = requireImageBody(call, "ECX-ACC-02", "avatar");
      const { contentType: avatar_type, sha256: avatar_sha256, base64: avatar } = image;
      return store(call, session.person.id, { avatar_type, avatar_sha256, avatar });
    },
  ),
  person(
    {
      method: "PATCH",
      path: "/people/{person}",
      summary: "Changes a profile, which only its owner may.",
      members,
      rules: ["ECX-ACC-01", "ECX-ORG-07"],
      answers,
    },
    (call, session) => {
      const own = call.param("person") === session.person.id;
      call.rules.require("ECX-ACC-01", own, {
        status: 403,
        message: "a profile is its owner's alone to change",
      });
      return update(call, call.param("person"));
    },
  ),
  open(
    {
      method: "POST",
      path: "/demo-requests",
      summary: "Asks for a demo; the answer comes by e-mail.",
      members: demoMembers,
      rules: ["ECX-DEM-01", "ECX-DEM-02"],
      answers: { status: 202, schema: "Accepted" },
    },
    demoRequest,
  ),
];
