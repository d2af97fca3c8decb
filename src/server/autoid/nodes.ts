/** The tree: groups at the top, sub-groups below them, locations as leaves (AID-TREE, Q-AID-07). */
import { type Answer, rowAnswer } from "../answer.ts";
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { undocumented } from "../define.ts";
import { requireName } from "../names.ts";
import { pageAnswer } from "../paging.ts";
import type { Route } from "../route.ts";
import { toFlag } from "../store/database.ts";
import { nextId } from "../store/store.ts";
import { enterNode, findNode, type Member, managesAll, type NodeRow, rolesOn } from "./access.ts";
import { member, onNode } from "./define.ts";
import { insertGrant } from "./grant-rows.ts";
import { nodeRow, readNodes } from "./node-rows.ts";
import { requireRight } from "./roles.ts";

const list = "/accounts/{account}/nodes";
export const item = `${list}/{node}`;
const one = { status: 200, schema: "Node" };
const KINDS = ["group", "subgroup", "location"] as const;
const members = {
  name: {
    type: "text",
    doc: "Name of the node.",
    required: true,
    schema: { type: "string", maxLength: 255 },
  },
  kind: { type: "text", doc: "What it is.", required: true, schema: { enum: KINDS } },
  parent: {
    type: "text",
    doc: "Id of the group or sub-group above; null for a group.",
    schema: { type: ["string", "null"] },
  },
} as const;

interface Place {
  readonly kind: (typeof KINDS)[number];
  readonly parent: NodeRow | null;
}

/** Where a new node goes: groups stand at the top, all else below a group or a sub-group. */
async function requirePlace(call: Call, caller: Member): Promise<Place> {
  const body = call.body(members);
  const require = (fine: boolean, field: string, message: string) =>
    call.rules.require("AID-TREE-03", fine, { status: 422, field, message });
  const kind = KINDS.find((each) => each === body.kind);
  require(kind !== undefined, "kind", `kind is one of ${KINDS.join(", ")}`);
  const above = body.parent ?? null;
  const parent = typeof above === "string" ? await findNode(call, caller, above) : undefined;
  require(above === null || parent !== undefined, "parent", `there is no node ${JSON.stringify(above)}`);
  require((kind === "group") ===
    (above === null), "parent", "a group has no parent, every other node has one");
  const leaf = parent?.kind === "location";
  const message = "nothing stands below a location";
  call.rules.require("AID-NAV-01", !leaf, { status: 422, field: "parent", message });
  return { kind: kind ?? "subgroup", parent: parent ?? null };
}

/** Below a node its Account Admins build; at the top those of the whole tree. */
async function requireBuilder(call: Call, caller: Member, parent: NodeRow | null): Promise<void> {
  if (parent) return requireRight(call, await rolesOn(call, caller, parent), "manage accounts");
  const all = await managesAll(call, caller);
  requireRight(call, new Set(all ? ["Account Admin"] : []), "manage accounts");
}

async function create(call: Call, caller: Member): Promise<Answer> {
  const { kind, parent } = await requirePlace(call, caller);
  await requireBuilder(call, caller, parent);
  const named = requireName(call, "AID-TREE-03", call.body(members).name);
  const above = parent?.id ?? "";
  const same = call.db.selectFrom("aid_nodes").select("id").where("tree_id", "=", caller.tree.id);
  const siblings = same.where("parent", "=", above).where("name_key", "=", named.name_key);
  const message = `the name ${JSON.stringify(named.name)} is taken there`;
  const free = (await siblings.executeTakeFirst()) === undefined;
  call.rules.require("AID-TREE-03", free, { status: 409, field: "name", message });
  const row = await insertNode(call, caller.tree.id, {
    ...named,
    kind,
    parent: above,
    active: toFlag(false),
  });
  if (kind === "group")
    await insertGrant(call, row, {
      person: caller.session.person.id,
      roles: ["Account Admin"],
      isOwner: true,
    });
  return rowAnswer(nodeRow(row), 201);
}

type NewNode = Pick<NodeRow, "name" | "name_key" | "kind" | "parent" | "active">;

export async function insertNode(call: Call, tree_id: string, node: NewNode): Promise<NodeRow> {
  const features = { texting: toFlag(false), chat: toFlag(false) };
  const row = {
    id: await nextId(call.db, "nod"),
    tree_id,
    ...node,
    created_at: stamp(call.now),
    ...features,
  };
  await call.db.insertInto("aid_nodes").values(row).execute();
  return row;
}

async function activate(call: Call, _: Member, node: NodeRow): Promise<Answer> {
  call.body({});
  call.matches(nodeRow(node));
  const change = { active: toFlag(true) };
  await call.db.updateTable("aid_nodes").set(change).where("id", "=", node.id).execute();
  return rowAnswer(nodeRow({ ...node, ...change }));
}

const refused = (method: "PATCH" | "DELETE", summary: string, message: string): Route =>
  member(
    { method, path: item, summary, rules: ["AID-TREE-08"], answers: { status: 405, schema: null } },
    undocumented("AID-TREE-08", message),
  );

export const nodeRoutes: readonly Route[] = [
  member(
    {
      method: "GET",
      path: list,
      summary: "Nodes under the caller's grants; those above them with id, name, kind and parent only.",
      paged: true,
      rules: ["AID-TREE-04", "AID-TREE-07"],
      answers: { status: 200, schema: "NodePage" },
    },
    (call, caller) => pageAnswer(call, (window) => readNodes(call, caller, window)),
  ),
  member(
    {
      method: "POST",
      path: list,
      summary: "Adds a node, not active yet. Whoever adds a group becomes its Account Admin.",
      members,
      rules: ["AID-TREE-03", "AID-ROLE-07", "AID-NAV-01"],
      answers: { status: 201, schema: "Node" },
    },
    create,
  ),
  member(
    {
      method: "GET",
      path: item,
      summary: "One node.",
      rules: ["AID-TREE-05", "AID-TREE-06", "AID-TREE-07"],
      answers: one,
    },
    async (call, caller) => rowAnswer(nodeRow((await enterNode(call, caller)).node)),
  ),
  refused("PATCH", "Refused: nodes are neither renamed, moved nor deactivated.", "a node cannot be changed"),
  refused("DELETE", "Refused: the product documents no removal.", "a node cannot be removed"),
  onNode(
    "manage accounts",
    {
      method: "POST",
      path: `${item}/activate`,
      summary: "Activates a node; an active one stays as it is.",
      members: {},
      answers: one,
    },
    activate,
  ),
];
