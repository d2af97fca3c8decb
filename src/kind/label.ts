import type { Kind } from "./kind.ts";
import type { State, StateObject } from "./state.ts";

/** What people call an object: the written values of its identity, those of the objects it names included. */
export function labelOf(kind: Kind, object: StateObject, state: State): string {
  if (kind.root === true) return String(object.attributes.name ?? kind.name);
  const parts = kind.identity.map((name) => {
    const value = String(object.attributes[name] ?? "");
    const leaf = kind.leaves.get(name);
    const target = leaf?.type === "reference" ? state.objects.get(leaf.to)?.get(value) : undefined;
    return target === undefined ? value : String(target.attributes.name ?? value);
  });
  return parts.join("/");
}
