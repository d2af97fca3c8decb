/** All drafts → all steps, in their order. */
import type { Entitlement } from "../kind/entitlement.ts";
import type { Draft } from "./draft.ts";
import { administratorsFirst, callerLast, freePlacesFirst, inOrder, type StepsByChange } from "./order.ts";
import type { Step } from "./plan.ts";
import type { Places } from "./seats.ts";
import { orderDeletions, orderTakeovers, stepsOf } from "./steps.ts";
import { Targets } from "./targets.ts";
import type { Workings } from "./workings.ts";

export function makeSteps(
  workings: Workings,
  places: readonly Places[],
  held: readonly Entitlement[],
  after: readonly Entitlement[],
): Step[] {
  const { drafts, before, input } = workings;
  const targets = new Targets(before, drafts, input.table);
  const lastOnes = lastAdministrators(workings, held);
  const steps: StepsByChange = new Map(
    drafts.map((draft) => [draft.id, stepsOf(draft, targets, before.caller, endsFirst(draft, lastOnes))]),
  );
  orderDeletions(drafts, steps);
  orderTakeovers(drafts, steps);
  freePlacesFirst(places, new Map(drafts.map((draft) => [draft.id, draft])), steps, targets);
  accountFirst(drafts, steps);
  orderAdministrators(workings, steps, held, after);
  return inOrder(steps);
}

function endsFirst(draft: Draft, lastOnes: ReadonlySet<string>): boolean {
  const old = draft.before?.key ?? "";
  return draft.verb === "replace" && draft.kind.rename.first === "old" && !lastOnes.has(old);
}

/** The only administrator, where there is only one. */
function lastAdministrators({ input }: Workings, held: readonly Entitlement[]): ReadonlySet<string> {
  const people = administrators(input, held);
  return people.size === 1 ? people : new Set();
}

function administrators(input: Workings["input"], entitlements: readonly Entitlement[]): Set<string> {
  const names = new Set(input.table.permissions.filter((each) => each.administers).map((each) => each.name));
  const now = entitlements.filter((each) => names.has(each.permission) && each.when === "now");
  return new Set(now.map((each) => each.person));
}

/** A new account comes before everything in it. */
function accountFirst(drafts: readonly Draft[], steps: StepsByChange): void {
  const root = drafts.find((draft) => draft.kind.root === true && draft.verb === "create");
  if (root === undefined) return;
  for (const [id, list] of steps) {
    if (id !== root.id) for (const step of list) step.dependsOn.add(`${root.id}#create`);
  }
}

function orderAdministrators(
  { input, before, drafts }: Workings,
  steps: StepsByChange,
  held: readonly Entitlement[],
  after: readonly Entitlement[],
): void {
  const was = administrators(input, held);
  const is = administrators(input, after);
  if ([...was].every((person) => is.has(person))) return;
  if (![...was].some((person) => is.has(person))) {
    const makers = drafts
      .filter((draft) => draft.kind.person !== true || is.has(draft.key))
      .map((draft) => draft.id);
    administratorsFirst(steps, new Set(makers));
  }
  const caller = before.caller.email;
  if (caller === null || !was.has(caller) || is.has(caller)) return;
  const own = drafts.filter(
    (draft) => draft.key === caller || draft.before?.key === caller || draft.kind.person !== true,
  );
  callerLast(steps, new Set(own.map((draft) => draft.id)));
}
