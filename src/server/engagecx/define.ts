/** Ways to state a route by who may call it. */
import type { Handler, Stated } from "../define.ts";
import type { Route } from "../route.ts";
import { admitManager, admitMember, type Member } from "./access.ts";

const MEMBER_RULES = ["ECX-ORG-02", "ECX-USR-05", "ECX-USR-06"];

/** Any active user of the organization. */
export function member(stated: Stated, handle: Handler<Member>): Route {
  const rules = [...MEMBER_RULES, ...(stated.rules ?? [])];
  return { ...stated, rules, handle: async (call) => handle(call, await admitMember(call)) };
}

/** Active users who manage the organization; `right` is the rule that says so. */
export function manager(stated: Stated, handle: Handler<Member>, right = "ECX-PERM-04"): Route {
  const rules = [...MEMBER_RULES, right, ...(stated.rules ?? [])];
  return { ...stated, rules, handle: async (call) => handle(call, await admitManager(call, right)) };
}
