/** All drafts → all steps, in their order. */
import { administratorsBy, footing } from "../access/administrators.ts";
import type { AccessDifference } from "../access/difference.ts";
import { nodeId } from "../graph/node.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import { ownKey } from "../kind/kind.ts";
import type { State } from "../kind/state.ts";
import { awakeFirst } from "./awake-first.ts";
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
  placesFirst(drafts, steps);
  awakeFirst(drafts, steps);
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
  if (isMadeAnew(draft)) return true;
  const old = ownKey(draft.kind, draft.before?.key ?? "");
  return draft.verb === "replace" && draft.kind.rename.first === "old" && !lastOnes.has(old);
}

/** The administrators of whatever none of its own stays with throughout. */
function lastAdministrators(
  { input }: Workings,
  held: readonly Entitlement[],
  after: readonly Entitlement[],
): ReadonlySet<string> {
  const is = administratorsBy(input.table, after);
  const last = new Set<string>();
  for (const [on, people] of administratorsBy(input.table, held)) {
    if (people.isDisjointFrom(is.get(on) ?? new Set())) for (const person of people) last.add(person);
  }
  return last;
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
  const changesOf = (state: State, people: Iterable<string>) => {
    const objects = footing(input.table, state, people);
    const bears = (draft: Draft) =>
      objects.has(draft.id) || objects.has(nodeId(draft.kind.name, draft.before?.key ?? ""));
    return new Set(drafts.filter(bears).map((draft) => draft.id));
  };
  const caller = before.caller.email;
  const is = administratorsBy(input.table, after);
  const handed = new Map<string, readonly [ReadonlySet<string>, ReadonlySet<string>]>();
  let callerLoses = false;
  for (const [on, was] of administratorsBy(input.table, held)) {
    const now = is.get(on) ?? new Set<string>();
    if (was.isSubsetOf(now)) continue;
    if (was.isDisjointFrom(now)) handed.set(JSON.stringify([[...was], [...now]]), [was, now]);
    if (caller !== null && was.has(caller) && !now.has(caller)) callerLoses = true;
  }
  for (const [was, now] of handed.values()) {
    administratorsFirst(steps, changesOf(planned, now), changesOf(before, was));
  }
  if (callerLoses && caller !== null) callerLast(steps, changesOf(before, [caller]));
}

/** What is taken from a person in one place waits for what the same person gets in another. */
function placesFirst(drafts: readonly Draft[], steps: StepsByChange): void {
  const giving = new Map<string, string[]>();
  const nested = drafts.filter((draft) => draft.kind.person === true && draft.kind.parents !== undefined);
  for (const draft of nested) {
    const person = ownKey(draft.kind, draft.key);
    const ids = (steps.get(draft.id) ?? []).filter((step) => step.stage < 2).map((step) => step.id);
    giving.set(person, [...(giving.get(person) ?? []), ...ids]);
  }
  for (const draft of nested) {
    const first = giving.get(ownKey(draft.kind, draft.before?.key ?? draft.key)) ?? [];
    for (const step of steps.get(draft.id) ?? []) {
      if (step.stage === 2) for (const id of first) step.dependsOn.add(id);
    }
  }
}
