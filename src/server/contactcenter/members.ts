import { type Answer, nothing, rowAnswer } from "../answer.ts";
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { undocumented } from "../define.ts";
import { endInvitations } from "../invitation.ts";
import { pageAnswer } from "../paging.ts";
import { ensurePerson, findPerson } from "../people.ts";
import type { Route } from "../route.ts";
import { toFlag } from "../store/database.ts";
import { nextId } from "../store/store.ts";
import { acceptEmail } from "../text.ts";
import { type Member, SUPER_ADMIN } from "./access.ts";
import { manager, member } from "./define.ts";
import { inviteMember } from "./invitation.ts";
import { readMember, readMembers } from "./member-rows.ts";
import { ensureProfile, forgetProfile } from "./profile.ts";
import { requirePaid } from "./subscription.ts";

const list = "/accounts/{account}/members";
const item = `${list}/{member}`;
const one = { status: 200, schema: "Member" };
const members = {
  email: {
    type: "text",
    doc: "Where the invitation goes.",
    required: true,
    schema: { type: "string", format: "email" },
  },
  workspaces: {
    type: "ids",
    doc: "Ids of the workspaces the member may open; at least one.",
    required: true,
  },
  role: { type: "text", doc: `Only ${SUPER_ADMIN}, which is the default.`, schema: { const: SUPER_ADMIN } },
} as const;

async function requireEmail(call: Call, { account }: Member, value: unknown): Promise<string> {
  const email = acceptEmail(value);
  const field = "email";
  call.rules.require("CTC-TM-03", email !== null, {
    status: 422,
    field,
    message: "an e-mail address is needed",
  });
  const address = email ?? String(value ?? "");
  const person = await findPerson(call.db, address);
  const same = await call.db
    .selectFrom("ctc_profiles as p")
    .innerJoin("ctc_members as m", "m.profile_id", "p.id")
    .select("m.id")
    .where("p.person_id", "=", person?.id ?? "")
    .where("m.account_id", "=", account.id)
    .executeTakeFirst();
  const message = `${address} is a member already, or invited`;
  call.rules.require("CTC-TM-03", !same, { status: 409, field, message });
  return address;
}

/** Workspaces of the account with these ids: at least one (CTC-INV-02), each an existing one (CTC-INV-03). */
async function requireWorkspaces(call: Call, { account }: Member, wanted: readonly string[]) {
  const ids = [...new Set(wanted)];
  const refusal = (message: string) => ({ status: 422, field: "workspaces", message });
  call.rules.require("CTC-INV-02", ids.length > 0, refusal("at least one workspace is needed"));
  if (ids.length === 0) return [];
  const query = call.db
    .selectFrom("ctc_workspaces")
    .select(["id", "name"])
    .where("account_id", "=", account.id);
  const rows = await query.where("id", "in", ids).orderBy("id").execute();
  const unknown = ids.find((id) => !rows.some((row) => row.id === id));
  const message = `there is no workspace ${JSON.stringify(unknown ?? "")}`;
  call.rules.require("CTC-INV-03", unknown === undefined, refusal(message));
  return rows;
}

/** Every row of the list takes a place, the owner's and pending ones too (Q-CTC-02). */
async function requirePlace(call: Call, { account }: Member): Promise<void> {
  requirePaid(call, "CTC-TM-11", account);
  const query = call.db.selectFrom("ctc_members").select((count) => count.fn.countAll().as("rows"));
  const { rows } = await query.where("account_id", "=", account.id).executeTakeFirstOrThrow();
  const most = account.members_maximum;
  const message = `the account has the ${most} members it may have, invited ones included`;
  call.rules.require("CTC-TM-12", Number(rows) < most, { status: 409, message });
}

async function create(call: Call, caller: Member): Promise<Answer> {
  const { account } = caller;
  const body = call.body(members);
  const email = await requireEmail(call, caller, body.email);
  const fits = body.role === undefined || body.role === SUPER_ADMIN;
  const message = `an invitation gives the role ${SUPER_ADMIN} and no other`;
  call.rules.require("CTC-INV-04", fits, { status: 422, field: "role", message });
  const workspaces = await requireWorkspaces(call, caller, body.workspaces ?? []);
  await requirePlace(call, caller);
  const id = await nextId(call.db, "mem");
  await call.db
    .insertInto("ctc_members")
    .values({
      id,
      account_id: account.id,
      profile_id: await ensureProfile(call, await ensurePerson(call.db, email)),
      invited_email: email,
      role: call.rules.applies("CTC-TM-05") ? SUPER_ADMIN : "",
      pending: toFlag(true),
      is_owner: toFlag(false),
      added_at: stamp(call.now),
      last_login_at: null,
      current_workspace: null,
    })
    .execute();
  const links = workspaces.map((workspace) => ({ member_id: id, workspace_id: workspace.id }));
  if (links.length > 0) await call.db.insertInto("ctc_access").values(links).execute();
  await inviteMember(call, caller, { id, email, workspaces: workspaces.map(({ name }) => name) });
  return rowAnswer(await readMember(call, account.id, id), 201);
}

async function remove(call: Call, { account }: Member): Promise<Answer> {
  const row = await readMember(call, account.id, call.param("member"));
  call.matches(row);
  call.confirmed("CTC-TM-13");
  const message = "the owner of an account cannot be removed";
  call.rules.require("CTC-TM-13", !row.isOwner, { status: 409, message });
  const members = call.db.selectFrom("ctc_members").select("profile_id").where("id", "=", row.id);
  const { profile_id } = await members.executeTakeFirstOrThrow();
  if (call.rules.applies("CTC-TM-14")) await endSessions(call, account.id, profile_id);
  await endInvitations(call, row.id);
  await call.db.deleteFrom("ctc_members").where("id", "=", row.id).execute();
  await forgetProfile(call, profile_id);
  return nothing();
}

/** Signs a person out who signed in to this account. */
async function endSessions(call: Call, account: string, profile: string): Promise<void> {
  const person = call.db.selectFrom("ctc_profiles").select("person_id").where("id", "=", profile);
  const tokens = call.db.updateTable("tokens").where("account_id", "=", account);
  await tokens.where("person_id", "in", person).set({ ended_by: "CTC-TM-14" }).execute();
}

export const memberRoutes: readonly Route[] = [
  member(
    {
      method: "GET",
      path: list,
      guard: "CTC-ACC-02",
      summary: "Everyone with access to the account, the owner and invited people included.",
      paged: true,
      rules: ["CTC-TM-02", "CTC-TM-04", "CTC-TM-09", "CTC-TM-10"],
      answers: { status: 200, schema: "MemberPage" },
    },
    (call, { account }) => pageAnswer(call, (window) => readMembers(call, account.id, window)),
  ),
  manager(
    {
      method: "POST",
      path: list,
      guard: "CTC-INV-01",
      summary: "Invites a member to workspaces of the account.",
      members,
      rules: [
        ...["CTC-INV-02", "CTC-INV-03", "CTC-INV-04", "CTC-INV-05", "CTC-INV-06", "CTC-INV-07", "CTC-INV-08"],
        ...["CTC-INV-09", "CTC-INV-11"],
        ...["CTC-TM-03", "CTC-TM-05", "CTC-TM-11", "CTC-TM-12"],
      ],
      answers: { status: 201, schema: "Member" },
    },
    create,
  ),
  member({ method: "GET", path: item, summary: "One member.", answers: one }, async (call, { account }) =>
    rowAnswer(await readMember(call, account.id, call.param("member"))),
  ),
  member(
    {
      method: "PATCH",
      path: item,
      summary: "Refused: the product documents no change of a member.",
      rules: ["CTC-TM-15", "CTC-B-01"],
      answers: { status: 405, schema: null },
    },
    undocumented("CTC-TM-15", "a member cannot be changed; remove the member and invite again"),
  ),
  manager(
    {
      method: "DELETE",
      path: item,
      summary: "Removes a member, who is signed out at once; an open invitation ends.",
      query: { confirm: "Must be true." },
      rules: ["CTC-TM-13", "CTC-TM-14"],
      answers: { status: 204, schema: null },
    },
    remove,
  ),
  manager(
    {
      method: "POST",
      path: `${item}/resend`,
      summary: "Refused: the product documents no second invitation.",
      rules: ["CTC-INV-11"],
      answers: { status: 405, schema: null },
    },
    undocumented("CTC-INV-11", "an invitation cannot be sent again; remove the member and invite again"),
  ),
];
