/** Ways to state a route by who may call it. */
import type { Handler, Stated } from "../define.ts";
import type { Route } from "../route.ts";
import { admitMember, type Member, requireManager } from "./access.ts";

const MEMBER_RULES = ["CTC-TM-01", "CTC-TM-08", "CTC-TM-14"];

/** Any active member of the account. */
export function member(stated: Stated, handle: Handler<Member>): Route {
  const rules = [...MEMBER_RULES, ...(stated.rules ?? [])];
  return { ...stated, rules, handle: async (call) => handle(call, await admitMember(call)) };
}

/** Active members with the role Super Admin. */
export function manager(stated: Stated, handle: Handler<Member>): Route {
  const rules = [...MEMBER_RULES, "CTC-TM-04", "CTC-TM-06", ...(stated.rules ?? [])];
  const managed: Route["handle"] = async (call) => {
    const caller = await admitMember(call);
    requireManager(call, caller);
    return handle(call, caller);
  };
  return { ...stated, rules, handle: managed };
}
