/** Moves of a tenant user from one status to another, and which of them are refused. */
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { toFlag } from "../store/database.ts";
import { providerOf } from "./authentication.ts";
import { type Caller, findPerson, type PersonRow } from "./caller.ts";
import { ACTIVATED, endPasses, invite, requireStanding } from "./letters.ts";
import { invitationStatus, STATUSES, type Status } from "./lifecycle.ts";
import { findTenant, findUser, type TenantRow, type UserRow } from "./member.ts";
import type { Settings } from "./settings.ts";
import { bad, forbidden, missing, need } from "./wire.ts";

export interface Subject {
  readonly tenant: TenantRow;
  readonly user: UserRow;
  readonly person: PersonRow;
}

/** The status a body asks for; undefined where it asks for none. Throws 400. */
export function readStatus(call: Call, value: unknown): Status | undefined {
  if (value === undefined || value === null) return undefined;
  const status = STATUSES.find((each) => each === value);
  const message = `status is one of ${STATUSES.join(", ")}`;
  call.rules.require("CXE-B-43", status !== undefined, bad(message, "status"));
  return status;
}

/** Moves a user on behalf of somebody else. */
export async function move(call: Call, subject: Subject, to: Status): Promise<void> {
  const state = invitationStatus(call)(subject);
  if (to === "invited") await sendInvitation(call, subject, state);
  else if (to === "pending") await takeBack(call, subject, state);
  else if (to === "disabled") await disable(call, subject);
  else await letIn(call, subject, state);
}

async function set(call: Call, { user }: Subject, change: Partial<UserRow>): Promise<void> {
  await call.db.updateTable("cxe_users").set(change).where("id", "=", user.id).execute();
}

async function sendInvitation(call: Call, subject: Subject, state: string): Promise<void> {
  const open = state === "pending" || state === "invited" || state === "expired";
  const message = `somebody who is ${state} cannot be invited`;
  call.rules.require("CXE-INV-09", open, bad(message, "status"));
  if (state === "pending" && !call.rules.applies("CXE-B-07")) return;
  await invite(call, subject);
}

/** Cancels an open invitation; also brings back somebody who was disabled before ever having joined. */
async function takeBack(call: Call, subject: Subject, state: string): Promise<void> {
  const { user, person, tenant } = subject;
  const returning = user.status === "disabled" && user.joined === 0;
  const message = `there is no open invitation to cancel: the user is ${state}`;
  call.rules.require("CXE-B-09", state === "invited" || returning, bad(message, "status"));
  await endPasses(call, { kind: "invitation", user: person.id, tenant: tenant.id }, "cancelled");
  await set(call, subject, { status: "pending", expires: null });
}

async function disable(call: Call, subject: Subject): Promise<void> {
  const { user, person, tenant } = subject;
  const settings = JSON.parse(tenant.settings) as Settings;
  const fine = settings.disableOnline === "allowed" || user.state === "offline";
  call.rules.require("CXE-B-10", fine, bad("the user is not offline", "status"));
  await endPasses(call, { kind: "invitation", user: person.id, tenant: tenant.id }, "cancelled");
  await set(call, subject, { status: "disabled" });
}

async function letIn(call: Call, subject: Subject, state: string): Promise<void> {
  const { user, person, tenant } = subject;
  const { rules } = call;
  if (user.status === "accepted" && person.status !== "disabled") return;
  const everywhere = "the account is disabled on the platform";
  rules.require("CXE-B-03", person.status !== "disabled", bad(everywhere, "status"));
  const known = user.joined === 1 || person.status === "enabled" || canUseProvider(call, tenant, user);
  const message = `only the invited person can accept: the user is ${state}`;
  rules.require("CXE-INV-04", known, bad(message, "status"));
  if (user.status === "disabled" && !rules.applies("CXE-B-11")) return invite(call, subject);
  await join(call, subject);
}

export function canUseProvider(call: Call, tenant: TenantRow, user: UserRow): boolean {
  return providerOf(call.rules, tenant, user) !== null;
}

async function join(call: Call, subject: Subject): Promise<void> {
  const { person, tenant } = subject;
  await endPasses(call, { kind: "invitation", user: person.id, tenant: tenant.id }, "used");
  await set(call, subject, { status: "accepted", joined: toFlag(true), expires: null });
}

/** The invited person accepts: a new one by the mailed link, one the platform knows by signing in (CXE-B-13). */
export async function accept(call: Call, caller: Caller, tenant: string): Promise<void> {
  const user = await findUser(call, tenant, caller.id);
  const person = await findPerson(call.db, caller.id);
  if (!user || !person) throw missing("user");
  const subject = { tenant: await findTenant(call, tenant), user, person };
  if (caller.kind === "pass") {
    const meant = caller.pass.kind === "invitation" && caller.pass.tenant_id === tenant;
    need(meant, "permission-denied", forbidden("this link is for something else"));
    requireStanding(call, caller.pass);
    need(person.status === "enabled", "no-password-yet", bad("choose a password first", "status"));
    // Whoever chose a password by this very link is let in by it; anybody known before signs in instead.
    const own = caller.pass.ended === ACTIVATED;
    call.rules.require("CXE-B-13", own, forbidden("sign in to accept this invitation"));
  }
  const open = user.status === "invited";
  need(open, "no-invitation", forbidden("there is no open invitation", "status"));
  const inTime = stamp(call.now) < (user.expires ?? "");
  call.rules.require("CXE-INV-05", inTime, forbidden("the invitation has expired", "status"));
  await join(call, subject);
}
