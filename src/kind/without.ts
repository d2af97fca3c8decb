/** A state less some of its objects, as it would be if they had never been there. */
import { linksOf, type State, type StateObject } from "./state.ts";
import { allKinds, type KindTable } from "./table.ts";
import type { Value } from "./value.ts";

/** Whether an object, by kind and key, is to be left out. */
export type LeftOut = (kind: string, key: string) => boolean;

/** Leaves out objects, links to them and references to them. What is not touched is shared with `state`. */
export function without(state: State, table: KindTable, leftOut: LeftOut): State {
  const objects = new Map<string, Map<string, StateObject>>();
  for (const kind of allKinds(table)) {
    const kept = new Map<string, StateObject>();
    for (const [key, object] of state.objects.get(kind.name) ?? []) {
      if (leftOut(kind.name, key)) continue;
      let attributes: Record<string, Value> | null = null;
      for (const [path, leaf] of kind.leaves) {
        const value = object.attributes[path];
        if (leaf.type === "reference" && typeof value === "string" && leftOut(leaf.to, value)) {
          attributes = { ...(attributes ?? object.attributes), [path]: null };
        } else if (leaf.type === "links" && linksOf(object, path).some((link) => leftOut(leaf.to, link.to))) {
          const links = linksOf(object, path).filter((link) => !leftOut(leaf.to, link.to));
          attributes = { ...(attributes ?? object.attributes), [path]: links };
        }
      }
      kept.set(key, attributes === null ? object : { ...object, attributes });
    }
    objects.set(kind.name, kept);
  }
  return { ...state, objects };
}
