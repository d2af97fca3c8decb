/** What deletions wait for, and what waits for deletions. */
import { nodeId } from "../graph/node.ts";
import type { Link } from "../kind/value.ts";
import { type Draft, deletes } from "./draft.ts";
import type { RawStep } from "./raw-step.ts";

/** Deleting an object waits until everything that referred to it has been pointed elsewhere or deleted. */
export function orderDeletions(
  drafts: readonly Draft[],
  steps: ReadonlyMap<string, readonly RawStep[]>,
): void {
  const deletions = new Map<string, RawStep>();
  for (const draft of drafts) {
    const step = steps.get(draft.id)?.find((each) => each.op === "delete");
    if (step !== undefined && deletes(draft))
      deletions.set(nodeId(draft.kind.name, draft.before?.key ?? ""), step);
  }
  if (deletions.size === 0) return;
  for (const draft of drafts) {
    for (const id of referredTo(draft)) {
      const deletion = deletions.get(id);
      if (deletion === undefined) continue;
      for (const step of steps.get(draft.id) ?? []) {
        const lets = step.op === "delete" || step.op === "update";
        if (lets && step !== deletion) deletion.dependsOn.add(step.id);
      }
    }
  }
}

/** A value that objects now going satisfied so far is set once they are gone. */
export function orderTakeovers(
  drafts: readonly Draft[],
  steps: ReadonlyMap<string, readonly RawStep[]>,
): void {
  const waiting = new Map<string, RawStep[]>();
  for (const draft of drafts) {
    const list = (steps.get(draft.id) ?? []).filter((step) =>
      Object.keys(step.args).some((path) => {
        const leaf = draft.kind.leaves.get(path);
        return leaf?.type === "enum" && leaf.satisfiedWhen !== undefined;
      }),
    );
    if (list.length > 0) waiting.set(draft.id, list);
  }
  for (const draft of waiting.size === 0 ? [] : drafts.filter(deletes)) {
    for (const id of referredTo(draft)) {
      for (const step of waiting.get(id) ?? []) step.dependsOn.add(`${draft.id}#delete`);
    }
  }
}

/** Ids of the live objects a draft's object refers to before the plan. */
function referredTo(draft: Draft): string[] {
  const ids: string[] = [];
  if (draft.before === null) return ids;
  const { parent } = draft.before;
  if (parent !== undefined) ids.push(nodeId(parent.kind, parent.key));
  for (const [path, leaf] of draft.kind.leaves) {
    const value = draft.before.attributes[path];
    if (leaf.type === "reference" && typeof value === "string") ids.push(nodeId(leaf.to, value));
    if (leaf.type === "links" && Array.isArray(value)) {
      for (const link of value as readonly Link[]) ids.push(nodeId(leaf.to, link.to));
    }
  }
  return ids;
}
