/** What people may do because an object exists: told by looking at the account without it. */
import type { Entitlement } from "../kind/entitlement.ts";
import type { State } from "../kind/state.ts";
import { allKinds, type KindTable } from "../kind/table.ts";
import { type LeftOut, without } from "../kind/without.ts";

/**
 * The entitlements, or those paths of them, that would go if the object and everything inside it were not there: whoever
 * opens a workspace, whatever a group or a role gives. Works for every kind of every platform.
 */
export function restingOn(
  held: readonly Entitlement[],
  state: State,
  table: KindTable,
  kind: string,
  key: string,
): Entitlement[] {
  return vanished(held, table.access(without(state, table, insideOf(table, kind, key))));
}

/** Entitlements with those of their paths that are not among `others`. */
export function vanished(held: readonly Entitlement[], others: readonly Entitlement[]): Entitlement[] {
  const left = new Map(others.map((each) => [entitlementId(each), each.via]));
  return held.flatMap((each) => {
    const paths = left.get(entitlementId(each));
    const via = paths === undefined ? each.via : each.via.filter((path) => !paths.includes(path));
    return via.length === 0 ? [] : [via.length === each.via.length ? each : { ...each, via }];
  });
}

/** Entitlements of both, with the paths they share. */
export function common(some: readonly Entitlement[], others: readonly Entitlement[]): Entitlement[] {
  const paths = new Map(others.map((each) => [entitlementId(each), new Set(each.via)]));
  return some.flatMap((each) => {
    const via = each.via.filter((path) => paths.get(entitlementId(each))?.has(path) === true);
    return via.length === 0 ? [] : [{ ...each, via }];
  });
}

export function entitlementId({ person, permission, on, when }: Entitlement): string {
  return `${person}\u0000${permission}\u0000${on}\u0000${when}`;
}

/** The object, and objects of kinds that stand inside its kind whose keys begin with its key. */
function insideOf(table: KindTable, kind: string, key: string): LeftOut {
  const inner = new Set<string>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const each of allKinds(table)) {
      const isInside = each.parents?.some((parent) => parent === kind || inner.has(parent)) === true;
      if (!isInside || inner.has(each.name)) continue;
      inner.add(each.name);
      grown = true;
    }
  }
  const below = `${key}/`;
  return (name, own) => (name === kind && own === key) || (inner.has(name) && own.startsWith(below));
}
