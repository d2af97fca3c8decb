/** All drafts → the changes people review. */

import { nodeId } from "../graph/node.ts";
import { byCodePoint } from "../kind/code-points.ts";
import { fold } from "../kind/identity.ts";
import { allKinds, type KindTable } from "../kind/table.ts";
import { labeller, preconditionOf, toChange } from "./changes.ts";
import { lostLinks } from "./lost-links.ts";
import type { Change, Step } from "./plan.ts";
import type { Fingerprints } from "./witness.ts";
import type { Workings } from "./workings.ts";

export function makeChanges(
  workings: Workings,
  steps: readonly Step[],
  fingerprints: Fingerprints,
): Change[] {
  const { drafts, input, before, planned } = workings;
  const changeOf = new Map(steps.map((step) => [step.id, step.change]));
  const waits = new Map<string, Set<string>>();
  for (const step of steps) {
    const ids = waits.get(step.change) ?? new Set<string>();
    for (const id of step.dependsOn) {
      const change = changeOf.get(id);
      if (change !== undefined && change !== step.change) ids.add(change);
    }
    waits.set(step.change, ids);
  }
  const written = new Map([
    ...providedNames(input.table),
    ...input.graph.nodes.map((node) => [node.id, node.label] as const),
  ]);
  const kinds = allKinds(input.table);
  const after = labeller(planned, kinds, written);
  const held = labeller(before, kinds, written);
  const stays = (kind: string, key: string) => planned.objects.get(kind)?.has(key) === true;
  const labels = {
    before: (kind: string, key: string) => (stays(kind, key) ? after : held)(kind, key),
    after,
  };
  const lost = lostLinks(drafts, before, input.table);
  return drafts.map((draft) =>
    toChange(
      draft,
      labels,
      preconditionOf(draft, fingerprints),
      [...(waits.get(draft.id) ?? [])].sort(byCodePoint),
      lost.get(draft.id) ?? [],
    ),
  );
}

/** Names the platform itself provides, as it writes them. */
function providedNames(table: KindTable): [string, string][] {
  const leaves = table.kinds.flatMap((kind) => [...kind.leaves.values()]);
  return leaves.flatMap((leaf) =>
    leaf.type === "reference"
      ? (leaf.also ?? []).map((name): [string, string] => [nodeId(leaf.to, fold(name)), name])
      : [],
  );
}
