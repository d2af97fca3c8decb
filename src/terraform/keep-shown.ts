/** Between plan and apply an account may change; what a plan did not show is not taken away. */
import type { Node } from "../graph/node.ts";
import type { LinkDelta } from "../plan/compare.ts";
import type { Draft } from "../plan/draft.ts";

/**
 * The draft without the removal of links that the state did not hold when the plan was made; the next plan shows them.
 * Links that were not managed before are taken over as a whole, as the warning of the plan said.
 * @param prior what the state held; null when nothing is left to do.
 */
export function keepShown(draft: Draft, prior: Node): Draft | null {
  const links = new Map<string, LinkDelta>();
  for (const [path, delta] of draft.links) {
    const kept = onlyShown(delta, prior.links[path]);
    if (kept.add.length + kept.remove.length + kept.change.length > 0) links.set(path, kept);
  }
  return links.size === 0 && draft.set.size === 0 ? null : { ...draft, links };
}

function onlyShown(delta: LinkDelta, held: Node["links"][string] | undefined): LinkDelta {
  if (held === undefined) return delta;
  const shown = new Set(held.entries.map((entry) => entry.to));
  const unseen = delta.remove.filter((link) => !shown.has(link.to));
  if (unseen.length === 0) return delta;
  const remove = delta.remove.filter((link) => shown.has(link.to));
  return { ...delta, remove, after: [...delta.after, ...unseen] };
}
