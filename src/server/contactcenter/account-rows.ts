/** Accounts as the wire shows them. */
import type { Row } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { wireTime } from "../clock.ts";
import type { Database } from "../store/database.ts";
import { inForce } from "./subscription.ts";

type AccountRow = Database["ctc_accounts"];

export function accountRow(call: Call, row: AccountRow): Row {
  const subscription = inForce(row, call.now);
  const planned = row.next_subscription !== null && subscription !== row.next_subscription;
  return {
    id: row.id,
    name: row.name,
    subscription: call.rules.applies("CTC-ACC-03") ? subscription : null,
    subscriptionNext: planned ? { subscription: row.next_subscription, from: wireTime(row.next_from) } : null,
    limits: { workspaces: row.workspaces_maximum, members: row.members_maximum },
    createdAt: wireTime(row.created_at),
  };
}

export async function readAccount(call: Call, id: string): Promise<AccountRow> {
  const query = call.db.selectFrom("ctc_accounts").selectAll().where("id", "=", id);
  const row = await query.executeTakeFirst();
  if (!row) throw notFound("contact.center account");
  return row;
}
