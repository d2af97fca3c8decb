/** What people see: the page behind an invitation link, the roster, the outbox. */
import { isOperator } from "../admin.ts";
import type { Answer } from "../answer.ts";
import { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { listMessages } from "../outbox.ts";
import { hashToken } from "../people.ts";
import type { Mount, Route } from "../route.ts";
import { Refusal } from "../rules.ts";
import { html, page, table } from "./html.ts";

const MESSAGES_MAXIMUM = 1000;
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

interface Invitation {
  readonly mount: Mount;
  readonly hash: string;
  readonly user: string;
  readonly account: string;
  readonly email: string;
}

const GONE = { status: 410, message: "This invitation has been used already, or was taken back." };

/** An invitation that can still be accepted; everything else is gone. */
async function findInvitation(call: Call, mounts: readonly Mount[]): Promise<Invitation> {
  const hash = hashToken(call.param("token"));
  const row = await call.db
    .selectFrom("invitations as i")
    .innerJoin("accounts as a", "a.id", "i.account_id")
    .select(["i.user_id", "a.platform"])
    .where("i.token_hash", "=", hash)
    .where("i.used_at", "is", null)
    .executeTakeFirst();
  const mount = mounts.find((each) => each.platform === row?.platform);
  const invited = row && mount ? await mount.invitation(call, row.user_id) : null;
  if (!row || !mount || !invited) throw new Refusal("gone", GONE);
  return { mount, hash, user: row.user_id, ...invited };
}

function offer({ account, email }: Invitation): Answer {
  const text = html`<p>You have been invited to <strong>${account}</strong> as <strong>${email}</strong>.</p>`;
  return page(
    200,
    "Invitation",
    html`${text}<form method="post"><button type="submit">Accept the invitation</button></form>`,
  );
}

async function accept(call: Call, { mount, hash, user, account, email }: Invitation): Promise<Answer> {
  await call.db
    .updateTable("invitations")
    .set({ used_at: stamp(call.now) })
    .where("token_hash", "=", hash)
    .execute();
  await mount.accept(call, user);
  return page(
    200,
    "Invitation accepted",
    html`<p><strong>${email}</strong> now belongs to <strong>${account}</strong>.</p>`,
  );
}

/** Whoever has a token that the account admits may read the roster. */
async function showRoster(call: Call, mounts: readonly Mount[]): Promise<Answer> {
  const id = call.param("account");
  const row = await call.db.selectFrom("accounts").select("platform").where("id", "=", id).executeTakeFirst();
  const mount = mounts.find((each) => each.platform === row?.platform);
  const token = call.request.query.get("token") ?? "";
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

async function showOutbox(call: Call, operatorToken: string | null): Promise<Answer> {
  if (!isOperator(operatorToken, call.request.query.get("token")))
    throw new Refusal("unauthorized", { status: 401, message: "The operator's token is needed." });
  const rows = await listMessages(call.db, null, "", MESSAGES_MAXIMUM);
  const cells = rows.map((row) => [row.at, row.recipient, row.kind, row.subject, row.body, row.link ?? ""]);
  return page(200, "Outbox", table("Messages", ["Time", "To", "Kind", "Subject", "Text", "Link"], cells));
}
