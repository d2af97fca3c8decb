/** Changing a tenant user. A body names what changes; everything else stays (CXE-USR-14). */

import type { Answer } from "../answer.ts";
import { isObject } from "../body.ts";
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { acceptEmail, fold } from "../text.ts";
import { findPerson, findPersonByEmail, identify, type PersonRow } from "./caller.ts";
import { acceptExtension, acceptExtensions } from "./extensions.ts";
import { acceptAuthentication, acceptRole, requireWithin } from "./fields.ts";
import { admit, findTenant, findUser, type Member, permissionsOf, type UserRow } from "./member.ts";
import { PLATFORM_ADMINISTRATOR } from "./permissions.ts";
import { covers, isAbove, type Rank } from "./rank.ts";
import { accept, move, readStatus } from "./transitions.ts";
import { readUser } from "./user-rows.ts";
import {
  acceptText,
  bad,
  bodyOf,
  forbidden,
  type Members,
  missing,
  need,
  optionalText,
  result,
} from "./wire.ts";

const ENROLLING = ["MANAGE_TENANT_ENROLLMENT", "PLATFORM_MANAGE_ALL_TENANTS_ENROLLMENT"] as const;
/** Members the call takes, and those clients send back as they read them. */
const TAKEN = new Set([
  ...["status", "roleId", "workStationId", "noPassword", "defaultIdentityProvider", "extensions"],
  ...[
    "activeExtension",
    "supervisorId",
    "location",
    "additionalRoleIds",
    "id",
    "userId",
    "tenantId",
    "email",
  ],
]);

interface Edit {
  readonly call: Call;
  readonly caller: Member;
  readonly user: UserRow;
  readonly person: PersonRow;
  /** Of the edited user. */
  readonly rank: Rank;
  readonly self: boolean;
  readonly body: Members;
}

/** `PUT /tenants/{tenant}/users/{user}`. An invited person calls it too, to accept. */
export async function updateUser(call: Call): Promise<Answer> {
  const body = bodyOf(call);
  const [tenant, id] = [call.param("tenant"), call.param("user")];
  const caller = await identify(call);
  const own = caller.id === id && body.status === "accepted";
  const user = await findUser(call, tenant, id);
  if (own && (caller.kind === "pass" || user?.status === "invited")) {
    call.account = tenant;
    await accept(call, caller, tenant);
    return result(await readUser(call, await findTenant(call, tenant), id));
  }
  const member = await admit(call);
  const person = await findPerson(call.db, id);
  if (!user || !person) throw missing("user");
  const rank = {
    top: person.role_id === PLATFORM_ADMINISTRATOR.id,
    held: await permissionsOf(call, user.role_id),
  };
  await edit({ call, caller: member, user, person, rank, self: member.id === id, body });
  return result(await readUser(call, member.tenant, id));
}

async function edit(wanted: Edit): Promise<void> {
  await refuseOthers(wanted);
  await changeEmail(wanted);
  await changePlain(wanted);
  await changeExtensions(wanted);
  await changeAuthentication(wanted);
  await changeRole(wanted);
  await changeStatus(wanted);
}

async function set({ call, caller, user }: Edit, change: Partial<UserRow>): Promise<void> {
  const updated = { ...change, updated: stamp(call.now), updated_by: caller.id };
  await call.db.updateTable("cxe_users").set(updated).where("id", "=", user.id).execute();
}

/** Members the call does not take are ignored, unless the tenant is strict. */
async function refuseOthers({ call, caller, body }: Edit): Promise<void> {
  const strict = caller.settings.unknownMembers === "refused";
  const other = strict ? Object.keys(body).find((name) => !TAKEN.has(name)) : undefined;
  if (other === "invitationStatus") return;
  call.rules.require("CXE-USR-14", other === undefined, bad(`${other} cannot be changed here`, other));
}

async function changeEmail(wanted: Edit): Promise<void> {
  const { call, caller, person, body } = wanted;
  const email = acceptEmail(body.email);
  if (email === null || fold(email) === person.email_key) return;
  const strict = caller.settings.unknownMembers === "refused";
  call.rules.require("CXE-USR-04", !strict, bad("the e-mail address of a user never changes", "email"));
  if (call.rules.applies("CXE-USR-04") || (await findPersonByEmail(call.db, email))) return;
  const change = { email, email_key: fold(email) };
  await call.db.updateTable("cxe_people").set(change).where("id", "=", person.id).execute();
}

async function changePlain(wanted: Edit): Promise<void> {
  const { call, caller, user, body } = wanted;
  const workStation = optionalText(body, "workStationId");
  if (workStation !== undefined && workStation !== user.work_station_id) {
    requireEnrolling(wanted, "workStationId");
    await set(wanted, { work_station_id: workStation });
  }
  const supervisor = optionalText(body, "supervisorId");
  if (supervisor !== undefined && supervisor !== user.supervisor_id) {
    requireEnrolling(wanted, "supervisorId");
    await set(wanted, { supervisor_id: supervisor });
  }
  if (Array.isArray(body.additionalRoleIds)) {
    requireEnrolling(wanted, "additionalRoleIds");
    await set(wanted, { additional_role_ids: JSON.stringify(body.additionalRoleIds) });
  }
  if (body.location === undefined || body.location === user.location) return;
  const right = caller.may("MANAGE_ALL_USER_LOCATIONS");
  call.rules.require("CXE-EDIT-04", right, forbidden("you may not change locations", "location"));
  const text = acceptText(body.location);
  const fine = body.location === null || text !== null;
  call.rules.require("CXE-LOC-01", fine, bad("location is a text", "location"));
  await set(wanted, { location: text });
}

function requireEnrolling({ caller }: Edit, field: string): void {
  need(caller.may(...ENROLLING), "permission-denied", forbidden("you may not change users", field));
}

async function changeExtensions(wanted: Edit): Promise<void> {
  const { call, user, body } = wanted;
  const { extensions, activeExtension } = body;
  const before = JSON.parse(user.extensions) as unknown[];
  const differs =
    extensions !== undefined && extensions !== null && JSON.stringify(extensions) !== user.extensions;
  if (differs) {
    requireExtensions(wanted, "extensions");
    const list = acceptExtensions(call, extensions, before);
    const [adding, removing] = [call.rules.applies("CXE-EXT-01"), call.rules.applies("CXE-EXT-02")];
    const grown = list.length >= before.length;
    if (grown ? adding : removing) await set(wanted, { extensions: JSON.stringify(list) });
  }
  if (activeExtension === undefined) return;
  const text = activeExtension === null ? null : JSON.stringify(activeExtension);
  if (text === user.active_extension) return;
  requireExtensions(wanted, "activeExtension");
  const fine = activeExtension === null || isObject(activeExtension);
  need(fine, "bad-value", bad("activeExtension is an extension", "activeExtension"));
  if (isObject(activeExtension)) acceptExtension(call, activeExtension);
  await set(wanted, { active_extension: text });
}

/** Own extensions and those of others need different permissions (CXE-EDIT-05, CXE-B-32). */
function requireExtensions({ call, caller, self }: Edit, field: string): void {
  const all = caller.may("MANAGE_ALL_USER_EXTENSIONS", "MANAGE_USER_EXTENSIONS");
  const reason = forbidden("you may not change these extensions", field);
  if (self) call.rules.require("CXE-B-32", all || caller.may("MANAGE_MY_EXTENSIONS"), reason);
  else call.rules.require("CXE-EDIT-05", all, reason);
}

async function changeAuthentication(wanted: Edit): Promise<void> {
  const { call, caller, user, body } = wanted;
  const change = await acceptAuthentication(call, caller.tenant, body);
  const differs = Object.entries(change).some(([column, value]) => user[column as keyof UserRow] !== value);
  if (!differs) return;
  requireDetail(wanted, "USER_IDENTITY_PROVIDER_UPDATE", "noPassword");
  await set(wanted, change);
}

/** What the table of owners leaves out: a permission, and nobody above the caller (CXE-EDIT-10). */
function requireDetail({ call, caller, rank }: Edit, permission: string, field: string): void {
  const right = caller.may(permission, "PLATFORM_MANAGE_ALL_TENANTS_ENROLLMENT");
  const message = "you may not change this of this user";
  call.rules.require("CXE-EDIT-10", right && covers(caller.rank, rank), forbidden(message, field));
}

async function changeRole(wanted: Edit): Promise<void> {
  const { call, caller, user, rank, self, body } = wanted;
  const { rules } = call;
  if (body.roleId === undefined || body.roleId === user.role_id) return;
  requireEnrolling(wanted, "roleId");
  rules.require("CXE-TROLE-05", !self, forbidden("nobody changes the own role", "roleId"));
  const role = await acceptRole(call, caller, body.roleId);
  const equal = caller.settings.rankBound === "equal";
  const higher = equal ? covers(caller.rank, rank) : isAbove(caller.rank, rank);
  if (!self) rules.require("CXE-TROLE-03", higher, forbidden("this user does not stand below you", "roleId"));
  requireWithin(call, "CXE-TROLE-04", caller.rank, role.rank);
  await set(wanted, { role_id: role.id });
}

async function changeStatus(wanted: Edit): Promise<void> {
  const { call, caller, user, body } = wanted;
  const { rules } = call;
  let status = readStatus(call, body.status);
  if (body.invitationStatus !== undefined) {
    const strict = caller.settings.unknownMembers === "refused";
    rules.require("CXE-INV-10", !strict, bad("invitationStatus follows from status", "invitationStatus"));
    if (!rules.applies("CXE-INV-10"))
      status ??= body.invitationStatus === "enabled" ? "accepted" : "disabled";
  }
  if (status !== undefined) {
    const changes = status !== user.status || status === "invited" || status === "pending";
    if (changes) {
      requireDetail(wanted, "MANAGE_TENANT_ENROLLMENT", "status");
      if (rules.applies("CXE-USR-09") || status === "invited" || status === "pending")
        await move(call, { tenant: caller.tenant, user, person: wanted.person }, status);
      await set(wanted, {});
    }
  }
  if (body.blocked === false && !rules.applies("CXE-INV-08")) await unblock(wanted);
}

async function unblock(wanted: Edit): Promise<void> {
  const { call, caller, person } = wanted;
  const rows = call.db.deleteFrom("cxe_blocked").where("tenant_id", "=", caller.tenant.id);
  await rows.where("email_key", "=", person.email_key).execute();
  await set(wanted, { blocked: 0 });
}
