/** Inviting a member, the page behind the link, and how the invited person comes in (CTC-INV-05 to CTC-INV-11). */
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { sendInvitation } from "../invitation.ts";
import { issueToken } from "../people.ts";
import type { Accepted, Field, Invitation, Invited } from "../route.ts";
import { toFlag } from "../store/database.ts";
import { acceptName } from "../text.ts";
import type { Member } from "./access.ts";

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

interface NewMember {
  readonly id: string;
  readonly email: string;
  /** Names. */
  readonly workspaces: readonly string[];
}

/** One message that tells how to register and where it leads. */
export async function inviteMember(
  call: Call,
  { account }: Member,
  { id, email, workspaces }: NewMember,
): Promise<void> {
  if (!call.rules.applies("CTC-INV-05")) return;
  const opened = workspaces.map((name) => `  - ${name}`).join("\n");
  await sendInvitation(call, {
    account: account.id,
    user: id,
    email,
    subject: `You are invited to ${account.name}`,
    text: `Hello,\n\nyou have been invited to ${account.name} on contact.center. These workspaces wait for you:\n\n${opened}\n\nOpen this page, enter your name and accept the invitation to create your account:`,
  });
}

async function invitedMember(call: Call, id: string) {
  return call.db
    .selectFrom("ctc_members as m")
    .innerJoin("ctc_profiles as p", "p.id", "m.profile_id")
    .innerJoin("ctc_accounts as a", "a.id", "m.account_id")
    .select(["m.account_id", "m.profile_id", "m.invited_email", "a.name as account"])
    .select(["p.person_id", "p.first_name", "p.last_name", "p.updates"])
    .where("m.id", "=", id)
    .executeTakeFirst();
}

/** What the registration page shows; null where the member is gone. An invitation has no end of its own (CTC-INV-11). */
export async function describeInvitation(call: Call, { user, at }: Invitation): Promise<Invited | null> {
  const row = await invitedMember(call, user);
  if (!row || !call.rules.applies("CTC-INV-06")) return null;
  const old = call.now.getTime() - Date.parse(at) > DAY_MILLISECONDS;
  if (old && !call.rules.applies("CTC-INV-11")) return null;
  const text = (name: string, label: string, value: string, complete: string): Field => {
    return { name, label, type: "text", value, complete };
  };
  const fields: Field[] = [
    text("firstName", "First name", row.first_name, "given-name"),
    text("lastName", "Last name", row.last_name, "family-name"),
    {
      name: "updates",
      label: "Send me updates and promotions",
      type: "checkbox",
      value: row.updates === 1 ? "yes" : "",
    },
  ];
  return { account: row.account, email: row.invited_email, fields };
}

/** Registers the invited person and signs them in. A box that is not ticked is not sent, which means no. */
export async function acceptInvitation(call: Call, user: string, form: URLSearchParams): Promise<Accepted> {
  const row = await invitedMember(call, user);
  if (!row) return {};
  const named = (field: string, label: string) => {
    const name = acceptName(form.get(field));
    const message = `${label} is needed: 1 to 255 characters.`;
    call.rules.require("CTC-INV-07", name !== null, { status: 422, field, message });
    return name ?? "";
  };
  const names = {
    first_name: named("firstName", "Your first name"),
    last_name: named("lastName", "Your last name"),
  };
  const updates = readChoice(call, form.get("updates"));
  await call.db
    .updateTable("ctc_profiles")
    .set({ ...names, updates })
    .where("id", "=", row.profile_id)
    .execute();
  if (!call.rules.applies("CTC-INV-09")) return {};
  const active = { pending: toFlag(false), last_login_at: stamp(call.now) };
  await call.db.updateTable("ctc_members").set(active).where("id", "=", user).execute();
  const people = call.db.selectFrom("people").selectAll().where("id", "=", row.person_id);
  const account = row.account_id;
  const token = await issueToken(call.db, await people.executeTakeFirstOrThrow(), stamp(call.now), account);
  return { session: { account, token } };
}

const CHOICES: { readonly [given: string]: boolean } = { yes: true, true: true, no: false, false: false };

function readChoice(call: Call, given: string | null) {
  const choice = given === null ? false : CHOICES[given];
  const message = "Updates are wanted or not: yes or no.";
  call.rules.require("CTC-INV-08", choice !== undefined, { status: 422, field: "updates", message });
  return toFlag(choice ?? false);
}
