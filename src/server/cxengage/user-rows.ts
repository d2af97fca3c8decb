/** Tenant users as the wire shows them: a handful of queries, however many users. */
import type { Call } from "../call.ts";
import { wireTime } from "../clock.ts";
import { type Database, type Db, isSet } from "../store/database.ts";
import { prepared } from "../store/prepared.ts";
import { invitationStatus } from "./lifecycle.ts";
import type { TenantRow } from "./member.ts";
import { missing } from "./wire.ts";

interface Wanted {
  /** Only this user. */
  readonly user?: string;
  /** Whether rows carry `groups` and `skills`. */
  readonly associations: boolean;
}
type ObjectRow = Database["cxe_objects"];
type Link = Pick<Database["cxe_links"], "kind" | "near_id" | "far_id" | "proficiency" | "added">;
export type UserView = { readonly id: string; readonly [member: string]: unknown };

/** Users of a tenant in order of creation. */
export async function readUsers(
  call: Call,
  tenant: TenantRow,
  { user, associations }: Wanted,
): Promise<UserView[]> {
  const one = user === undefined ? null : { tenant: tenant.id, user };
  const rows = one ? await userRowsOfOne(call.db, one) : await userRows(call.db, tenant.id).execute();
  const objects = byId(one ? await objectRowsOfOne(call.db, one) : await objectRows(call.db, tenant.id));
  const links = byUser(
    one ? await linkRowsOfOne(call.db, one) : await linkRows(call.db, tenant.id).execute(),
  );
  const [show, tied] = [shower(call, tenant, objects), tier(tenant, objects)];
  return rows.map((row) => {
    const own = links.get(row.user_id) ?? [];
    return { ...show(row, own), ...(associations && tied(row, own)) };
  });
}

export async function readUser(call: Call, tenant: TenantRow, user: string): Promise<UserView> {
  const [row] = await readUsers(call, tenant, { user, associations: true });
  if (!row) throw missing("user");
  return row;
}

function userRows(db: Db, tenant: string) {
  return db
    .selectFrom("cxe_users as u")
    .innerJoin("cxe_people as p", "p.id", "u.user_id")
    .selectAll("u")
    .select(["p.email", "p.first_name", "p.last_name", "p.external_id", "p.personal_telephone"])
    .select(["p.default_tenant", "p.status as platform_status", "p.password"])
    .where("u.tenant_id", "=", tenant)
    .orderBy("u.id");
}
type Joined = Awaited<ReturnType<ReturnType<typeof userRows>["execute"]>>[number];
type One = { readonly tenant: string; readonly user: string };

const userRowsOfOne = prepared<One, Joined>((db, parameter) =>
  userRows(db, parameter("tenant")).where("u.user_id", "=", parameter("user")),
);

const SHOWN = ["roles", "groups", "skills", "capacity-rules"];
const TIED = ["group-user", "skill-user", "capacity-rule-user"];

function objectRows(db: Db, tenant: string): Promise<ObjectRow[]> {
  const query = db.selectFrom("cxe_objects").selectAll().where("kind", "in", SHOWN);
  const own = query.where((where) => where.or([where("tenant_id", "=", tenant), where("shared", "=", 1)]));
  return own.orderBy("id").execute();
}

/** What one user is tied to, with the role and the group of everybody. */
const objectRowsOfOne = prepared<One, ObjectRow>((db, parameter) => {
  const [tenant, user] = [parameter("tenant"), parameter("user")];
  const users = db.selectFrom("cxe_users").select("role_id as id").where("user_id", "=", user);
  const tied = linkRows(db, tenant)
    .clearSelect()
    .clearOrderBy()
    .select("near_id as id")
    .where("far_id", "=", user);
  const everyone = db.selectFrom("cxe_objects").select("id").where("tenant_id", "=", tenant);
  return db
    .selectFrom("cxe_objects")
    .selectAll()
    .where((where) =>
      where.or([
        where("id", "in", users.where("tenant_id", "=", tenant)),
        where("id", "in", tied),
        where("id", "in", everyone.where("kind", "=", "groups").where("name_key", "=", "everyone")),
      ]),
    )
    .orderBy("id");
});

function linkRows(db: Db, tenant: string) {
  return db
    .selectFrom("cxe_links")
    .select(["kind", "near_id", "far_id", "proficiency", "added"])
    .where("tenant_id", "=", tenant)
    .where("kind", "in", TIED)
    .orderBy("kind")
    .orderBy("near_id");
}

const linkRowsOfOne = prepared<One, Link>((db, parameter) =>
  linkRows(db, parameter("tenant")).where("far_id", "=", parameter("user")),
);

function byId(rows: readonly ObjectRow[]): ReadonlyMap<string, ObjectRow> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** Links by user, in order of the objects' ids. */
function byUser(rows: readonly Link[]): ReadonlyMap<string, readonly Link[]> {
  const links = new Map<string, Link[]>();
  for (const link of rows) {
    const list = links.get(link.far_id);
    if (list) list.push(link);
    else links.set(link.far_id, [link]);
  }
  return links;
}

/** Everything of a row but its groups and skills. */
function shower(call: Call, tenant: TenantRow, objects: ReadonlyMap<string, ObjectRow>) {
  const { rules } = call;
  const standing = invitationStatus(call);
  const [two, named] = [rules.applies("CXE-B-01"), rules.applies("CXE-USR-11")];
  return (row: Joined, links: readonly Link[]): UserView => {
    const rule = links.find((link) => link.kind === "capacity-rule-user");
    const object = rule && objects.get(rule.near_id);
    const capacity = object ? { id: object.id, name: object.name, active: isSet(object.active) } : null;
    return {
      id: row.user_id,
      userId: row.user_id,
      tenantId: tenant.id,
      email: row.email,
      firstName: named ? row.first_name : null,
      lastName: named ? row.last_name : null,
      externalId: row.external_id,
      personalTelephone: row.personal_telephone,
      defaultTenant: row.default_tenant,
      roleId: row.role_id,
      roleName: objects.get(row.role_id)?.name ?? null,
      status: row.status,
      ...(two && { platformStatus: row.platform_status }),
      invitationStatus: standing({ tenant, user: row, person: { status: row.platform_status } }),
      invitationExpiryDate: wireTime(row.expires),
      blocked: isSet(row.blocked),
      state: row.state,
      extensions: JSON.parse(row.extensions),
      activeExtension: row.active_extension === null ? null : JSON.parse(row.active_extension),
      capacityRules: capacity ? [capacity] : [],
      effectiveCapacityRule: capacity,
      noPassword: row.no_password === null ? null : isSet(row.no_password),
      hasPassword: row.password !== null,
      defaultIdentityProvider: row.default_identity_provider,
      workStationId: row.work_station_id,
      location: row.location,
      supervisorId: row.supervisor_id,
      additionalRoleIds: JSON.parse(row.additional_role_ids),
      clientLogLevel: null,
      aliasPlatformUserId: null,
      aliasTenantUserId: null,
      created: wireTime(row.created),
      createdBy: row.created_by,
      updated: wireTime(row.updated),
      updatedBy: row.updated_by,
    };
  };
}

/** Groups and skills of a row. Everybody is in the group `everyone`. */
function tier(tenant: TenantRow, objects: ReadonlyMap<string, ObjectRow>) {
  const everyone = [...objects.values()].find((row) => isEveryone(row) && row.tenant_id === tenant.id);
  return (row: Joined, links: readonly Link[]) => {
    const groups = links.flatMap((link) => {
      const group = link.kind === "group-user" ? objects.get(link.near_id) : undefined;
      return group ? [groupOf(group, row.user_id, link.added)] : [];
    });
    const skills = links.flatMap((link) => {
      const skill = link.kind === "skill-user" ? objects.get(link.near_id) : undefined;
      return skill ? [skillOf(skill, link)] : [];
    });
    return {
      groups: [...(everyone ? [groupOf(everyone, row.user_id, row.created)] : []), ...groups],
      skills,
    };
  };
}

export function isEveryone({ kind, more }: Pick<ObjectRow, "kind" | "more">): boolean {
  return kind === "groups" && (JSON.parse(more) as { type: string }).type === "everyone";
}

export function groupOf(row: ObjectRow, user: string, added: string) {
  const { description, owner } = JSON.parse(row.more) as { description: string; owner: string };
  return {
    id: row.id,
    groupId: row.id,
    name: row.name,
    description,
    active: isSet(row.active),
    memberId: user,
    memberType: "user",
    tenantId: row.tenant_id,
    ownerId: owner,
    added: wireTime(added),
  };
}

export function skillOf(row: ObjectRow, { proficiency, added }: Pick<Link, "proficiency" | "added">) {
  const { description, hasProficiency } = JSON.parse(row.more) as {
    description: string;
    hasProficiency: boolean;
  };
  return {
    id: row.id,
    skillId: row.id,
    name: row.name,
    description,
    active: isSet(row.active),
    hasProficiency,
    proficiency,
    tenantId: row.tenant_id,
    added: wireTime(added),
  };
}
