/** What people see: the page behind an invitation link, the roster, the outbox. */
import { isOperator } from "../admin.ts";
import type { Answer } from "../answer.ts";
import { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { listMessages } from "../outbox.ts";
import { hashToken } from "../people.ts";
import type { Accepted, Invited, Mount, Route } from "../route.ts";
import { Refusal } from "../rules.ts";
import { field, formPage } from "./form.ts";
import { html, page, table } from "./html.ts";

const MESSAGES_MAXIMUM = 1000;
/** Cookie of people whom a page signed in; the APIs never look at it. */
const SESSION = "cxroster_session";
const answers = { status: 200, schema: null };

/** Refusals on a page are pages too. */
function shown(handle: (call: Call) => Promise<Answer>): Route["handle"] {
  return async (call) => {
    try {
      return await handle(call);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { rule, reason } = error;
      const answer = page(reason.status, "This page cannot be shown", html`<p>${reason.message}</p>`);
      return { ...answer, headers: { ...answer.headers, "x-rule-id": rule } };
    }
  };
}

export function pageRoutes(mounts: readonly Mount[], operatorToken: string | null): readonly Route[] {
  const invitation = (call: Call) => findInvitation(call, mounts);
  const route = (
    method: "GET" | "POST",
    path: string,
    summary: string,
    handle: (call: Call) => Promise<Answer>,
  ): Route => {
    return { method, path, summary, answers, handle: shown(handle) };
  };
  return [
    route("GET", "/invitations/{token}", "An invitation.", async (call) => offer(await invitation(call))),
    route("POST", "/invitations/{token}", "Accepts an invitation.", async (call) =>
      accept(call, await invitation(call)),
    ),
    route("GET", "/roster/{account}", "People, groups and workspaces.", (call) => showRoster(call, mounts)),
    ...mounts.flatMap(({ pages = [] }) => pages.map((own) => ({ ...own, handle: shown(own.handle) }))),
    route("GET", "/outbox", "Messages the server had to send.", (call) => showOutbox(call, operatorToken)),
  ];
}

interface Opened {
  readonly mount: Mount;
  readonly hash: string;
  readonly user: string;
  readonly invited: Invited;
}

const GONE = { status: 410, message: "This invitation has been used already, or was taken back." };

/** An invitation that can still be accepted; everything else is gone. */
async function findInvitation(call: Call, mounts: readonly Mount[]): Promise<Opened> {
  const hash = hashToken(call.param("token"));
  const row = await call.db
    .selectFrom("invitations as i")
    .innerJoin("accounts as a", "a.id", "i.account_id")
    .select(["i.user_id as user", "i.at", "a.platform"])
    .where("i.token_hash", "=", hash)
    .where("i.used_at", "is", null)
    .executeTakeFirst();
  const mount = mounts.find((each) => each.platform === row?.platform);
  const invited = row && mount ? await mount.invitation(call, row) : null;
  if (!row || !mount || !invited) throw new Refusal("gone", GONE);
  return { mount, hash, user: row.user, invited };
}

/** The page with its form; after a refusal, with what was given and what is wrong with it. */
function offer({ invited }: Opened, given = new URLSearchParams(), problem = ""): Answer {
  const { account, email, fields = [], button = "Accept the invitation" } = invited;
  const intro = html`<p>You have been invited to <strong>${account}</strong> as <strong>${email}</strong>.</p>`;
  const asked = fields.map((each) => field({ ...each, value: given.get(each.name) ?? each.value }));
  return formPage({ title: "Invitation", intro, fields: asked, button, problem });
}

async function accept(call: Call, opened: Opened): Promise<Answer> {
  const { mount, hash, user, invited } = opened;
  const form = new URLSearchParams(call.request.bytes.toString());
  try {
    const { session } = await mount.accept(call, user, form);
    const used = { used_at: stamp(call.now) };
    await call.db.updateTable("invitations").set(used).where("token_hash", "=", hash).execute();
    return accepted(invited, session);
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason.status !== 422) throw error;
    const { headers, ...answer } = offer(opened, form, error.reason.message);
    return { ...answer, status: 422, headers: { ...headers, "x-rule-id": error.rule } };
  }
}

function accepted({ account, email }: Invited, session: Accepted["session"]): Answer {
  const belongs = html`<p><strong>${email}</strong> now belongs to <strong>${account}</strong>.</p>`;
  if (!session) return page(200, "Invitation accepted", belongs);
  const next = html`<p>You are signed in. <a href="/roster/${session.account}">See who belongs to ${account}</a>.</p>`;
  const answer = page(200, "Invitation accepted", html`${belongs}${next}`);
  const cookie = `${SESSION}=${session.token}; Path=/; HttpOnly; SameSite=Lax`;
  return { ...answer, headers: { ...answer.headers, "set-cookie": cookie } };
}

/** Whoever has a token that the account admits may read the roster. */
async function showRoster(call: Call, mounts: readonly Mount[]): Promise<Answer> {
  const id = call.param("account");
  const row = await call.db.selectFrom("accounts").select("platform").where("id", "=", id).executeTakeFirst();
  const mount = mounts.find((each) => each.platform === row?.platform);
  const token = call.request.query.get("token") ?? sessionOf(call);
  const headers = { ...call.request.headers, authorization: `Bearer ${token}` };
  const asked = new Call(call.services, { ...call.request, headers }, call.db);
  if (!mount?.signIn) await asked.signedIn();
  if (!mount) throw new Refusal("not-found", { status: 404, message: "There is no such account." });
  const { name, tables } = await mount.roster(asked, id);
  return page(
    200,
    `Roster of ${name}`,
    html`${tables.map(({ title, headings, rows }) => table(title, headings, rows))}`,
  );
}

/** The token of a person who was signed in by a page. */
function sessionOf(call: Call): string {
  const cookies = (call.header("cookie") ?? "").split(";").map((each) => each.trim());
  return cookies.find((each) => each.startsWith(`${SESSION}=`))?.slice(SESSION.length + 1) ?? "";
}

async function showOutbox(call: Call, operatorToken: string | null): Promise<Answer> {
  if (!isOperator(operatorToken, call.request.query.get("token")))
    throw new Refusal("unauthorized", { status: 401, message: "The operator's token is needed." });
  const rows = await listMessages(call.db, null, "", MESSAGES_MAXIMUM);
  const cells = rows.map((row) => [row.at, row.recipient, row.kind, row.subject, row.body, row.link ?? ""]);
  return page(200, "Outbox", table("Messages", ["Time", "To", "Kind", "Subject", "Text", "Link"], cells));
}
