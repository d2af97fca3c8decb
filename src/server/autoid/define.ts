/** Ways to state a route by who may call it. */
import type { Answer } from "../answer.ts";
import type { Call } from "../call.ts";
import type { Handler, Stated } from "../define.ts";
import type { Route } from "../route.ts";
import { admitMember, enterWith, type Member, type NodeRow } from "./access.ts";
import type { Right } from "./roles.ts";

const NODE_RULES = ["AID-TREE-01", "AID-TREE-02", "AID-TREE-04", "AID-TREE-05", "AID-TREE-06", "AID-TREE-07"];
const RIGHT_RULES: { readonly [R in Right]: readonly string[] } = {
  view: ["AID-ROLE-02", "AID-ROLE-05", "AID-ROLE-11"],
  "change settings": ["AID-ROLE-04", "AID-ROLE-05", "AID-ROLE-08"],
  message: ["AID-ROLE-03", "AID-ROLE-08", "AID-ROLE-11"],
  "manage users": ["AID-ROLE-06"],
  "manage accounts": ["AID-ROLE-07"],
};

/** Everybody with a grant somewhere in the tree. */
export function member(stated: Stated, handle: Handler<Member>): Route {
  const rules = ["AID-TREE-01", ...(stated.rules ?? [])];
  return { ...stated, rules, handle: async (call) => handle(call, await admitMember(call)) };
}

/** Whoever holds a right on the node in the path, directly or from above. */
export function onNode(
  right: Right,
  stated: Stated,
  handle: (call: Call, caller: Member, node: NodeRow) => Promise<Answer>,
): Route {
  const rules = [...NODE_RULES, ...RIGHT_RULES[right], ...(stated.rules ?? [])];
  const entered: Route["handle"] = async (call) => {
    const caller = await admitMember(call);
    return handle(call, caller, await enterWith(call, caller, right));
  };
  return { ...stated, rules, handle: entered };
}
