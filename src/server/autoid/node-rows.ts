/** Nodes as the wire shows them: one query per page. */
import { sql } from "kysely";
import type { Row } from "../answer.ts";
import type { Call } from "../call.ts";
import { wireTime } from "../clock.ts";
import type { Window } from "../paging.ts";
import { isSet } from "../store/database.ts";
import { atMost } from "../store/store.ts";
import type { Member, NodeRow } from "./access.ts";
import { reach, upward } from "./reach.ts";

export function nodeRow(row: NodeRow): Row {
  const { id, name, kind, parent, active, created_at } = row;
  const place = { id, name, kind, parent: parent === "" ? null : parent };
  return { ...place, active: isSet(active), createdAt: wireTime(created_at) };
}

/** Nodes under the caller's grants, and those above them with nothing but what makes their path; in order of id. */
export async function readNodes(
  call: Call,
  { tree, session }: Member,
  { after, limit }: Window,
): Promise<Row[]> {
  const person = session.person.id;
  const { rows } = await sql<NodeRow & { inside: number }>`
    with recursive ${reach(tree.id, person)},
    ${upward(tree.id, person)}
    select n.*, r.users + r.admins + r.agents as inside
    from aid_nodes n join reach r on r.id = n.id
    where n.id > ${after} and (r.users + r.admins + r.agents > 0 or n.id in (select id from up))
    order by n.id limit ${atMost(limit)}`.execute(call.db);
  return rows.map(({ inside, ...row }) => {
    const { id, name, kind, parent, ...more } = nodeRow(row);
    return { id, name, kind, parent, ...(Number(inside) > 0 && more) };
  });
}
