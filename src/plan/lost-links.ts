/** Links of other objects that end by themselves when an object is deleted: nothing else would remember them. */
import { nodeId } from "../graph/node.ts";
import { byCodePoint } from "../kind/code-points.ts";
import { linksOf, objectsOf, type State } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import { type Draft, deletes } from "./draft.ts";
import type { LostLink } from "./plan.ts";

/** By the id of the removing change; sorted. Links of objects that go as well stand with those. */
export function lostLinks(
  drafts: readonly Draft[],
  before: State,
  table: KindTable,
): ReadonlyMap<string, LostLink[]> {
  const lost = new Map<string, LostLink[]>();
  const removed = drafts.filter((draft) => draft.verb === "remove" && deletes(draft));
  const going = new Set(removed.map((draft) => draft.id));
  const kinds = new Set(removed.map((draft) => draft.kind.name));
  if (going.size === 0) return lost;
  for (const kind of table.kinds) {
    for (const [path, leaf] of kind.leaves) {
      if (leaf.type !== "links" || !kinds.has(leaf.to)) continue;
      for (const object of objectsOf(before, kind.name)) {
        const id = nodeId(kind.name, object.key);
        if (going.has(id) || !object.present) continue;
        for (const { to, ...rest } of linksOf(object, path)) {
          const change = nodeId(leaf.to, to);
          if (!going.has(change)) continue;
          const link =
            Object.keys(rest).length === 0 ? { object: id, path } : { object: id, path, with: rest };
          const links = lost.get(change);
          if (links === undefined) lost.set(change, [link]);
          else links.push(link);
        }
      }
    }
  }
  for (const links of lost.values())
    links.sort((a, b) => byCodePoint(`${a.object} ${a.path}`, `${b.object} ${b.path}`));
  return lost;
}
