/** Grants as the wire shows them: one query per page. */
import { sql } from "kysely";
import type { Row } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { stamp, wireTime } from "../clock.ts";
import type { Window } from "../paging.ts";
import { findPerson } from "../people.ts";
import { type Database, isSet, toFlag } from "../store/database.ts";
import { atMost, nextId } from "../store/store.ts";
import { fold } from "../text.ts";
import type { Member, NodeRow } from "./access.ts";
import { reach } from "./reach.ts";
import { fromColumns, type Role, toColumns } from "./roles.ts";

export interface GrantRow extends Row {
  readonly node: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly lastLogin: string | null;
  readonly isOwner: boolean;
}

type Stored = Database["aid_grants"] & { readonly email: string; readonly last_login: string | null };

function grantRow(call: Call, row: Stored): GrantRow {
  return {
    id: row.id,
    node: row.node_id,
    email: row.email,
    login: call.rules.applies("AID-USR-03") ? fold(row.email) : null,
    roles: fromColumns(row),
    lastLogin: wireTime(row.last_login),
    addedAt: wireTime(row.added_at),
    isOwner: isSet(row.is_owner),
  };
}

const columns = sql`g.*, p.email, l.at as last_login`;
const joined = sql`aid_grants g join people p on p.id = g.person_id
  left join aid_logins l on l.tree_id = g.tree_id and l.person_id = g.person_id`;

/** Direct grants of one node, in order of id. */
export async function readGrantsOn(call: Call, node: NodeRow, { after, limit }: Window): Promise<GrantRow[]> {
  const { rows } = await sql<Stored>`select ${columns} from ${joined}
    where g.node_id = ${node.id} and g.id > ${after} order by g.id limit ${atMost(limit)}`.execute(call.db);
  return rows.map((row) => grantRow(call, row));
}

/** Direct grants on all nodes the caller may view, and the caller's own; in order of id. */
export async function readGrants(
  call: Call,
  { tree, session }: Member,
  { after, limit }: Window,
): Promise<GrantRow[]> {
  const person = session.person.id;
  const { rows } = await sql<Stored>`with recursive ${reach(tree.id, person)}
    select ${columns} from ${joined} join reach r on r.id = g.node_id
    where g.tree_id = ${tree.id} and g.id > ${after} and (r.users + r.admins > 0 or g.person_id = ${person})
    order by g.id limit ${atMost(limit)}`.execute(call.db);
  return rows.map((row) => grantRow(call, row));
}

/** The caller's own grants. */
export async function readOwn(call: Call, { tree, session }: Member): Promise<GrantRow[]> {
  const { rows } = await sql<Stored>`select ${columns} from ${joined}
    where g.tree_id = ${tree.id} and g.person_id = ${session.person.id} order by g.id`.execute(call.db);
  return rows.map((row) => grantRow(call, row));
}

export async function readGrant(call: Call, { tree }: Member, id = call.param("grant")): Promise<GrantRow> {
  const { rows } = await sql<Stored>`select ${columns} from ${joined}
    where g.tree_id = ${tree.id} and g.id = ${id}`.execute(call.db);
  const [row] = rows;
  if (!row) throw notFound("user of this account");
  return grantRow(call, row);
}

/** Of a person on one node. */
export async function findGrant(call: Call, node: NodeRow, email: string): Promise<GrantRow | null> {
  const person = await findPerson(call.db, email);
  const { rows } = await sql<Stored>`select ${columns} from ${joined}
    where g.node_id = ${node.id} and g.person_id = ${person?.id ?? ""}`.execute(call.db);
  return rows[0] ? grantRow(call, rows[0]) : null;
}

interface NewGrant {
  /** Id. */
  readonly person: string;
  readonly roles: readonly Role[];
  readonly isOwner: boolean;
}

/** Returns the id. */
export async function insertGrant(
  call: Call,
  { id: node_id, tree_id }: NodeRow,
  { person, roles, isOwner }: NewGrant,
): Promise<string> {
  const id = await nextId(call.db, "usr");
  const place = { id, tree_id, node_id, person_id: person };
  const state = { ...toColumns(roles), is_owner: toFlag(isOwner), added_at: stamp(call.now) };
  await call.db
    .insertInto("aid_grants")
    .values({ ...place, ...state })
    .execute();
  return id;
}
