/** Inviting somebody by e-mail. The link holds a token of which only the hash is kept. */
import type { Call } from "./call.ts";
import { stamp } from "./clock.ts";
import { hashToken, linkToken } from "./people.ts";

export interface Letter {
  readonly account: string;
  /** Id of what the invited person becomes: the platform knows it again by this. */
  readonly user: string;
  readonly email: string;
  readonly subject: string;
  /** What stands above the link. */
  readonly text: string;
}

/** One invitation and one message, in the call's transaction. Links sent earlier for the same user end. */
export async function sendInvitation(call: Call, letter: Letter): Promise<void> {
  const { account, user, email, subject, text } = letter;
  const token = linkToken();
  await endInvitations(call, user);
  const row = { token_hash: hashToken(token), account_id: account, user_id: user, at: stamp(call.now) };
  await call.db
    .insertInto("invitations")
    .values({ ...row, used_at: null })
    .execute();
  const link = `${call.services.baseUrl()}/invitations/${token}`;
  await call.services.outbox.put(call, { account, to: email, kind: "invitation", subject, text, link });
}

/** From now on no link that was sent for this user leads anywhere. */
export async function endInvitations(call: Call, user: string): Promise<void> {
  await call.db.deleteFrom("invitations").where("user_id", "=", user).execute();
}
