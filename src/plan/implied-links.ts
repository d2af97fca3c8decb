/** Links that a creation makes by itself, such as the caller's own place in a new object. */
import type { Caller } from "../kind/state.ts";
import type { Link } from "../kind/value.ts";
import type { Draft } from "./draft.ts";
import { linkStep, type RawStep } from "./raw-step.ts";
import type { Targets } from "./targets.ts";

/** Links after a creation that made one by itself: the implied one is kept, or given up before the last is taken. */
export function placeSteps(
  draft: Draft,
  path: string,
  links: readonly Link[],
  targets: Targets,
  caller: Caller,
): RawStep[] {
  const implied = impliedLink(draft, path, caller);
  const wanted = links.filter((link) => link.to !== implied);
  const steps = wanted.map((link) => linkStep(draft, "link", path, link, targets));
  if (implied === null || wanted.length < links.length || !isManaged(draft, path)) return steps;
  const giveUp = linkStep(draft, "unlink", path, { to: implied }, targets);
  giveUp.stage = 1;
  steps.at(-1)?.dependsOn.add(giveUp.id);
  return [...steps, giveUp];
}

/** A managed empty list gives up the implied link too. */
export function impliedOnly(draft: Draft, targets: Targets, caller: Caller): RawStep[] {
  const steps: RawStep[] = [];
  for (const [path] of draft.kind.leaves) {
    const implied = impliedLink(draft, path, caller);
    if (implied === null || draft.links.has(path) || !isManaged(draft, path)) continue;
    const giveUp = linkStep(draft, "unlink", path, { to: implied }, targets);
    giveUp.stage = 1;
    steps.push(giveUp);
  }
  return steps;
}

function impliedLink(draft: Draft, path: string, caller: Caller): string | null {
  const leaf = draft.kind.leaves.get(path);
  return leaf?.type === "links" && leaf.impliedAtCreate === "caller" ? caller.email : null;
}

function isManaged(draft: Draft, path: string): boolean {
  return draft.node?.links[path]?.mode === "all";
}
