/**
 * Changing one's own address (CTC-B-02): a link goes to the new address, and following it makes the change. The login
 * moves from one person of this server to another, so that accounts of other platforms keep theirs.
 */
import { type Answer, json } from "../answer.ts";
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { formPage } from "../pages/form.ts";
import { html, page } from "../pages/html.ts";
import { ensurePerson, hashToken, linkToken, type Session } from "../people.ts";
import type { Route } from "../route.ts";
import { Refusal } from "../rules.ts";
import { type Database, toFlag } from "../store/database.ts";
import { acceptEmail, fold } from "../text.ts";

const PATH = "/contactcenter/email/{token}";
export const emailMembers = {
  email: {
    type: "text",
    doc: "The new address.",
    required: true,
    schema: { type: "string", format: "email" },
  },
} as const;

async function requireFree(call: Call, email: string): Promise<void> {
  const taken = await call.db
    .selectFrom("ctc_profiles as p")
    .innerJoin("people as e", "e.id", "p.person_id")
    .select("p.id")
    .where("e.email_key", "=", fold(email))
    .executeTakeFirst();
  const message = `${email} signs in to contact.center already`;
  call.rules.require("CTC-TM-03", !taken, { status: 409, field: "email", message });
}

/** The account a message to a person is booked on: the one signed in to where the person belongs to it. */
async function accountOf(call: Call, profile: string, { account }: Session): Promise<string | null> {
  const members = call.db.selectFrom("ctc_members").select("account_id").where("profile_id", "=", profile);
  const rows = await members.where("pending", "=", toFlag(false)).orderBy("id").execute();
  const found = rows.find((row) => row.account_id === account) ?? rows[0];
  return found?.account_id ?? null;
}

/** Mails the link; one asked for earlier ends. */
export async function requestEmail(
  call: Call,
  { id: profile_id }: Pick<Database["ctc_profiles"], "id">,
  session: Session,
): Promise<Answer> {
  const email = acceptEmail(call.body(emailMembers).email);
  const message = "an e-mail address is needed";
  call.rules.require("CTC-B-02", email !== null, { status: 422, field: "email", message });
  if (email === null) return json(202, { accepted: true });
  await requireFree(call, email);
  const token = linkToken();
  await call.db.deleteFrom("ctc_email_changes").where("profile_id", "=", profile_id).execute();
  const row = { token_hash: hashToken(token), profile_id, email, at: stamp(call.now) };
  await call.db.insertInto("ctc_email_changes").values(row).execute();
  await call.services.outbox.put(call, {
    account: await accountOf(call, profile_id, session),
    to: email,
    kind: "email-change",
    subject: "Confirm your new address",
    text: "Hello,\n\nyou asked to sign in to contact.center with this address from now on. Open this page to confirm it:",
    link: call.services.baseUrl() + PATH.replace("{token}", token),
  });
  return json(202, { accepted: true });
}

async function findChange(call: Call) {
  const row = await call.db
    .selectFrom("ctc_email_changes as c")
    .innerJoin("ctc_profiles as p", "p.id", "c.profile_id")
    .innerJoin("people as e", "e.id", "p.person_id")
    .select(["c.email", "c.profile_id", "p.person_id", "e.email as former"])
    .where("c.token_hash", "=", hashToken(call.param("token")))
    .executeTakeFirst();
  if (row) return row;
  throw new Refusal("gone", {
    status: 410,
    message: "This link has been used already, or a newer one was sent.",
  });
}

async function offer(call: Call): Promise<Answer> {
  const { former, email } = await findChange(call);
  const intro = html`<p>Sign in as <strong>${email}</strong> instead of <strong>${former}</strong> from now on?</p>`;
  return formPage({
    title: "New address",
    intro,
    fields: [],
    button: "Confirm the new address",
    problem: "",
  });
}

/** Sessions of contact.center stay open: they move along. */
async function confirm(call: Call): Promise<Answer> {
  const { profile_id, person_id, email } = await findChange(call);
  await requireFree(call, email);
  const person = await ensurePerson(call.db, email);
  const here = call.db.selectFrom("accounts").select("id").where("platform", "=", "contactcenter");
  const moved = { person_id: person.id };
  await call.db.updateTable("ctc_profiles").set(moved).where("id", "=", profile_id).execute();
  await call.db
    .updateTable("tokens")
    .set(moved)
    .where("person_id", "=", person_id)
    .where("account_id", "in", here)
    .execute();
  await call.db.deleteFrom("ctc_email_changes").where("profile_id", "=", profile_id).execute();
  return page(200, "Address confirmed", html`<p>You sign in as <strong>${email}</strong> now.</p>`);
}

const answers = { status: 200, schema: null };
export const pages: readonly Route[] = [
  { method: "GET", path: PATH, summary: "A new address.", answers, handle: offer },
  { method: "POST", path: PATH, summary: "Confirms a new address.", answers, handle: confirm },
];
