/** Declared values that other objects of the planned account bring about need no call of their own. */
import type { State } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import type { Draft } from "./draft.ts";
import { plannedState } from "./planned-state.ts";

/** Drafts without such values; a draft that is left with nothing to do goes. */
export function withoutSatisfied(drafts: readonly Draft[], before: State, table: KindTable): Draft[] {
  if (!drafts.some((draft) => conditional(draft).length > 0)) return [...drafts];
  const planned = plannedState(before, drafts, table);
  return drafts.map((draft) => relieve(draft, planned)).filter((draft) => draft !== null);
}

/** Paths of a draft's values that something else may satisfy. */
function conditional(draft: Draft): string[] {
  return [...draft.set.keys()].filter((path) => {
    const leaf = draft.kind.leaves.get(path);
    return leaf?.type === "enum" && leaf.satisfiedWhen !== undefined;
  });
}

function relieve(draft: Draft, planned: State): Draft | null {
  const object = planned.objects.get(draft.kind.name)?.get(draft.key);
  const satisfied = conditional(draft).filter((path) => {
    const leaf = draft.kind.leaves.get(path);
    return leaf?.type === "enum" && object !== undefined && leaf.satisfiedWhen?.(object, planned) === true;
  });
  if (satisfied.length === 0) return draft;
  const set = new Map([...draft.set].filter(([path]) => !satisfied.includes(path)));
  const idle = draft.verb === "update" && set.size === 0 && draft.links.size === 0;
  return idle ? null : { ...draft, set };
}
