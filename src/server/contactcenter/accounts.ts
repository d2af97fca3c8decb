/** The account itself: what holds for all its workspaces, and who the caller is in it. */
import { type Answer, json, rowAnswer } from "../answer.ts";
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { person } from "../define.ts";
import { pageAnswer } from "../paging.ts";
import type { Route } from "../route.ts";
import { toFlag } from "../store/database.ts";
import { atMost } from "../store/store.ts";
import type { Member } from "./access.ts";
import { accountRow, readAccount } from "./account-rows.ts";
import { manager, member } from "./define.ts";
import { readMember } from "./member-rows.ts";
import { inForce, nextPeriod, rank, requireSubscription, SUBSCRIPTIONS } from "./subscription.ts";

const path = "/accounts/{account}";
const one = { status: 200, schema: "Account" };
const wanted = {
  subscription: { type: "text", doc: "The plan.", required: true, schema: { enum: SUBSCRIPTIONS } },
} as const;

/** A higher plan counts at once and needs money; a lower one counts from the next billing period on. */
async function changePlan(call: Call, { account }: Member): Promise<Answer> {
  const plan = requireSubscription(call, call.body(wanted).subscription);
  call.matches(accountRow(call, account));
  const present = inForce(account, call.now);
  const affordable = rank(plan) <= rank(present) || account.balance > 0;
  const message = "a higher plan needs a positive balance";
  call.rules.require("CTC-B-06", affordable, { status: 402, field: "subscription", message });
  const later = rank(plan) < rank(present) && call.rules.applies("CTC-B-05");
  const from = later ? stamp(nextPeriod(account.created_at, call.now)) : null;
  await call.db
    .updateTable("ctc_accounts")
    .set({ subscription: later ? present : plan, next_subscription: later ? plan : null, next_from: from })
    .where("id", "=", account.id)
    .execute();
  return rowAnswer(accountRow(call, await readAccount(call, account.id)));
}

async function listAccounts(call: Call, person: string): Promise<Answer> {
  return pageAnswer(call, async ({ after, limit }) => {
    const query = call.db
      .selectFrom("ctc_accounts as a")
      .innerJoin("ctc_members as m", "m.account_id", "a.id")
      .innerJoin("ctc_profiles as p", "p.id", "m.profile_id")
      .selectAll("a")
      .where("p.person_id", "=", person)
      .where("m.pending", "=", toFlag(false))
      .where("a.id", ">", after);
    const rows = await query.orderBy("a.id").limit(atMost(limit)).execute();
    return rows.map((row) => accountRow(call, row));
  });
}

export const accountRoutes: readonly Route[] = [
  person(
    {
      method: "GET",
      path: "/accounts",
      summary: "Accounts the caller is an active member of.",
      paged: true,
      rules: ["CTC-ACC-03", "CTC-TM-08"],
      answers: { status: 200, schema: "AccountPage" },
    },
    (call, session) => listAccounts(call, session.person.id),
  ),
  member(
    {
      method: "GET",
      path,
      guard: "CTC-ACC-01",
      summary: "One account: its plan and limits hold for all its workspaces.",
      rules: ["CTC-ACC-03", "CTC-B-04", "CTC-B-05"],
      answers: one,
    },
    async (call, { account }) => rowAnswer(accountRow(call, account)),
  ),
  member(
    {
      method: "GET",
      path: `${path}/me`,
      summary: "The caller as a member of the account.",
      rules: ["CTC-TM-06"],
      answers: { status: 200, schema: "Self" },
    },
    async (call, caller) =>
      json(200, { ...(await readMember(call, caller.account.id, caller.id)), manageAccount: caller.manages }),
  ),
  manager(
    {
      method: "GET",
      path: `${path}/management`,
      summary: "Answers only callers who may change workspaces and members.",
      answers: { status: 200, schema: "Management" },
    },
    async (_, { account }) => json(200, { account: account.id }),
  ),
  manager(
    {
      method: "PUT",
      path: `${path}/subscription`,
      summary: "Changes the plan: a higher one counts at once, a lower one from the next billing period on.",
      members: wanted,
      rules: ["CTC-B-04", "CTC-B-05", "CTC-B-06"],
      answers: one,
    },
    changePlan,
  ),
];
