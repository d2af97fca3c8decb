import { type Answer, nothing, rowAnswer } from "../answer.ts";
import type { Call } from "../call.ts";
import { endInvitations } from "../invitation.ts";
import { pageAnswer } from "../paging.ts";
import { ensurePerson } from "../people.ts";
import type { Route } from "../route.ts";
import { type Database, toFlag } from "../store/database.ts";
import { prepared } from "../store/prepared.ts";
import { nextId } from "../store/store.ts";
import { acceptEmail, fold } from "../text.ts";
import type { Member } from "./access.ts";
import { manager, member } from "./define.ts";
import { invite } from "./invitation.ts";
import { addMemberships, requireGroups, setMemberships } from "./memberships.ts";
import { searchTerm } from "./names.ts";
import { readUser, readUsers, type UserRow } from "./user-rows.ts";

const list = "/organizations/{organization}/users";
const item = `${list}/{user}`;
const one = { status: 200, schema: "User" };
const groups = {
  type: "ids",
  doc: "Ids of the user's groups; Everyone may be named and changes nothing.",
} as const;
const patchMembers = {
  enabled: { type: "flag", doc: "Whether the user may enter the organization." },
  groups,
} as const;
const createMembers = {
  email: {
    type: "text",
    doc: "E-mail address.",
    required: true,
    schema: { type: "string", format: "email" },
  },
  groups,
  enabled: { type: "flag", doc: "Whether the user may enter the organization. Default false." },
  sendInvitation: { type: "flag", doc: "Whether the user is invited by e-mail. Default false." },
} as const;

const usersByEmail = prepared<{ organization: string; key: string }, { id: string }>((db, parameter) =>
  db
    .selectFrom("ecx_users as u")
    .innerJoin("people as p", "p.id", "u.person_id")
    .select("u.id")
    .where("u.organization_id", "=", parameter("organization"))
    .where("p.email_key", "=", parameter("key")),
);

const insertUser = prepared<Database["ecx_users"], unknown>((db, parameter) =>
  db.insertInto("ecx_users").values({
    id: parameter("id"),
    organization_id: parameter("organization_id"),
    person_id: parameter("person_id"),
    is_default: parameter("is_default"),
    enabled: parameter("enabled"),
    pending: parameter("pending"),
  }),
);

async function requireEmail(call: Call, { organization }: Member, value: unknown): Promise<string> {
  const email = acceptEmail(value);
  const message = "an e-mail address is needed";
  call.rules.require("ECX-USR-03", email !== null, { status: 422, field: "email", message });
  const address = email ?? String(value ?? "");
  const [same] = await usersByEmail(call.db, { organization: organization.id, key: fold(address) });
  const taken = { status: 409, field: "email", message: `${address} is a user already` };
  call.rules.require("ECX-USR-03", same === undefined, taken);
  return address;
}

async function create(call: Call, caller: Member): Promise<Answer> {
  const body = call.body(createMembers);
  const email = await requireEmail(call, caller, body.email);
  const wanted = await requireGroups(call, caller, body.groups ?? []);
  const person = await ensurePerson(call.db, email);
  const id = await nextId(call.db, "usr");
  const invited = body.sendInvitation ?? false;
  const flags = {
    is_default: toFlag(false),
    enabled: toFlag(body.enabled ?? false),
    pending: toFlag(invited),
  };
  await insertUser(call.db, { id, organization_id: caller.organization.id, person_id: person.id, ...flags });
  await addMemberships(call, id, wanted);
  if (invited) await invite(call, caller, { user: id, email });
  return rowAnswer(await readUser(call, caller, id), 201);
}

async function update(call: Call, caller: Member): Promise<Answer> {
  const row = await readUser(call, caller);
  const body = call.body(patchMembers);
  call.matches(row);
  const users = call.db.updateTable("ecx_users").where("id", "=", row.id);
  if (body.enabled !== undefined) await users.set({ enabled: toFlag(body.enabled) }).execute();
  if (body.groups !== undefined)
    await setMemberships(call, row.id, await requireGroups(call, caller, body.groups));
  return rowAnswer(await readUser(call, caller));
}

async function remove(call: Call, caller: Member): Promise<Answer> {
  const row: UserRow = await readUser(call, caller);
  call.matches(row);
  call.confirmed("ECX-USR-10");
  const message = "the default user cannot be deleted";
  call.rules.require("ECX-USR-02", !row.isDefault, { status: 409, message });
  await endInvitations(call, row.id);
  await call.db.deleteFrom("ecx_users").where("id", "=", row.id).execute();
  return nothing();
}

export const userRoutes: readonly Route[] = [
  member(
    {
      method: "GET",
      path: list,
      summary: "Users, disabled and pending ones included.",
      paged: true,
      query: { search: "Part of a name or e-mail address." },
      rules: ["ECX-USR-01", "ECX-USR-09", "ECX-ORG-08", "ECX-ORG-09", "ECX-SRCH-04", "ECX-SRCH-07"],
      answers: { status: 200, schema: "UserPage" },
    },
    (call, caller) => {
      const term = searchTerm(call, "ECX-SRCH-04");
      return pageAnswer(call, (window) => readUsers(call, caller.organization, { ...window, term }));
    },
  ),
  manager(
    {
      method: "POST",
      path: list,
      guard: "ECX-USR-07",
      summary: "Adds a user.",
      members: createMembers,
      rules: ["ECX-USR-03", "ECX-USR-04", "ECX-USR-07"],
      answers: { status: 201, schema: "User" },
    },
    create,
  ),
  member({ method: "GET", path: item, summary: "One user.", answers: one }, async (call, caller) =>
    rowAnswer(await readUser(call, caller)),
  ),
  manager(
    {
      method: "PATCH",
      path: item,
      guard: "ECX-USR-08",
      summary: "Enables, disables or regroups a user.",
      members: patchMembers,
      rules: ["ECX-USR-04", "ECX-USR-08", "ECX-USR-09"],
      answers: one,
    },
    update,
  ),
  manager(
    {
      method: "DELETE",
      path: item,
      summary: "Deletes a user with memberships, rights and seats.",
      query: { confirm: "Must be true." },
      rules: ["ECX-USR-02", "ECX-USR-10"],
      answers: { status: 204, schema: null },
    },
    remove,
  ),
];
