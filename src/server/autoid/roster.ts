/** The read-only roster page's content: the tree and its users, as far as the caller may see them. */
import { Call } from "../call.ts";
import { minute } from "../pages/html.ts";
import type { Roster } from "../route.ts";
import { admitMember } from "./access.ts";
import { readGrants } from "./grant-rows.ts";
import { readNodes } from "./node-rows.ts";

/** Rows shown at most; larger trees are read through the API. */
const ALL = { after: "", limit: 20_000 };
type Node = { readonly id: string; readonly [member: string]: unknown };

/** Names from the top down. */
function pathsOf(nodes: readonly Node[]): (id: string) => string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return (id) => {
    const names: string[] = [];
    for (let node = byId.get(id); node; node = byId.get(String(node.parent)))
      names.unshift(String(node.name));
    return names.join(" / ");
  };
}

const byFirst = (a: readonly string[], b: readonly string[]) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1);

/** Refuses callers without any grant in the tree, by the ordinary check. */
export async function roster(call: Call, account: string): Promise<Roster> {
  const inside = new Call(call.services, { ...call.request, params: { account } }, call.db);
  const caller = await admitMember(inside);
  const nodes = await readNodes(inside, caller, ALL);
  const path = pathsOf(nodes);
  const state = ({ active }: Node) => (active === undefined ? "" : active ? "active" : "not active");
  const accounts = nodes.map((node) => [path(node.id), String(node.kind), state(node)]);
  const users = (await readGrants(inside, caller, ALL)).map((row) => [
    path(row.node),
    row.email,
    row.roles.join(", "),
    minute(row.lastLogin, "never"),
  ]);
  return {
    name: caller.tree.name,
    tables: [
      { title: "Accounts", headings: ["Account", "Kind", "State"], rows: accounts.sort(byFirst) },
      { title: "Users", headings: ["Account", "E-mail", "Roles", "Last login"], rows: users.sort(byFirst) },
    ],
  };
}
