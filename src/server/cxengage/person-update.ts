/** Changing a platform user: names and external id, passwords, status. Most of it is the person's alone (CXE-EDIT). */
import type { Answer } from "../answer.ts";
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { acceptEmail, fold } from "../text.ts";
import {
  type Caller,
  findPerson,
  findPersonByEmail,
  identify,
  type PersonRow,
  type SignedIn,
} from "./caller.ts";
import { ACTIVATED, mailReset, requireStanding } from "./letters.ts";
import { permissionsOf } from "./member.ts";
import { acceptPassword, isPassword, keepPassword } from "./password.ts";
import { permissionId } from "./permissions.ts";
import { mayOnPlatform, personView } from "./person.ts";
import type { Settings } from "./settings.ts";
import { bad, bodyOf, forbidden, type Members, missing, need, optionalText, result } from "./wire.ts";

const MANAGING = ["MANAGE_ALL_USERS", "PLATFORM_MANAGE_ALL_USERS"] as const;
const RESETTING = ["MANAGE_ALL_USER_PASSWORDS", "PLATFORM_MANAGE_ALL_USER_PASSWORDS"] as const;
const OWN_TEXTS = {
  firstName: ["first_name", "CXE-EDIT-01"],
  lastName: ["last_name", "CXE-EDIT-01"],
  externalId: ["external_id", "CXE-EDIT-02"],
} as const;

/** What a caller may do to one person through the tenants both are in. */
interface Shared {
  readonly self: boolean;
  readonly settings: readonly Settings[];
  readonly may: (...names: readonly string[]) => boolean;
}

export async function updatePerson(call: Call): Promise<Answer> {
  const caller = await identify(call);
  const person = await findPerson(call.db, call.param("user"));
  if (!person) throw missing("user");
  const body = bodyOf(call);
  if (caller.kind === "pass") await byLink(call, caller, person, body);
  else await bySignIn(call, caller, person, body);
  const after = await findPerson(call.db, person.id);
  if (!after) throw missing("user");
  return result(personView(after));
}

async function set(call: Call, person: PersonRow, by: string, change: Partial<PersonRow>): Promise<void> {
  const updated = { ...change, updated: stamp(call.now), updated_by: by };
  await call.db.updateTable("cxe_people").set(updated).where("id", "=", person.id).execute();
}

/** Activation and new passwords by mailed link. */
async function byLink(
  call: Call,
  { pass, person: holder }: Extract<Caller, { kind: "pass" }>,
  person: PersonRow,
  body: Members,
): Promise<void> {
  need(holder.id === person.id, "permission-denied", forbidden("this link is for somebody else"));
  requireStanding(call, pass);
  const first = pass.kind === "invitation";
  const fresh = !first || person.status === "pending";
  call.rules.require("CXE-B-13", fresh, forbidden("sign in with your present password"));
  const password = await keepPassword(acceptPassword(body.password));
  const names = first ? textsOf(body) : {};
  const generation = person.generation + 1;
  await set(call, person, person.id, { ...names, password, generation, status: "enabled" });
  const ended = first ? ACTIVATED : "used";
  await call.db.updateTable("cxe_passes").set({ ended }).where("hash", "=", pass.hash).execute();
}

function textsOf(body: Members): Partial<PersonRow> {
  const change: { [column: string]: string | null } = {};
  for (const [field, [column]] of Object.entries(OWN_TEXTS)) {
    const text = optionalText(body, field);
    if (text !== undefined) change[column] = text;
  }
  return change;
}

async function bySignIn(call: Call, caller: SignedIn, person: PersonRow, body: Members): Promise<void> {
  const shared = await sharedWith(call, caller, person);
  const known = shared.self || shared.settings.length > 0 || shared.may(...MANAGING);
  if (!known) throw missing("user");
  await changeEmail(call, shared, person, caller.id, body);
  await changeTexts(call, shared, person, caller.id, body);
  if (body.password !== undefined && body.password !== null) await changePassword(call, shared, person, body);
  if (body.resetPassword === true) await resetPassword(call, shared, person);
  await changeRest(call, shared, person, caller.id, body);
}

/** The tenants both are in, and what the caller holds in them and on the platform. */
export async function sharedWith(call: Call, caller: SignedIn, person: PersonRow): Promise<Shared> {
  const mine =
    caller.kind === "key"
      ? [
          {
            tenant_id: caller.key.tenant_id,
            role_id: (JSON.parse(caller.key.more) as { roleId: string }).roleId,
          },
        ]
      : await enrolments(call, caller.id);
  const theirs = new Set((await enrolments(call, person.id, false)).map((row) => row.tenant_id));
  const both = mine.filter((row) => theirs.has(row.tenant_id));
  const held = new Set<string>();
  for (const { role_id } of both) for (const id of await permissionsOf(call, role_id)) held.add(id);
  const tenants = both.map((row) => row.tenant_id);
  const query = call.db.selectFrom("cxe_tenants").select("settings");
  const rows = tenants.length === 0 ? [] : await query.where("id", "in", tenants).execute();
  return {
    self: caller.kind === "person" && caller.id === person.id,
    settings: rows.map((row) => JSON.parse(row.settings) as Settings),
    may: (...names) => names.some((name) => held.has(permissionId(name))) || mayOnPlatform(caller, ...names),
  };
}

function enrolments({ db }: Call, user: string, accepted = true) {
  const query = db.selectFrom("cxe_users").select(["tenant_id", "role_id"]).where("user_id", "=", user);
  return (accepted ? query.where("status", "=", "accepted") : query).execute();
}

/** The address stays what it is, whoever writes another one (CXE-EDIT-03, CXE-PROLE-05). */
async function changeEmail(
  call: Call,
  { self, settings }: Shared,
  person: PersonRow,
  by: string,
  body: Members,
): Promise<void> {
  const email = acceptEmail(body.email);
  if (email === null || fold(email) === person.email_key) return;
  const rule = self ? "CXE-PROLE-05" : "CXE-EDIT-03";
  const strict = settings.some((each) => each.unknownMembers === "refused");
  call.rules.require(rule, !strict, bad("the e-mail address of an account never changes", "email"));
  if (call.rules.applies(rule) || (await findPersonByEmail(call.db, email))) return;
  await set(call, person, by, { email, email_key: fold(email) });
}

async function changeTexts(
  call: Call,
  shared: Shared,
  person: PersonRow,
  by: string,
  body: Members,
): Promise<void> {
  const change = textsOf(body);
  for (const [field, [column, rule]] of Object.entries(OWN_TEXTS)) {
    if (change[column] === undefined || change[column] === person[column]) continue;
    requireOwn(call, shared, rule, field);
  }
  if (Object.keys(change).length > 0) await set(call, person, by, change);
}

/** Names and external id are the person's own; a tenant may also leave them to holders of the permission. */
function requireOwn(call: Call, { self, settings, may }: Shared, rule: string, field: string): void {
  if (self) {
    const own = call.rules.applies("CXE-PROLE-04") && may("PLATFORM_MANAGE_USER_ACCOUNT");
    need(own, "permission-denied", forbidden("you may not change your account", field));
    return;
  }
  const table = call.rules.applies("CXE-EDIT-09");
  const opened = !table || settings.some((each) => each.namesEditing === "permission");
  const fine = opened && may(...MANAGING);
  call.rules.require(rule, fine, forbidden(`${field} is changed by the person alone`, field));
}

async function changePassword(
  call: Call,
  { self, may }: Shared,
  person: PersonRow,
  body: Members,
): Promise<void> {
  const message = "a password is changed by the person alone";
  call.rules.require("CXE-EDIT-08", self, forbidden(message, "password"));
  if (self) {
    const own = may("PLATFORM_MANAGE_MY_PASSWORD");
    call.rules.require("CXE-PROLE-06", own, forbidden("you may not change your password", "password"));
    const current = typeof body.currentPassword === "string" ? body.currentPassword : "";
    const right = await isPassword(person.password, current);
    need(right, "wrong-password", bad("the present password is another", "currentPassword"));
  }
  const password = await keepPassword(acceptPassword(body.password));
  await set(call, person, person.id, { password, generation: person.generation + 1 });
}

async function resetPassword(call: Call, { may }: Shared, person: PersonRow): Promise<void> {
  need(may(...RESETTING), "permission-denied", forbidden("you may not reset passwords", "resetPassword"));
  const active = person.status === "enabled";
  need(active, "not-activated", bad("the account has not been activated yet", "resetPassword"));
  const row = await call.db
    .selectFrom("cxe_users")
    .select("tenant_id")
    .where("user_id", "=", person.id)
    .executeTakeFirst();
  await mailReset(call, person, row?.tenant_id ?? null);
}

async function changeRest(
  call: Call,
  { self, may }: Shared,
  person: PersonRow,
  by: string,
  body: Members,
): Promise<void> {
  const manager = may(...MANAGING);
  if (typeof body.defaultTenant === "string" || body.defaultTenant === null) {
    need(self || manager, "permission-denied", forbidden("this is another person's", "defaultTenant"));
    await set(call, person, by, { default_tenant: body.defaultTenant });
  }
  const telephone = optionalText(body, "personalTelephone");
  if (telephone !== undefined && telephone !== person.personal_telephone) {
    need(self || manager, "permission-denied", forbidden("this is another person's", "personalTelephone"));
    await set(call, person, by, { personal_telephone: telephone });
  }
  const { status } = body;
  if ((status === "enabled" || status === "disabled") && status !== person.status && !self) {
    need(manager, "permission-denied", forbidden("you may not disable accounts", "status"));
    const known = status === "disabled" || person.password !== null;
    await set(call, person, by, { status: known ? status : "pending" });
  }
}
