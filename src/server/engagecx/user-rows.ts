/** Users as the wire shows them: two queries per page, whatever its length. */
import { sql } from "kysely";
import type { Row } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { wireTime } from "../clock.ts";
import { collect, type Link } from "../links.ts";
import type { Window } from "../paging.ts";
import { type Database, type Db, isSet } from "../store/database.ts";
import { prepared } from "../store/prepared.ts";
import { atMost, contains } from "../store/store.ts";
import type { Member } from "./access.ts";

export interface UserRow extends Row {
  readonly email: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly enabled: boolean;
  readonly pending: boolean;
  readonly groups: readonly string[];
}

interface Wanted extends Window {
  readonly term?: string | null;
}

type Organization = Pick<Database["ecx_organizations"], "id" | "default_timezone" | "timezone_for_all">;

function userColumns(db: Db) {
  return db
    .selectFrom("ecx_users as u")
    .innerJoin("people as p", "p.id", "u.person_id")
    .select([
      "u.id",
      "p.email",
      "p.name",
      "u.is_default",
      "u.enabled",
      "u.pending",
      "p.timezone",
      "p.last_login_at",
    ]);
}

type StoredUser = Pick<Database["ecx_users"], "id" | "is_default" | "enabled" | "pending"> &
  Pick<Database["people"], "email" | "name" | "timezone" | "last_login_at">;

/** Users of an organization in order of id. */
export async function readUsers(call: Call, organization: Organization, wanted: Wanted): Promise<UserRow[]> {
  const { after, limit, term } = wanted;
  let query = userColumns(call.db).where("u.organization_id", "=", organization.id).where("u.id", ">", after);
  if (!call.rules.applies("ECX-USR-09")) query = query.where("u.enabled", "=", 1);
  if (term)
    query = query.where((where) =>
      where.or([contains(sql.ref("p.email_key"), term), contains(sql.ref("p.name_key"), term)]),
    );
  const rows = await query.orderBy("u.id").limit(atMost(limit)).execute();
  return show(call, organization, rows, await readMemberships(call, rows));
}

const storedUser = prepared<{ organization: string; id: string }, StoredUser>((db, parameter) =>
  userColumns(db)
    .where("u.organization_id", "=", parameter("organization"))
    .where("u.id", "=", parameter("id")),
);

const groupsOfUser = prepared<{ id: string }, Link>((db, parameter) =>
  db
    .selectFrom("ecx_memberships")
    .select(["user_id as owner", "group_id as id"])
    .where("user_id", "=", parameter("id"))
    .orderBy("group_id"),
);

export async function readUser(
  call: Call,
  { organization }: Member,
  id = call.param("user"),
): Promise<UserRow> {
  const rows = await storedUser(call.db, { organization: organization.id, id });
  const [row] = show(call, organization, rows, collect(await groupsOfUser(call.db, { id })));
  if (!row) throw notFound("user");
  return row;
}

async function readMemberships(call: Call, users: readonly { readonly id: string }[]) {
  if (users.length === 0) return new Map<string, string[]>();
  const ids = users.map((user) => user.id);
  const query = call.db.selectFrom("ecx_memberships").select(["user_id as owner", "group_id as id"]);
  return collect(await query.where("user_id", "in", ids).orderBy("group_id").execute());
}

function show(
  call: Call,
  organization: Organization,
  rows: readonly StoredUser[],
  joined: ReadonlyMap<string, readonly string[]>,
): UserRow[] {
  const zone = timezoneOf(call, organization);
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    isDefault: isSet(row.is_default),
    enabled: isSet(row.enabled),
    pending: isSet(row.pending),
    groups: joined.get(row.id) ?? [],
    timezone: zone(row.timezone),
    lastLoginAt: isSet(row.pending) ? null : wireTime(row.last_login_at),
  }));
}

/** The time zone in force for a person: the organization's for all (ECX-ORG-09), else the own one, else the default (ECX-ORG-08). */
function timezoneOf(call: Call, organization: Organization): (own: string | null) => string {
  const forAll = call.rules.applies("ECX-ORG-09") && isSet(organization.timezone_for_all);
  const inherited = call.rules.applies("ECX-ORG-08") ? organization.default_timezone : "UTC";
  return (own) => (forAll ? organization.default_timezone : (own ?? inherited));
}
