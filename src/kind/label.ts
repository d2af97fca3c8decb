import { pathPart } from "./identity.ts";
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
  const path = pathTo(object, state);
  return path.length === 0 ? parts.join("/") : [...path, ...parts.map(pathPart)].join("/");
}

/** Names of the objects an object stands inside, as parts of a path, outermost first. */
export function pathTo(object: StateObject, state: State): string[] {
  const path: string[] = [];
  const seen = new Set<StateObject>();
  for (let inner = object; inner.parent !== undefined; ) {
    const outer = state.objects.get(inner.parent.kind)?.get(inner.parent.key);
    if (outer === undefined || seen.has(outer)) break;
    seen.add(outer);
    path.unshift(pathPart(String(outer.attributes.name ?? outer.key)));
    inner = outer;
  }
  return path;
}
