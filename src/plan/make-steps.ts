/** All drafts → all steps, in their order. */
import { administratorsOf, footing } from "../access/administrators.ts";
import type { AccessDifference } from "../access/difference.ts";
import { nodeId } from "../graph/node.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import type { State } from "../kind/state.ts";
import { orderDeletions, orderTakeovers } from "./deletion-order.ts";
import { type Draft, isMadeAnew } from "./draft.ts";
import type { LimitUse } from "./limits.ts";
import {
  administratorsFirst,
  callerLast,
  freePlacesFirst,
  inOrder,
  keepLimits,
  type StepsByChange,
} from "./order.ts";
import type { Step } from "./plan.ts";
import type { Places } from "./seats.ts";
import { stepsOf } from "./steps.ts";
import { Targets } from "./targets.ts";
import type { Workings } from "./workings.ts";

export function makeSteps(
  workings: Workings,
  places: readonly Places[],
  limits: readonly LimitUse[],
  held: readonly Entitlement[],
  after: readonly Entitlement[],
  access: readonly AccessDifference[],
): Step[] {
  const { drafts, before, input } = workings;
  const targets = new Targets(before, drafts, input.table);
  const context = { caller: before.caller, losing: losers(workings, access) };
  const lastOnes = lastAdministrators(workings, held, after);
  const steps: StepsByChange = new Map(
    drafts.map((draft) => [draft.id, stepsOf(draft, targets, context, endsFirst(draft, lastOnes))]),
  );
  orderDeletions(drafts, steps);
  orderTakeovers(drafts, steps);
  freePlacesFirst(places, new Map(drafts.map((draft) => [draft.id, draft])), steps, targets);
  keepLimits(limits, steps);
  accountFirst(drafts, steps);
  orderAdministrators(workings, steps, held, after);
  return inOrder(steps);
}

/** People who lose something and gain nothing, or lose the right to manage: what is done to them comes last. */
function losers({ input }: Workings, access: readonly AccessDifference[]): ReadonlySet<string> {
  const manages = new Set(
    input.table.permissions.filter((each) => each.administers).map((each) => each.name),
  );
  const lose = access.filter(
    ({ gains, loses }) =>
      loses.length > 0 && (gains.length === 0 || loses.some((each) => manages.has(each.permission))),
  );
  return new Set(lose.map((each) => each.person));
}

function endsFirst(draft: Draft, lastOnes: ReadonlySet<string>): boolean {
  const old = draft.before?.key ?? "";
  if (isMadeAnew(draft)) return true;
  return draft.verb === "replace" && draft.kind.rename.first === "old" && !lastOnes.has(old);
}

/** The administrators, where none of them stays one throughout. */
function lastAdministrators(
  { input }: Workings,
  held: readonly Entitlement[],
  after: readonly Entitlement[],
): ReadonlySet<string> {
  const was = administratorsOf(input.table, held);
  return was.isDisjointFrom(administratorsOf(input.table, after)) ? was : new Set();
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
  { input, before, planned, drafts }: Workings,
  steps: StepsByChange,
  held: readonly Entitlement[],
  after: readonly Entitlement[],
): void {
  const was = administratorsOf(input.table, held);
  const is = administratorsOf(input.table, after);
  if (was.isSubsetOf(is)) return;
  const changesOf = (state: State, people: Iterable<string>) => {
    const objects = footing(input.table, state, people);
    const bears = (draft: Draft) =>
      objects.has(draft.id) || objects.has(nodeId(draft.kind.name, draft.before?.key ?? ""));
    return new Set(drafts.filter(bears).map((draft) => draft.id));
  };
  if (was.isDisjointFrom(is)) administratorsFirst(steps, changesOf(planned, is), changesOf(before, was));
  const caller = before.caller.email;
  if (caller !== null && was.has(caller) && !is.has(caller)) callerLast(steps, changesOf(before, [caller]));
}
