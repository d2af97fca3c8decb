/** Inviting a user by e-mail (ECX-USR-06). */
import type { Call } from "../call.ts";
import { sendInvitation } from "../invitation.ts";
import type { Accepted, Invitation, Invited } from "../route.ts";
import { toFlag } from "../store/database.ts";
import type { Member } from "./access.ts";

/** One invitation and one message, in the call's transaction. */
export async function invite(
  call: Call,
  { organization }: Member,
  { user, email }: { user: string; email: string },
): Promise<void> {
  if (!call.rules.applies("ECX-USR-06")) return;
  await sendInvitation(call, {
    account: organization.id,
    user,
    email,
    subject: `You are invited to ${organization.name}`,
    text: `Hello,\n\nyou have been added to the organization ${organization.name}. Open this page to accept:`,
  });
}

/** What the invitation page shows; null where the user is gone. */
export async function describeInvitation(call: Call, { user }: Invitation): Promise<Invited | null> {
  const row = await call.db
    .selectFrom("ecx_users as u")
    .innerJoin("people as p", "p.id", "u.person_id")
    .innerJoin("ecx_organizations as o", "o.id", "u.organization_id")
    .select(["o.name as account", "p.email"])
    .where("u.id", "=", user)
    .executeTakeFirst();
  return row ?? null;
}

export async function acceptInvitation(call: Call, user: string): Promise<Accepted> {
  await call.db
    .updateTable("ecx_users")
    .set({ pending: toFlag(false) })
    .where("id", "=", user)
    .execute();
  return {};
}
