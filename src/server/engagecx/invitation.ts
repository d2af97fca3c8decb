/** Inviting a user by e-mail (ECX-USR-06). The link holds a token of which only the hash is kept. */
import { randomBytes } from "node:crypto";
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { hashToken } from "../people.ts";
import type { Invited } from "../route.ts";
import { toFlag } from "../store/database.ts";
import type { Member } from "./access.ts";

/** One invitation and one message, in the call's transaction. */
export async function invite(
  call: Call,
  { organization }: Member,
  { user, email }: { user: string; email: string },
): Promise<void> {
  if (!call.rules.applies("ECX-USR-06")) return;
  const token = randomBytes(24).toString("base64url");
  const row = {
    token_hash: hashToken(token),
    account_id: organization.id,
    user_id: user,
    at: stamp(call.now),
    used_at: null,
  };
  await call.db.insertInto("invitations").values(row).execute();
  const subject = `You are invited to ${organization.name}`;
  const text = `Hello,\n\nyou have been added to the organization ${organization.name}. Open this page to accept:`;
  const link = `${call.services.baseUrl()}/invitations/${token}`;
  await call.services.outbox.put(call, {
    account: organization.id,
    to: email,
    kind: "invitation",
    subject,
    text,
    link,
  });
}

/** What the invitation page shows; null where the user is gone. */
export async function describeInvitation(call: Call, user: string): Promise<Invited | null> {
  const row = await call.db
    .selectFrom("ecx_users as u")
    .innerJoin("people as p", "p.id", "u.person_id")
    .innerJoin("ecx_organizations as o", "o.id", "u.organization_id")
    .select(["o.name as account", "p.email"])
    .where("u.id", "=", user)
    .executeTakeFirst();
  return row ?? null;
}

export async function acceptInvitation(call: Call, user: string): Promise<void> {
  await call.db
    .updateTable("ecx_users")
    .set({ pending: toFlag(false) })
    .where("id", "=", user)
    .execute();
}
