/** Ways to state a route by who may call it, whatever the platform. */
import type { Answer } from "./answer.ts";
import { type Call, notFound } from "./call.ts";
import type { Session } from "./people.ts";
import type { Route } from "./route.ts";

export type Stated = Omit<Route, "handle">;
export type Handler<Caller> = (call: Call, caller: Caller) => Promise<Answer>;

/** Anybody, without a token. */
export function open(stated: Stated, handle: (call: Call) => Promise<Answer>): Route {
  return { ...stated, open: true, handle };
}

/** Any signed-in person. */
export function person(stated: Stated, handle: Handler<Session>): Route {
  return { ...stated, handle: async (call) => handle(call, await call.signedIn()) };
}

/** What a call does that the product does not document: it is refused under the rule that says so. */
export function undocumented(rule: string, message: string): (call: Call) => Promise<Answer> {
  return async (call) => {
    call.rules.require(rule, false, { status: 405, message });
    throw notFound("path");
  };
}
