/** What an object of the account is known by when a plan asks later whether it is still the same. */

import { digestOf } from "../kind/canonical.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { Kind } from "../kind/kind.ts";
import type { LiveObject } from "../kind/state.ts";
import type { Link, Value } from "../kind/value.ts";

export const ABSENT = "absent";

/**
 * `sha256:…` of everything a manifest could declare about the object, links included, or `absent` for one that is only
 * listed. Read-only facts (invitation state, last login, dates) and the order of links never count.
 */
export function fingerprint(kind: Kind, object: LiveObject): string {
  if (!object.present) return ABSENT;
  const declared: Record<string, Value> = {};
  for (const [path, leaf] of kind.leaves) {
    const value = object.attributes[path];
    if (leaf.readOnly === true || leaf.writeOnly === true || leaf.costly === true || value === undefined)
      continue;
    declared[path] = leaf.type === "links" ? sortLinks(value as readonly Link[]) : value;
  }
  return digestOf({ kind: object.kind, id: object.id, declared });
}

function sortLinks(links: readonly Link[]): readonly Link[] {
  return [...links].sort((a, b) => byCodePoint(a.to, b.to));
}
