/** Places under a bound, such as the seats of a license: how many there are, who holds them, who has a use for them. */
import type { LinksAttribute } from "../kind/attribute.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import type { Kind } from "../kind/kind.ts";
import { labelOf } from "../kind/label.ts";
import { linksOf, objectsOf, type State, type StateObject } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";

export interface Seats {
  readonly kind: string;
  /** Key of the object that has the seats. */
  readonly key: string;
  /** The object as a person would call it. */
  readonly label: string;
  /** Attribute that lists the holders. */
  readonly path: string;
  /** Rule that sets the bound. */
  readonly rule: string;
  readonly limit: number;
  /** Keys of the people who hold a seat, sorted. */
  readonly holders: readonly string[];
  /** Holders beyond the limit; 0 where there are none. */
  readonly over: number;
  /** Seats nobody holds. */
  readonly free: number;
  /** Holders who could do exactly as much without the seat. Sorted. */
  readonly idle: readonly string[];
}

/**
 * The bounded places of every object that is present, sorted by label. What the platform does not tell the limit of is
 * left out. Costs one computation of access for each object with holders.
 *
 * @param entitlements what `table.access(state)` gave.
 */
export function seatsOf(state: State, table: KindTable, entitlements: readonly Entitlement[]): Seats[] {
  const found: Seats[] = [];
  for (const { kind, path, leaf } of boundedLinks(table)) {
    for (const object of objectsOf(state, kind.name)) {
      const limit = object.attributes[leaf.bound.by];
      if (!object.present || typeof limit !== "number") continue;
      const holders = linksOf(object, path)
        .map((link) => link.to)
        .sort(byCodePoint);
      found.push({
        kind: kind.name,
        key: object.key,
        label: labelOf(kind, object, state),
        path,
        rule: leaf.bound.rule,
        limit,
        holders,
        over: Math.max(0, holders.length - limit),
        free: Math.max(0, limit - holders.length),
        idle: idleHolders(state, table, object, path, holders, entitlements),
      });
    }
  }
  return found.sort((a, b) => byCodePoint(a.label, b.label) || byCodePoint(a.path, b.path));
}

interface BoundedLinks {
  readonly kind: Kind;
  readonly path: string;
  readonly leaf: LinksAttribute & { readonly bound: NonNullable<LinksAttribute["bound"]> };
}

/** Every links attribute that holds no more than another attribute of the object says. */
export function boundedLinks(table: KindTable): BoundedLinks[] {
  return table.kinds.flatMap((kind) =>
    [...kind.leaves].flatMap(([path, leaf]) =>
      leaf.type === "links" && leaf.bound !== undefined
        ? [{ kind, path, leaf: { ...leaf, bound: leaf.bound } }]
        : [],
    ),
  );
}

/** Those who lose nothing when nobody holds a seat of this object. */
function idleHolders(
  state: State,
  table: KindTable,
  object: StateObject,
  path: string,
  holders: readonly string[],
  entitlements: readonly Entitlement[],
): string[] {
  if (holders.length === 0) return [];
  const held = countByPerson(entitlements);
  const without = countByPerson(table.access(vacated(state, object, path)));
  return holders.filter((person) => (held.get(person) ?? 0) === (without.get(person) ?? 0));
}

function vacated(state: State, object: StateObject, path: string): State {
  const ofKind = new Map(state.objects.get(object.kind));
  ofKind.set(object.key, { ...object, attributes: { ...object.attributes, [path]: [] } });
  return { ...state, objects: new Map(state.objects).set(object.kind, ofKind) };
}

function countByPerson(entitlements: readonly Entitlement[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { person } of entitlements) counts.set(person, (counts.get(person) ?? 0) + 1);
  return counts;
}
