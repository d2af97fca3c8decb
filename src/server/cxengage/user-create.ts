/** Adding somebody to a tenant: a person new to the platform, or one it knows (CXE-USR-01, CXE-B-12). */
import type { Answer } from "../answer.ts";
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { toFlag } from "../store/database.ts";
import { inserter } from "../store/insert.ts";
import { acceptEmail } from "../text.ts";
import { findPersonByEmail, type PersonRow } from "./caller.ts";
import { acceptExtensions, firstExtension } from "./extensions.ts";
import { type Authentication, acceptAuthentication, acceptRole, requireWithin } from "./fields.ts";
import { newId } from "./ids.ts";
import { invite } from "./letters.ts";
import type { Status } from "./lifecycle.ts";
import { findUser, type Member, type TenantRow, type UserRow } from "./member.ts";
import { PLATFORM_USER } from "./permissions.ts";
import { acceptPlatformRole, createPerson } from "./person.ts";
import { addCapacityRule } from "./ties.ts";
import { canUseProvider, readStatus } from "./transitions.ts";
import { readUser } from "./user-rows.ts";
import { bad, bodyOf, forbidden, type Members, need, optionalText, result } from "./wire.ts";

export interface NewUser {
  readonly role: string;
  readonly status: Status;
  readonly by: string;
  readonly authentication?: Authentication;
  readonly extensions?: readonly unknown[];
  readonly workStationId?: string | null;
}

const insertUser = inserter("cxe_users", [
  ...([
    "id",
    "tenant_id",
    "user_id",
    "role_id",
    "status",
    "expires",
    "joined",
    "blocked",
    "no_password",
  ] as const),
  ...(["default_identity_provider", "work_station_id", "location", "supervisor_id", "extensions"] as const),
  ...(["active_extension", "state", "additional_role_ids"] as const),
  ...(["created", "created_by", "updated", "updated_by"] as const),
]);

/** One row in the tenant; no message. */
export async function addUser(
  call: Call,
  tenant: TenantRow,
  person: PersonRow,
  wanted: NewUser,
): Promise<UserRow> {
  const at = stamp(call.now);
  const { rules } = call;
  // Kept as "follow the tenant", never as what that means today.
  const follows = { off: rules.applies("CXE-SSO-03"), provider: rules.applies("CXE-SSO-09") };
  const user: UserRow = {
    id: await newId(call.db),
    tenant_id: tenant.id,
    user_id: person.id,
    role_id: wanted.role,
    status: wanted.status,
    expires: null,
    joined: toFlag(wanted.status === "accepted"),
    blocked: 0,
    no_password: follows.off ? null : toFlag(tenant.platform_authentication !== "enabled"),
    default_identity_provider: follows.provider ? null : tenant.default_identity_provider,
    ...wanted.authentication,
    work_station_id: wanted.workStationId ?? null,
    location: null,
    supervisor_id: null,
    extensions: JSON.stringify(wanted.extensions ?? [firstExtension(person.id)]),
    active_extension: null,
    state: "offline",
    additional_role_ids: "[]",
    created: at,
    created_by: wanted.by,
    updated: at,
    updated_by: wanted.by,
  };
  await insertUser(call.db, user);
  return user;
}

export async function createUser(call: Call, caller: Member): Promise<Answer> {
  const { rules } = call;
  const { tenant } = caller;
  const body = bodyOf(call);
  const enrolling = caller.may("MANAGE_TENANT_ENROLLMENT", "PLATFORM_MANAGE_ALL_TENANTS_ENROLLMENT");
  need(enrolling, "permission-denied", forbidden("you may not add users"));
  const given = body.email !== undefined && body.email !== null && body.email !== "";
  rules.require("CXE-USR-02", given, bad("email is needed", "email"));
  const email = acceptEmail(body.email);
  need(email !== null, "bad-value", bad("email is no valid address", "email"));
  const role = await acceptRole(call, caller, body.roleId);
  requireWithin(call, "CXE-B-05", caller.rank, role.rank);
  const status = readStatus(call, body.status) ?? "pending";
  need(status !== "disabled", "bad-value", bad("nobody starts disabled", "status"));
  const authentication = await acceptAuthentication(call, tenant, body);
  const known = await knownPerson(call, caller, email);
  const person = known ?? (await newPerson(call, caller, email, body));
  const extensions =
    body.extensions === undefined || body.extensions === null
      ? [firstExtension(person.id)]
      : [firstExtension(person.id), ...acceptExtensions(call, body.extensions, [])];
  const workStationId = optionalText(body, "workStationId") ?? null;
  const wanted = { role: role.id, authentication, extensions, workStationId, by: caller.id };
  const start = status === "invited" ? "pending" : status;
  const user = await addUser(call, tenant, person, { ...wanted, status: start });
  if (status === "accepted") {
    const silent = known?.status === "enabled" || canUseProvider(call, tenant, user);
    rules.require("CXE-B-43", silent, bad("only somebody the platform knows is let in silently", "status"));
  }
  if (status === "invited" || !rules.applies("CXE-INV-02")) await invite(call, { tenant, user, person });
  if (typeof body.capacityRuleId === "string")
    await addCapacityRule(call, caller, person.id, body.capacityRuleId);
  return result(await readUser(call, tenant, person.id), 201);
}

/** Somebody the platform knows already, who keeps names, external id and platform role. */
async function knownPerson(call: Call, { tenant }: Member, email: string): Promise<PersonRow | undefined> {
  const person = await findPersonByEmail(call.db, email);
  if (!person) return undefined;
  const here = await findUser(call, tenant.id, person.id);
  const message = "a user with this e-mail address already exists in the tenant";
  call.rules.require("CXE-USR-03", here === undefined, bad(message, "email"));
  const linking = call.rules.applies("CXE-B-12");
  need(linking, "already-registered", bad("this e-mail address is already registered", "email"));
  return person;
}

async function newPerson(call: Call, caller: Member, email: string, body: Members): Promise<PersonRow> {
  const { rules } = call;
  const unsaid = body.platformRoleId === undefined || body.platformRoleId === null;
  const role =
    unsaid && rules.applies("CXE-PROLE-02")
      ? PLATFORM_USER
      : acceptPlatformRole(call, caller, body.platformRoleId, "platformRoleId");
  const taken = (rule: string, field: string) => {
    const text = optionalText(body, field) ?? null;
    return rules.applies(rule) ? text : null;
  };
  return createPerson(call, {
    email,
    role: role.id,
    firstName: taken("CXE-USR-06", "firstName"),
    lastName: taken("CXE-USR-07", "lastName"),
    externalId: taken("CXE-USR-08", "externalId"),
    status: "pending",
    by: caller.id,
  });
}
