/** What a reviewer should know of a grant: how far it reaches, and what is left without it. */
import type { PlanNote } from "../../kind/check.ts";
import { roleNames } from "./checks/users.ts";
import { inherited, nodeAt, personOf, treeOf } from "./tree.ts";

/** AID-TREE-04: a grant covers its node and everything below. */
export const reach: PlanNote = ({ verb, before, after, live, planned }) => {
  const [grant, state] = verb === "remove" ? [before, live] : [after, planned];
  const node = grant === null ? undefined : nodeAt(grant.parent, state);
  if (node === undefined) return [];
  const [path = "", ...below] = treeOf(state).paths(node);
  const verbs = verb === "remove" ? "reached" : "reaches";
  const others = below.length === 1 ? "the one" : `all ${below.length}`;
  const text =
    below.length === 0
      ? `${verbs} 1 node: ${path}`
      : `${verbs} ${below.length + 1} nodes: ${path} and ${others} below it`;
  return [{ rule: "AID-TREE-04", text }];
};

/** AID-TREE-07: what a person is granted above stays when the grant of one node ends. */
export const staysInherited: PlanNote = ({ verb, before, planned }) => {
  if (verb !== "remove" || before === null) return [];
  const above = inherited(personOf(before), nodeAt(before.parent, planned), planned);
  if (above.size === 0) return [];
  const [node = ""] = above.values();
  const text = `access goes on as ${roleNames(above.keys())}, granted above on ${node}`;
  return [{ rule: "AID-TREE-07", text }];
};
