/** Ways to state a route by who may call it. */
import type { Answer } from "../answer.ts";
import type { Call } from "../call.ts";
import type { Route } from "../route.ts";
import { admit, type Member } from "./member.ts";
import { forbidden, need } from "./wire.ts";

export const DONE = { answers: { status: 200, schema: "Result" } } as const;
export const MADE = { answers: { status: 201, schema: "Result" } } as const;

type Stated = Omit<Route, "handle">;
export type Handler = (call: Call, caller: Member) => Promise<Answer>;

/** Everybody the tenant admits; with permissions named, whoever holds one of them. */
export function inTenant(stated: Stated, handle: Handler, ...permissions: readonly string[]): Route {
  return {
    ...stated,
    handle: async (call) => {
      const caller = await admit(call);
      if (permissions.length > 0) requireAny(caller, permissions);
      return handle(call, caller);
    },
  };
}

export function requireAny(caller: Member, permissions: readonly string[]): void {
  const message = `one of these permissions is needed: ${permissions.join(", ")}`;
  need(caller.may(...permissions), "permission-denied", forbidden(message));
}
