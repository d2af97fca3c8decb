/** People who may manage the account now, and the objects their right rests on. */
import type { Entitlement } from "../kind/entitlement.ts";
import { linksOf, type State } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";

/** Keys of the administrators; those on acceptance do not count yet. */
export function administratorsOf(table: KindTable, entitlements: readonly Entitlement[]): Set<string> {
  const names = new Set(table.permissions.filter((each) => each.administers).map((each) => each.name));
  const now = entitlements.filter((each) => names.has(each.permission) && each.when === "now");
  return new Set(now.map((each) => each.person));
}

/** `kind:key` of people and of everything they are linked to or refer to in a state. */
export function footing(
  table: KindTable,
  state: State,
  people: Iterable<string>,
): Map<string, { kind: string; key: string }> {
  const objects = new Map<string, { kind: string; key: string }>();
  const kind = table.kinds.find((each) => each.person === true);
  if (kind === undefined) return objects;
  const note = (name: string, key: string) => objects.set(`${name}:${key}`, { kind: name, key });
  for (const person of people) {
    const object = state.objects.get(kind.name)?.get(person);
    if (object === undefined) continue;
    note(kind.name, person);
    for (const [path, leaf] of kind.leaves) {
      const value = object.attributes[path];
      if (leaf.type === "links") for (const link of linksOf(object, path)) note(leaf.to, link.to);
      if (leaf.type === "reference" && typeof value === "string") note(leaf.to, value);
    }
  }
  return objects;
}
