/** Attributes that are readable only one object at a time. */
import { declarable, type Kind } from "../kind/kind.ts";
import type { LiveObject } from "../kind/state.ts";
import { valueAt } from "./declare.ts";
import type { TerraformObject } from "./protocol/provider.ts";
import type { Session } from "./session.ts";

export function costlyPaths(kind: Kind): string[] {
  return declarable(kind)
    .filter(([, leaf]) => leaf.costly === true)
    .map(([path]) => path);
}

/** The object with all its costly attributes; as it is where it is gone by now. */
export function withCostly(session: Session, kind: Kind, live: LiveObject): Promise<LiveObject> {
  return session.reads.whole(live, costlyPaths(kind));
}

/** The object with the costly attributes that these values manage. */
export function withManaged(
  session: Session,
  kind: Kind,
  live: LiveObject,
  values: TerraformObject,
): Promise<LiveObject> {
  const managed = costlyPaths(kind).filter((path) => valueAt(values, path) !== null);
  return session.reads.whole(live, managed);
}
