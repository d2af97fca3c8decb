/** Mailed links: invitations and new passwords. Only the hash of what a link holds is kept. */
import { randomBytes } from "node:crypto";
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { hashToken } from "../people.ts";
import { type Flag, toFlag } from "../store/database.ts";
import { inserter } from "../store/insert.ts";
import { prepared } from "../store/prepared.ts";
import type { PassRow, PersonRow } from "./caller.ts";
import { INVITATION_MILLISECONDS } from "./lifecycle.ts";
import type { TenantRow, UserRow } from "./member.ts";
import { forbidden, need } from "./wire.ts";

export const ACCEPT_PATH = "/cxengage/invite-accept";
export const RESET_PATH = "/cxengage/password-reset";

/** `ended` of an invitation by which a password was chosen, and which has still to be accepted. */
export const ACTIVATED = "activated";

interface Invitation {
  readonly tenant: TenantRow;
  readonly user: UserRow;
  readonly person: PersonRow;
}

type Ending = {
  readonly kind: string;
  readonly user: string;
  readonly tenant: string;
  readonly ended: string;
};

const endings = prepared<Ending, unknown>((db, parameter) =>
  db
    .updateTable("cxe_passes")
    .set({ ended: parameter("ended") })
    .where("user_id", "=", parameter("user"))
    .where("kind", "=", parameter("kind"))
    .where("tenant_id", "=", parameter("tenant"))
    .where((where) => where.or([where("ended", "is", null), where("ended", "=", ACTIVATED)])),
);

/** Ends the links of one kind that a user still holds. */
export async function endPasses(
  { db }: Call,
  of: { readonly kind: "invitation" | "reset"; readonly user: string; readonly tenant: string },
  ended: "used" | "replaced" | "cancelled",
): Promise<void> {
  await endings(db, { ...of, ended });
}

type Marking = { readonly id: string; readonly expires: string; readonly blocked: Flag };

const markings = prepared<Marking, unknown>((db, parameter) =>
  db
    .updateTable("cxe_users")
    .set({ status: "invited", expires: parameter("expires"), blocked: parameter("blocked") })
    .where("id", "=", parameter("id")),
);

const insertPass = inserter("cxe_passes", [
  ...(["hash", "kind", "tenant_id", "user_id", "provider_id", "expires", "ended"] as const),
]);

async function newPass(call: Call, of: Pick<PassRow, "kind" | "tenant_id" | "user_id">): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  const expires = stamp(new Date(call.now.getTime() + INVITATION_MILLISECONDS));
  const row = { ...of, hash: hashToken(token), provider_id: null, expires, ended: null };
  await insertPass(call.db, row);
  return token;
}

/** Marks the user as invited and writes one message, unless the mail server has refused the address before. */
export async function invite(call: Call, { tenant, user, person }: Invitation): Promise<void> {
  const { db, rules } = call;
  const of = { kind: "invitation", user: person.id, tenant: tenant.id } as const;
  if (rules.applies("CXE-B-08")) await endPasses(call, of, "replaced");
  const expires = stamp(new Date(call.now.getTime() + INVITATION_MILLISECONDS));
  const blocked = await isBlocked(call, tenant.id, person);
  await markings(db, { id: user.id, expires, blocked: blocked ? toFlag(true) : user.blocked });
  if (blocked || !rules.applies("CXE-INV-03")) return;
  const token = await newPass(call, { kind: "invitation", tenant_id: tenant.id, user_id: person.id });
  const query = new URLSearchParams({ userId: person.id, tenantId: tenant.id, token });
  await call.services.outbox.put(call, {
    account: tenant.id,
    to: person.email,
    kind: "invitation",
    subject: `You are invited to ${tenant.name}`,
    text: `Hello,\n\nyou have been added to ${tenant.name}. This page lets you in, for 24 hours from now:`,
    link: `${call.services.baseUrl()}${ACCEPT_PATH}?${query}`,
  });
}

const blockedRows = prepared<{ tenant: string; key: string }, { tenant_id: string }>((db, parameter) =>
  db
    .selectFrom("cxe_blocked")
    .select("tenant_id")
    .where("tenant_id", "=", parameter("tenant"))
    .where("email_key", "=", parameter("key")),
);

async function isBlocked({ db, rules }: Call, tenant: string, { email_key }: PersonRow): Promise<boolean> {
  const [known] = await blockedRows(db, { tenant, key: email_key });
  return known !== undefined && rules.applies("CXE-INV-07");
}

/** A link to choose a new password. It too holds for 24 hours, and only the newest works. */
export async function mailReset(call: Call, person: PersonRow, account: string | null): Promise<void> {
  await endPasses(call, { kind: "reset", user: person.id, tenant: "" }, "replaced");
  const token = await newPass(call, { kind: "reset", tenant_id: "", user_id: person.id });
  await call.services.outbox.put(call, {
    account,
    to: person.email,
    kind: "password-reset",
    subject: "Your new password",
    text: "Hello,\n\nthis page lets you choose a new password, for 24 hours from now:",
    link: `${call.services.baseUrl()}${RESET_PATH}?${new URLSearchParams({ userId: person.id, token })}`,
  });
}

/** Refuses a link that has been used, taken back or followed by another, or whose day is over. */
export function requireStanding(call: Call, pass: PassRow): void {
  const { rules } = call;
  need(pass.ended !== "used", "link-used", forbidden("this link has been used"));
  rules.require("CXE-B-09", pass.ended !== "cancelled", forbidden("this invitation was taken back"));
  rules.require("CXE-B-08", pass.ended !== "replaced", forbidden("a newer link has been sent"));
  rules.require("CXE-INV-05", stamp(call.now) < pass.expires, forbidden("this link has expired"));
}
