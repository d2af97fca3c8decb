/** What an operator sets for an AutoID account: its owner and its first group. */
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { need, only } from "../given.ts";
import { ensurePerson } from "../people.ts";
import type { CreatedAccount } from "../route.ts";
import { toFlag } from "../store/database.ts";
import { nextId } from "../store/store.ts";
import { acceptEmail, acceptName, fold } from "../text.ts";
import { insertGrant } from "./grant-rows.ts";
import { insertNode } from "./nodes.ts";

const accountMembers = {
  platform: { type: "text", doc: "autoid" },
  name: { type: "text", doc: "Name of the account." },
  owner: { type: "object", doc: "email of the first Account Admin." },
  group: { type: "text", doc: "Name of the first group. Default: the name of the account." },
} as const;

/** Reads `POST /admin/accounts` and makes the tree: one active group with the owner as its Account Admin. */
export async function createAccount(call: Call): Promise<CreatedAccount> {
  const body = call.body(accountMembers);
  const name = need(acceptName(body.name), "name", "a name is needed");
  const given = only(body.owner, "owner", ["email", "password"]);
  const email = need(acceptEmail(given.email), "owner.email", "an e-mail address is needed");
  const group = need(acceptName(body.group ?? name), "group", "a name is needed");
  const id = await nextId(call.db, "acc");
  const created_at = stamp(call.now);
  await call.db.insertInto("accounts").values({ id, platform: "autoid", name, created_at }).execute();
  await call.db.insertInto("aid_trees").values({ id, name, created_at }).execute();
  const place = { name: group, name_key: fold(group), kind: "group", parent: "", active: toFlag(true) };
  const root = await insertNode(call, id, place);
  const owner = await ensurePerson(call.db, email);
  const grant = await insertGrant(call, root, { person: owner.id, roles: ["Account Admin"], isOwner: true });
  return { id, owner: owner.id, more: { group: root.id, grant } };
}
