/** Walks through the tree, each in one statement: who reaches what, and what stands above it. */
import { sql } from "kysely";
import type { Db } from "../store/database.ts";

interface Step {
  readonly id: string;
  readonly depth: number;
  readonly role_user: number | null;
  readonly role_admin: number | null;
  readonly role_agent: number | null;
}

/** The node and those above it, each with what the person was granted there. */
export async function pathTo(db: Db, node: string, person: string): Promise<readonly Step[]> {
  const { rows } = await sql<Step>`
    with recursive path (id, parent, depth) as (
      select id, parent, 0 from aid_nodes where id = ${node}
      union all
      select n.id, n.parent, p.depth + 1 from aid_nodes n join path p on n.id = p.parent
    )
    select p.id, p.depth, g.role_user, g.role_admin, g.role_agent
    from path p left join aid_grants g on g.node_id = p.id and g.person_id = ${person}
    order by p.depth`.execute(db);
  return rows;
}

/** Every node of the tree with how many of the caller's grants give each role there. */
export function reach(tree: string, person: string) {
  const granted = sql`left join aid_grants g on g.node_id = n.id and g.person_id = ${person}`;
  const own = (column: string) => sql`coalesce(g.${sql.ref(column)}, 0)`;
  return sql`reach (id, users, admins, agents) as (
    select n.id, ${own("role_user")}, ${own("role_admin")}, ${own("role_agent")}
    from aid_nodes n ${granted} where n.tree_id = ${tree} and n.parent = ''
    union all
    select n.id, r.users + ${own("role_user")}, r.admins + ${own("role_admin")}, r.agents + ${own("role_agent")}
    from aid_nodes n join reach r on n.parent = r.id ${granted}
  )`;
}

/** The nodes from a grant of the person up to the top. */
export function upward(tree: string, person: string) {
  return sql`up (id, parent) as (
    select n.id, n.parent from aid_nodes n join aid_grants g on g.node_id = n.id
    where g.tree_id = ${tree} and g.person_id = ${person}
    union
    select n.id, n.parent from aid_nodes n join up on n.id = up.parent
  )`;
}

/** Whether a node stands above a grant of the person. */
export async function isAboveGrants(db: Db, tree: string, person: string, node: string): Promise<boolean> {
  const { rows } = await sql`with recursive ${upward(tree, person)}
    select id from up where id = ${node}`.execute(db);
  return rows.length > 0;
}
