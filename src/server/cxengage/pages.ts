/** What people see behind mailed links: joining a tenant, choosing a password. The pages make the API's own calls. */
import type { Answer } from "../answer.ts";
import { Call } from "../call.ts";
import { field, formPage } from "../pages/form.ts";
import { html, type Markup, page } from "../pages/html.ts";
import { hashToken } from "../people.ts";
import type { Route } from "../route.ts";
import { Refusal } from "../rules.ts";
import { findPerson, type PassRow, type PersonRow, personByPassword } from "./caller.ts";
import { ACCEPT_PATH, ACTIVATED, RESET_PATH, requireStanding } from "./letters.ts";
import { findTenant } from "./member.ts";
import { updatePerson } from "./person-update.ts";
import { accept } from "./transitions.ts";

interface Opened {
  readonly token: string;
  readonly pass: PassRow;
  readonly person: PersonRow;
}

/** The pass in the link. Throws what the page then says. */
async function open(call: Call, kind: "invitation" | "reset"): Promise<Opened> {
  const token = call.request.query.get("token") ?? "";
  const rows = call.db.selectFrom("cxe_passes").selectAll().where("hash", "=", hashToken(token));
  const pass = await rows.where("kind", "=", kind).executeTakeFirst();
  const person = pass && (await findPerson(call.db, pass.user_id));
  if (!pass || !person) throw new Refusal("not-found", { status: 404, message: "There is no such link." });
  requireStanding(call, pass);
  return { token, pass, person };
}

/** The same caller, as if it had made a call of the API with the link's token. */
function as({ token, person, pass }: Opened, call: Call, body: object): Call {
  const params = { user: person.id, tenant: pass.tenant_id };
  const headers = { authorization: `Token ${token}` };
  const bytes = Buffer.from(JSON.stringify(body));
  return new Call(call.services, { ...call.request, params, headers, bytes }, call.db);
}

const POLICY = "At least 8 characters with a letter, a digit and one of ! # $ % - _ = + < > .";

const password = (name: string, label: string, complete: string, hint = "") =>
  field({ name, label, type: "password", value: "", complete, hint });

function form(title: string, intro: Markup, fields: readonly Markup[], button: string, problem: string) {
  return formPage({ title, intro, fields, button, problem }, 400);
}

async function offer(call: Call, problem = "", given: URLSearchParams | null = null): Promise<Answer> {
  const { pass, person } = await open(call, "invitation");
  const tenant = await findTenant(call, pass.tenant_id);
  const intro = html`<p>You have been invited to <strong>${tenant.name}</strong> as <strong>${person.email}</strong>.</p>`;
  const text = (name: string, label: string, known: string | null, optional = false) =>
    field({ name, label, type: "text", value: given?.get(name) ?? known ?? "", optional });
  const fields = isNew(person, pass)
    ? [
        text("firstName", "First name", person.first_name),
        text("lastName", "Last name", person.last_name),
        text("externalId", "External ID (optional)", person.external_id, true),
        password("password", "New password", "new-password", POLICY),
      ]
    : [password("currentPassword", "Your present password", "current-password")];
  return form("Invitation", intro, fields, "Accept the invitation", problem);
}

function isNew(person: PersonRow, pass: PassRow): boolean {
  return person.status === "pending" && pass.ended !== ACTIVATED;
}

function formOf(call: Call): URLSearchParams {
  return new URLSearchParams(call.request.bytes.toString());
}

async function acceptOffer(call: Call): Promise<Answer> {
  const opened = await open(call, "invitation");
  const { pass, person } = opened;
  const given = formOf(call);
  if (isNew(person, pass)) {
    const names = ["firstName", "lastName", "externalId", "password"];
    const body = Object.fromEntries(names.map((name) => [name, given.get(name) ?? ""]));
    const problem = await refusalOf("password-policy", () => updatePerson(as(opened, call, body)));
    if (problem !== null) return offer(call, problem, given);
    const fresh = { ...pass, ended: ACTIVATED };
    await accept(call, { kind: "pass", id: person.id, person, pass: fresh }, pass.tenant_id);
  } else {
    const right = await personByPassword(call.db, person.email, given.get("currentPassword") ?? "");
    if (!right) return offer(call, "The password is wrong.");
    await accept(call, { kind: "person", id: person.id, person, claims: null }, pass.tenant_id);
  }
  const tenant = await findTenant(call, pass.tenant_id);
  return page(
    200,
    "Invitation accepted",
    html`<p><strong>${person.email}</strong> now belongs to <strong>${tenant.name}</strong>.</p>`,
  );
}

async function offerReset(call: Call, problem = ""): Promise<Answer> {
  const { person } = await open(call, "reset");
  const intro = html`<p>Choose a new password for <strong>${person.email}</strong>.</p>`;
  return form(
    "New password",
    intro,
    [password("password", "New password", "new-password", POLICY)],
    "Save",
    problem,
  );
}

async function acceptReset(call: Call): Promise<Answer> {
  const opened = await open(call, "reset");
  const body = { password: formOf(call).get("password") ?? "" };
  const problem = await refusalOf("password-policy", () => updatePerson(as(opened, call, body)));
  if (problem !== null) return offerReset(call, problem);
  return page(200, "Password saved", html`<p>You can sign in with your new password now.</p>`);
}

/** What a refusal that the form can answer says; null where the work was done. */
async function refusalOf(rule: string, work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof Refusal && error.rule === rule) return error.reason.message;
    throw error;
  }
}

const answers = { status: 200, schema: null };
export const pages: readonly Route[] = [
  { method: "GET", path: ACCEPT_PATH, summary: "An invitation.", answers, handle: (call) => offer(call) },
  { method: "POST", path: ACCEPT_PATH, summary: "Accepts an invitation.", answers, handle: acceptOffer },
  {
    method: "GET",
    path: RESET_PATH,
    summary: "A new password.",
    answers,
    handle: (call) => offerReset(call),
  },
  { method: "POST", path: RESET_PATH, summary: "Saves a new password.", answers, handle: acceptReset },
];
