/** Platform users: one account per address, above all tenants. */
import type { Call } from "../call.ts";
import { stamp, wireTime } from "../clock.ts";
import { inserter } from "../store/insert.ts";
import { fold } from "../text.ts";
import type { PersonRow, SignedIn } from "./caller.ts";
import { newId } from "./ids.ts";
import type { Member } from "./member.ts";
import {
  PLATFORM_ADMINISTRATOR,
  PLATFORM_ROLES,
  PLATFORM_USER,
  type PlatformRole,
  platformRoleOf,
} from "./permissions.ts";
import { bad, forbidden, need } from "./wire.ts";

export interface NewPerson {
  readonly email: string;
  readonly role: string;
  readonly status: "pending" | "enabled" | "disabled";
  readonly by: string;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly externalId?: string | null;
  readonly personalTelephone?: string | null;
  readonly password?: string | null;
  readonly id?: string;
}

const insertPerson = inserter("cxe_people", [
  ...(["id", "email", "email_key", "first_name", "last_name", "external_id", "personal_telephone"] as const),
  ...(["status", "role_id", "additional_role_ids", "default_tenant", "password", "generation"] as const),
  ...(["created", "created_by", "updated", "updated_by"] as const),
]);

export async function createPerson(call: Call, wanted: NewPerson): Promise<PersonRow> {
  const at = stamp(call.now);
  const { email, by } = wanted;
  const person: PersonRow = {
    id: wanted.id ?? (await newId(call.db)),
    email,
    email_key: fold(email),
    first_name: wanted.firstName ?? null,
    last_name: wanted.lastName ?? null,
    external_id: wanted.externalId ?? null,
    personal_telephone: wanted.personalTelephone ?? null,
    status: wanted.status,
    role_id: wanted.role,
    additional_role_ids: "[]",
    default_tenant: null,
    password: wanted.password ?? null,
    generation: 1,
    created: at,
    created_by: by,
    updated: at,
    updated_by: by,
  };
  await insertPerson(call.db, person);
  return person;
}

/** Whether a caller administers the platform. */
export function administersPlatform(caller: SignedIn): boolean {
  return caller.kind === "person" && caller.person.role_id === PLATFORM_ADMINISTRATOR.id;
}

/** The platform role a body names. Nobody gives one that permits more than the own. */
export function acceptPlatformRole(
  call: Call,
  { caller }: Pick<Member, "caller">,
  value: unknown,
  field: string,
): PlatformRole {
  const role = PLATFORM_ROLES.find((each) => each.id === value);
  call.rules.require("CXE-PROLE-01", role !== undefined, bad("there is no such platform role", field));
  const given = role ?? PLATFORM_USER;
  const within = given.id !== PLATFORM_ADMINISTRATOR.id || administersPlatform(caller);
  need(within, "platform-role-above-own", forbidden("this role is above your own", field));
  return given;
}

/** Whether somebody's platform role holds a permission. Keys hold none. */
export function mayOnPlatform(caller: SignedIn, ...names: readonly string[]): boolean {
  const held = caller.kind === "person" ? (platformRoleOf(caller.person.role_id)?.permissions ?? []) : [];
  return names.some((name) => held.includes(name));
}

export function personView(person: PersonRow) {
  return {
    id: person.id,
    userId: person.id,
    email: person.email,
    firstName: person.first_name,
    lastName: person.last_name,
    externalId: person.external_id,
    personalTelephone: person.personal_telephone,
    status: person.status,
    roleId: person.role_id,
    additionalRoleIds: JSON.parse(person.additional_role_ids),
    defaultTenant: person.default_tenant,
    hasPassword: person.password !== null,
    created: wireTime(person.created),
    createdBy: person.created_by,
    updated: wireTime(person.updated),
    updatedBy: person.updated_by,
  };
}
