/** Who is calling, and which roles the caller has on a node: the union along the path to it (Q-AID-01). */
import { type Call, notFound } from "../call.ts";
import type { Session } from "../people.ts";
import { Refusal } from "../rules.ts";
import type { Database } from "../store/database.ts";
import { prepared } from "../store/prepared.ts";
import { isAboveGrants, pathTo } from "./reach.ts";
import { fromColumns, type Right, type Role, requireRight } from "./roles.ts";

export type NodeRow = Database["aid_nodes"];

/** A caller inside a tree. */
export interface Member {
  readonly session: Session;
  readonly tree: Database["aid_trees"];
}

const trees = prepared<{ tree: string; person: string }, Database["aid_trees"]>((db, parameter) =>
  db
    .selectFrom("aid_trees as t")
    .selectAll("t")
    .where("t.id", "=", parameter("tree"))
    .where((where) =>
      where.exists(
        where
          .selectFrom("aid_grants as g")
          .select("g.id")
          .whereRef("g.tree_id", "=", "t.id")
          .where("g.person_id", "=", parameter("person")),
      ),
    ),
);

/** Admits everybody with a grant somewhere in the tree. */
export async function admitMember(call: Call): Promise<Member> {
  const session = await call.signedIn();
  const id = call.param("account");
  const [tree] = await trees(call.db, { tree: id, person: session.person.id });
  const unknown = { status: 404, message: "there is no such account among yours" };
  call.rules.require("AID-TREE-01", tree !== undefined, unknown);
  if (!tree) throw new Refusal("forbidden", { status: 403, message: "no user of this account" });
  call.account = id;
  return { session, tree };
}

/** The caller's roles on a node; from above they come by AID-TREE-04, to locations by AID-TREE-02. */
export async function rolesOn(call: Call, { session }: Member, node: NodeRow): Promise<ReadonlySet<Role>> {
  const inherits = node.kind === "location" ? "AID-TREE-02" : "AID-TREE-04";
  const steps = await pathTo(call.db, node.id, session.person.id);
  const counted = steps.filter((step) => step.depth === 0 || call.rules.applies(inherits));
  return new Set(counted.flatMap((step) => fromColumns(step)));
}

export async function findNode(call: Call, { tree }: Member, id: string): Promise<NodeRow | undefined> {
  const nodes = call.db.selectFrom("aid_nodes").selectAll().where("tree_id", "=", tree.id);
  return nodes.where("id", "=", id).executeTakeFirst();
}

/** The node in the path (AID-TREE-06), refused to callers without any role on it. */
export async function enterNode(
  call: Call,
  caller: Member,
  id = call.param("node"),
): Promise<{ node: NodeRow; roles: ReadonlySet<Role> }> {
  const node = await findNode(call, caller, id);
  call.rules.require("AID-TREE-06", node !== undefined, { status: 404, message: "there is no such node" });
  if (!node) throw notFound("node");
  const roles = await rolesOn(call, caller, node);
  if (roles.size === 0) await refuseOutside(call, caller, node);
  return { node, roles };
}

/** Access runs down only (AID-TREE-07); beside a grant there is none (AID-TREE-05). */
async function refuseOutside(call: Call, { session, tree }: Member, node: NodeRow): Promise<void> {
  const isAbove = await isAboveGrants(call.db, tree.id, session.person.id, node.id);
  const rule = isAbove ? "AID-TREE-07" : "AID-TREE-05";
  const message = isAbove ? "access to an account gives none to those above it" : "no access to this account";
  call.rules.require(rule, false, { status: 403, message });
}

/** The node in the path, for callers who hold a right on it. */
export async function enterWith(call: Call, caller: Member, right: Right): Promise<NodeRow> {
  const { node, roles } = await enterNode(call, caller);
  requireRight(call, roles, right);
  return node;
}

/** Whether the caller is Account Admin of every root group, and so of the whole tree. */
export async function managesAll({ db }: Call, { session, tree }: Member): Promise<boolean> {
  const roots = db
    .selectFrom("aid_nodes as n")
    .leftJoin("aid_grants as g", (join) =>
      join.onRef("g.node_id", "=", "n.id").on("g.person_id", "=", session.person.id),
    )
    .select("g.role_admin")
    .where("n.tree_id", "=", tree.id)
    .where("n.parent", "=", "");
  const rows = await roots.execute();
  return rows.length > 0 && rows.every((row) => row.role_admin === 1);
}
