/** Inviting a user, and the page behind the link (AID-INV). There are no states: whoever has a role has it at once. */
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { sendInvitation } from "../invitation.ts";
import { issueToken, type PersonRow } from "../people.ts";
import type { Accepted, Invitation, Invited } from "../route.ts";
import type { Member } from "./access.ts";
import type { GrantRow } from "./grant-rows.ts";

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** One message. `place` is the node's name. */
export async function inviteUser(
  call: Call,
  { tree }: Member,
  { id, email, roles, place }: GrantRow & { readonly place: string },
): Promise<void> {
  if (!call.rules.applies("AID-INV-01")) return;
  await sendInvitation(call, {
    account: tree.id,
    user: id,
    email,
    subject: `You are invited to ${place}`,
    text: `Hello,\n\nyou have been given access to ${place} on AutoID as ${roles.join(", ")}. Open this page to log in:`,
  });
}

async function invitedUser(call: Call, id: string) {
  return call.db
    .selectFrom("aid_grants as g")
    .innerJoin("aid_nodes as n", "n.id", "g.node_id")
    .innerJoin("people as p", "p.id", "g.person_id")
    .selectAll("p")
    .select(["n.name as place", "g.tree_id"])
    .where("g.id", "=", id)
    .executeTakeFirst();
}

/** What the page shows; null where the grant is gone. An invitation has no end of its own (AID-INV-03). */
export async function describeInvitation(call: Call, { user, at }: Invitation): Promise<Invited | null> {
  const row = await invitedUser(call, user);
  if (!row) return null;
  const old = call.now.getTime() - Date.parse(at) > DAY_MILLISECONDS;
  if (old && !call.rules.applies("AID-INV-03")) return null;
  return { account: row.place, email: row.email, button: "Log in" };
}

/** The first login. */
export async function acceptInvitation(call: Call, user: string): Promise<Accepted> {
  const row = await invitedUser(call, user);
  if (!row) return {};
  const { place: _, tree_id: account, ...person } = row;
  await signedIn(call, account, person);
  return { session: { account, token: await issueToken(call.db, person, stamp(call.now), account) } };
}

/** A login counts for everything the person was granted in the tree. */
export async function signedIn(call: Call, tree_id: string, { id: person_id }: PersonRow): Promise<void> {
  const at = stamp(call.now);
  await call.db
    .insertInto("aid_logins")
    .values({ tree_id, person_id, at })
    .onConflict((conflict) => conflict.columns(["tree_id", "person_id"]).doUpdateSet({ at }))
    .execute();
}
