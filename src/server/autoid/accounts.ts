/** The account: one tree of nodes, and who the caller is in it. */
import { json, type Row, rowAnswer } from "../answer.ts";
import { wireTime } from "../clock.ts";
import { person } from "../define.ts";
import { pageAnswer } from "../paging.ts";
import type { Route } from "../route.ts";
import type { Database } from "../store/database.ts";
import { atMost } from "../store/store.ts";
import { fold } from "../text.ts";
import { managesAll } from "./access.ts";
import { member } from "./define.ts";
import { readOwn } from "./grant-rows.ts";

const path = "/accounts/{account}";

function accountRow({ id, name, created_at }: Database["aid_trees"]): Row {
  return { id, name, createdAt: wireTime(created_at) };
}

export const accountRoutes: readonly Route[] = [
  person(
    {
      method: "GET",
      path: "/accounts",
      summary: "Account trees in which the caller was granted anything.",
      paged: true,
      rules: ["AID-TREE-01"],
      answers: { status: 200, schema: "AccountPage" },
    },
    (call, { person: caller }) =>
      pageAnswer(call, async ({ after, limit }) => {
        const grants = call.db
          .selectFrom("aid_grants as g")
          .select("g.tree_id")
          .where("g.person_id", "=", caller.id);
        const query = call.db.selectFrom("aid_trees").selectAll().where("id", "in", grants);
        const rows = await query.where("id", ">", after).orderBy("id").limit(atMost(limit)).execute();
        return rows.map(accountRow);
      }),
  ),
  member(
    { method: "GET", path, summary: "One account tree.", answers: { status: 200, schema: "Account" } },
    async (_, { tree }) => rowAnswer(accountRow(tree)),
  ),
  member(
    {
      method: "GET",
      path: `${path}/me`,
      summary: "The caller: login, direct grants, and whether the whole tree is the caller's to manage.",
      answers: { status: 200, schema: "Self" },
    },
    async (call, caller) => {
      const { email } = caller.session.person;
      const grants = (await readOwn(call, caller)).map(({ node, roles }) => ({ node, roles }));
      return json(200, { email, login: fold(email), grants, manageAccount: await managesAll(call, caller) });
    },
  ),
];
