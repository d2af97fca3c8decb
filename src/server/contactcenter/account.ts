/** What an operator sets for a contact.center account: its owner, plan, limits, money, and roles of members. */
import { type Answer, json, rowAnswer } from "../answer.ts";
import type { Members } from "../body.ts";
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { bad, need, only, readCount } from "../given.ts";
import { ensurePerson, type PersonRow } from "../people.ts";
import type { CreatedAccount, Route } from "../route.ts";
import { type Database, toFlag } from "../store/database.ts";
import { nextId } from "../store/store.ts";
import { acceptEmail, acceptName, fold } from "../text.ts";
import { SUPER_ADMIN } from "./access.ts";
import { accountRow, readAccount } from "./account-rows.ts";
import { readMember } from "./member-rows.ts";
import { ensureProfile } from "./profile.ts";
import { requireSubscription } from "./subscription.ts";

/** Workspaces of an account (CTC-WS-06), and its members (CTC-TM-12). */
const LIMITS = { workspaces: 10, members: 10 };
const BALANCE_CENTS = 10_000;

const bounds = {
  subscription: { type: "text", doc: "Plan that counts at once. Default omnichannel." },
  limits: {
    type: "object",
    doc: "How many `workspaces` and `members` the account may have. Default 10 each.",
  },
  balance: { type: "number", doc: "Prepaid money in cents. Default 10000." },
} as const satisfies Members;
const accountMembers = {
  platform: { type: "text", doc: "contactcenter" },
  name: { type: "text", doc: "Name of the account." },
  owner: { type: "object", doc: "email, and optionally firstName and lastName." },
  workspace: { type: "text", doc: "Name of the first workspace. Default Main." },
  ...bounds,
} as const satisfies Members;

type Bounds = Partial<
  Pick<Database["ctc_accounts"], "subscription" | "workspaces_maximum" | "members_maximum" | "balance">
>;

function readBounds(call: Call, body: { readonly [member: string]: unknown }): Bounds {
  const given = body.limits === undefined ? {} : only(body.limits, "limits", Object.keys(LIMITS));
  const limit = (name: string) => readCount(given[name], `limits.${name}`, 0);
  return {
    ...(body.subscription !== undefined && { subscription: requireSubscription(call, body.subscription) }),
    ...(given.workspaces !== undefined && { workspaces_maximum: limit("workspaces") }),
    ...(given.members !== undefined && { members_maximum: limit("members") }),
    ...(body.balance !== undefined && { balance: readCount(body.balance, "balance", 0) }),
  };
}

/** Reads `POST /admin/accounts` and makes the account. */
export async function createAccount(call: Call): Promise<CreatedAccount> {
  const body = call.body(accountMembers);
  const name = need(acceptName(body.name), "name", "a name is needed");
  const given = only(body.owner, "owner", ["email", "firstName", "lastName", "password"]);
  const email = need(acceptEmail(given.email), "owner.email", "an e-mail address is needed");
  const workspace = need(acceptName(body.workspace ?? "Main"), "workspace", "a name is needed");
  const account = {
    ...{ subscription: "omnichannel", balance: BALANCE_CENTS, next_subscription: null, next_from: null },
    ...{ workspaces_maximum: LIMITS.workspaces, members_maximum: LIMITS.members },
    ...readBounds(call, body),
  };
  const id = await nextId(call.db, "acc");
  const created_at = stamp(call.now);
  await call.db.insertInto("accounts").values({ id, platform: "contactcenter", name, created_at }).execute();
  await call.db
    .insertInto("ctc_accounts")
    .values({ id, name, created_at, ...account })
    .execute();
  const first = { id: await nextId(call.db, "wsp"), name: workspace, name_key: fold(workspace), created_at };
  await call.db
    .insertInto("ctc_workspaces")
    .values({ account_id: id, ...first })
    .execute();
  const owner = await ensurePerson(call.db, email);
  const names = [acceptName(given.firstName), acceptName(given.lastName)] as const;
  const member = await addOwner(call, id, owner, names);
  return { id, owner: owner.id, more: { workspace: first.id, member } };
}

async function addOwner(
  call: Call,
  account_id: string,
  owner: PersonRow,
  [first, last]: readonly (string | null)[],
): Promise<string> {
  const profile_id = await ensureProfile(call, owner);
  const names = { ...(first && { first_name: first }), ...(last && { last_name: last }) };
  if (first || last)
    await call.db.updateTable("ctc_profiles").set(names).where("id", "=", profile_id).execute();
  const id = await nextId(call.db, "mem");
  const state = { role: SUPER_ADMIN, pending: toFlag(false), is_owner: toFlag(true) };
  const times = { added_at: stamp(call.now), last_login_at: null, current_workspace: null };
  await call.db
    .insertInto("ctc_members")
    .values({ id, account_id, profile_id, invited_email: owner.email, ...state, ...times })
    .execute();
  return id;
}

/** CTC-TM-10: a login shows on members who are in; a pending one has not come in yet. */
export async function signedIn(call: Call, account: string, { id }: PersonRow): Promise<void> {
  if (!call.rules.applies("CTC-TM-10")) return;
  const profile = call.db.selectFrom("ctc_profiles").select("id").where("person_id", "=", id);
  await call.db
    .updateTable("ctc_members")
    .set({ last_login_at: stamp(call.now) })
    .where("account_id", "=", account)
    .where("profile_id", "in", profile)
    .where("pending", "=", toFlag(false))
    .execute();
}

/** Changes take effect at once, whatever is in use: an account may come to stand above its limits. */
async function patchSubscription(call: Call): Promise<Answer> {
  const { id } = await readAccount(call, call.param("account"));
  const change = readBounds(call, call.body(bounds));
  const planned = change.subscription === undefined ? {} : { next_subscription: null, next_from: null };
  if (Object.keys(change).length > 0)
    await call.db
      .updateTable("ctc_accounts")
      .set({ ...change, ...planned })
      .where("id", "=", id)
      .execute();
  const row = await readAccount(call, id);
  return json(200, { ...accountRow(call, row), balance: row.balance });
}

/** Another role than the one invitations give, which the vendor's own people may have set. */
async function patchMember(call: Call): Promise<Answer> {
  const { id: account } = await readAccount(call, call.param("account"));
  const { id } = await readMember(call, account, call.param("member"));
  const role = acceptName(call.body({ role: { type: "text", doc: "Name of the role." } }).role);
  if (role === null) throw bad("role", "a role is needed");
  await call.db.updateTable("ctc_members").set({ role }).where("id", "=", id).execute();
  return rowAnswer(await readMember(call, account, id));
}

const answers = { status: 200, schema: null };
export const operatorRoutes: readonly Route[] = [
  {
    method: "PATCH",
    path: "/accounts/{account}/subscription",
    summary: "Changes plan, limits and money of a contact.center account.",
    answers,
    handle: patchSubscription,
  },
  {
    method: "PATCH",
    path: "/accounts/{account}/members/{member}",
    summary: "Gives a member of a contact.center account another role.",
    answers,
    handle: patchMember,
  },
];
