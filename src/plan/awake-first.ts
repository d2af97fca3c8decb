/** What is disabled and comes back by a plan is enabled before anything is linked to it, and before it is invited. */
import type { Draft } from "./draft.ts";
import type { StepsByChange } from "./order.ts";

export function awakeFirst(drafts: readonly Draft[], steps: StepsByChange): void {
  const wakes = new Map(drafts.flatMap((draft) => wakingStep(draft, steps)));
  if (wakes.size === 0) return;
  const wakesOf = new Map([...wakes.values()].map(({ change, step }) => [change, step]));
  for (const [change, list] of steps) {
    for (const step of list) {
      const own = wakesOf.get(change);
      if (step.op === "invite" && own !== undefined) step.dependsOn.add(own);
      if (step.op === "unlink") continue;
      for (const id of textsIn(step.args)) {
        const first = wakes.get(id);
        if (first !== undefined && first.change !== change) step.dependsOn.add(first.step);
      }
    }
  }
}

/** The step that enables an object again, by the id of the object. */
function wakingStep(
  draft: Draft,
  steps: StepsByChange,
): [string, { readonly change: string; readonly step: string }][] {
  const restores = Object.entries(draft.kind.removal.restores ?? {});
  const id = draft.before?.id ?? null;
  const path = restores.find(([name, value]) => draft.set.get(name) === value)?.[0];
  if (id === null || path === undefined || draft.verb !== "update") return [];
  const step = steps.get(draft.id)?.find((each) => Object.hasOwn(each.args, path));
  return step === undefined ? [] : [[id, { change: draft.id, step: step.id }]];
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
