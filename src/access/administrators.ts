/** People who may manage the account now, and the objects their right rests on. */
import type { Entitlement } from "../kind/entitlement.ts";
import { ownKey } from "../kind/kind.ts";
import { linksOf, objectsOf, type State, type StateObject } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";

/** Keys of the administrators; those on acceptance do not count yet. */
export function administratorsOf(table: KindTable, entitlements: readonly Entitlement[]): Set<string> {
  const all = new Set<string>();
  for (const people of administratorsBy(table, entitlements).values())
    for (const person of people) all.add(person);
  return all;
}

/**
 * The administrators by what needs one: the empty text for the account as a whole, else the thing that needs one of
 * its own. Whatever nobody manages is left out.
 */
export function administratorsBy(
  table: KindTable,
  entitlements: readonly Entitlement[],
): Map<string, Set<string>> {
  const permissions = new Map(
    table.permissions.filter((each) => each.administers).map((each) => [each.name, each]),
  );
  const by = new Map<string, Set<string>>();
  for (const { permission, on, person, when } of entitlements) {
    const found = permissions.get(permission);
    if (found === undefined || when !== "now") continue;
    const thing = found.each === true ? on : "";
    const people = by.get(thing);
    if (people === undefined) by.set(thing, new Set([person]));
    else people.add(person);
  }
  return by;
}

/** `kind:key` of people and of everything they are linked to, refer to or stand inside in a state. */
export function footing(
  table: KindTable,
  state: State,
  people: Iterable<string>,
): Map<string, { kind: string; key: string }> {
  const objects = new Map<string, { kind: string; key: string }>();
  const kind = table.kinds.find((each) => each.person === true);
  if (kind === undefined) return objects;
  const note = (name: string, key: string) => {
    if (!isClosed(table, name)) objects.set(`${name}:${key}`, { kind: name, key });
  };
  for (const object of objectsOfPeople(state, kind, new Set(people))) {
    note(kind.name, object.key);
    if (object.parent !== undefined) note(object.parent.kind, object.parent.key);
    for (const [path, leaf] of kind.leaves) {
      const value = object.attributes[path];
      if (leaf.type === "links") for (const link of linksOf(object, path)) note(leaf.to, link.to);
      if (leaf.type === "reference" && typeof value === "string") note(leaf.to, value);
    }
  }
  return objects;
}

function isClosed(table: KindTable, name: string): boolean {
  return table.references?.some((each) => each.name === name && each.closed === true) === true;
}

/** One object for each person, or one for each place a person has. */
function objectsOfPeople(
  state: State,
  kind: KindTable["kinds"][number],
  people: ReadonlySet<string>,
): StateObject[] {
  if (kind.parents !== undefined) {
    return [...objectsOf(state, kind.name)].filter((object) => people.has(ownKey(kind, object.key)));
  }
  return [...people].flatMap((person) => state.objects.get(kind.name)?.get(person) ?? []);
}
