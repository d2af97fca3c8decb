/** Links that a platform takes as a whole list, and of which a creation carries but one. */
import { byCodePoint } from "../kind/code-points.ts";
import { fold } from "../kind/identity.ts";
import { ownKey } from "../kind/kind.ts";
import type { Caller } from "../kind/state.ts";
import type { Link } from "../kind/value.ts";
import type { LinkDelta } from "./compare.ts";
import type { Draft } from "./draft.ts";
import { encodeLinks, own, type RawStep, raw } from "./raw-step.ts";
import type { Targets } from "./targets.ts";

/**
 * Links a creation carries: all of them, or the earliest where it takes but one. For the caller it is the last: what
 * comes after may need the right it gives.
 */
export function sentFirst(
  draft: Draft,
  path: string,
  links: readonly Link[],
  caller: Caller,
): readonly Link[] {
  const leaf = draft.kind.leaves.get(path);
  if (leaf?.type !== "links" || leaf.whole === undefined) return links;
  const isOwn = ownKey(draft.kind, draft.key) === caller.email;
  const order = (isOwn ? leaf.whole.first.toReversed() : leaf.whole.first).map(fold);
  const rank = (link: Link) => order.indexOf(link.to) + 1 || order.length + 1;
  return [...links].sort((a, b) => rank(a) - rank(b) || byCodePoint(a.to, b.to)).slice(0, 1);
}

/** Sets a list of links as a whole. */
export function wholeStep(
  draft: Draft,
  path: string,
  links: readonly Link[],
  targets: Targets,
  name: string,
): RawStep {
  const args = { [path]: encodeLinks(draft, path, links, targets) };
  return raw(draft, "update", `update.${name}`, own(draft), args, targets);
}

/** First everything that stays or comes, then without what goes, so that giving never waits for taking. */
export function wholeSteps(draft: Draft, path: string, delta: LinkDelta, targets: Targets): RawStep[] {
  const steps: RawStep[] = [];
  if (delta.add.length + delta.change.length > 0) {
    steps.push(wholeStep(draft, path, [...delta.after, ...delta.remove], targets, path));
  }
  if (delta.remove.length > 0) {
    const fewer = wholeStep(draft, path, delta.after, targets, `${path}.fewer`);
    fewer.stage = 2;
    steps.push(fewer);
  }
  return steps;
}
