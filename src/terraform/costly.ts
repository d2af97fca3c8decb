/** Attributes that are readable only one object at a time. */
import { declarable, type Kind } from "../kind/kind.ts";
import type { LiveObject } from "../kind/state.ts";
import type { Session } from "./session.ts";

export function costlyPaths(kind: Kind): string[] {
  return declarable(kind)
    .filter(([, leaf]) => leaf.costly === true)
    .map(([path]) => path);
}

/** The object with its costly attributes; as it is where it has them, or where it is gone by now. */
export async function withCostly(session: Session, live: LiveObject): Promise<LiveObject> {
  return (await session.reads.reread(live.kind, live.id)) ?? live;
}
