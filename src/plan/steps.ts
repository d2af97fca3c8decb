/** One draft → its steps, each with what it waits for among them. */
import { PARENT } from "../kind/kind.ts";
import type { Caller } from "../kind/state.ts";
import type { Value } from "../kind/value.ts";
import { containerOf, creates, type Draft, isMadeAnew } from "./draft.ts";
import { impliedOnly, placeSteps } from "./implied-links.ts";
import { type Arguments, encode, encodeLinks, linkStep, type RawStep, raw } from "./raw-step.ts";
import { setSteps } from "./set-steps.ts";
import type { Targets } from "./targets.ts";
import { sentFirst, wholeStep, wholeSteps } from "./whole-links.ts";

export interface StepContext {
  readonly caller: Caller;
  /** Keys of the people whose change is rather a loss than a gain. */
  readonly losing: ReadonlySet<string>;
}

/** @param oldFirst a replacement ends the old object before it makes the new one. */
export function stepsOf(draft: Draft, targets: Targets, context: StepContext, oldFirst: boolean): RawStep[] {
  const steps = creates(draft)
    ? creationSteps(draft, targets, context)
    : changeSteps(draft, targets, context.losing);
  if (draft.effect !== null) steps.push(...endingSteps(draft, targets));
  if (oldFirst) return endFirst(draft, steps);
  if (draft.kind.person === true || draft.verb === "replace") takeAfterGiving(steps);
  return steps;
}

/** What is taken from a person waits for what the person gets instead, so that a failure leaves nobody with nothing. */
function takeAfterGiving(steps: readonly RawStep[]): void {
  const giving = steps.filter((step) => step.stage < 2);
  for (const step of steps) {
    if (step.stage === 2) for (const first of giving) step.dependsOn.add(first.id);
  }
}

function endFirst(draft: Draft, steps: readonly RawStep[]): RawStep[] {
  const end = steps.find((step) => step.stage === 2);
  const create = steps.find((step) => step.op === "create");
  if (end === undefined || create === undefined) return [...steps];
  // Who is made anew has nothing in between, so it is done once everything else stands.
  end.stage = isMadeAnew(draft) ? 2 : 1;
  // Where something the new one needs fails, the old one stays.
  for (const id of create.dependsOn) end.dependsOn.add(id);
  create.dependsOn.add(end.id);
  return [...steps];
}

function creationSteps(draft: Draft, targets: Targets, { caller, losing }: StepContext): RawStep[] {
  const first = new Map<string, Value>();
  const later = new Map<string, Value>();
  for (const [path, value] of draft.set) {
    const leaf = draft.kind.leaves.get(path);
    if (leaf?.initial === value) continue;
    (leaf?.atCreate === "after" ? later : first).set(path, value);
  }
  const args: Arguments = { ...parentOf(draft, targets), ...encode(draft, first, targets) };
  for (const [path, delta] of draft.links) {
    if (draft.kind.leaves.get(path)?.atCreate !== "after")
      args[path] = encodeLinks(draft, path, sentFirst(draft, path, delta.add, caller), targets);
  }
  const target = draft.verb === "replace" ? null : (draft.before?.id ?? null);
  const create = raw(draft, "create", "create", target, args, targets);
  const steps = [create, ...setSteps(draft, later, targets, losing)];
  for (const [path, delta] of draft.links) {
    if (draft.kind.leaves.get(path)?.atCreate === "after")
      steps.push(...placeSteps(draft, path, delta.add, targets, caller));
    else if (sentFirst(draft, path, delta.add, caller).length < delta.add.length)
      steps.push(wholeStep(draft, path, delta.add, targets, path));
  }
  steps.push(...impliedOnly(draft, targets, caller));
  for (const step of steps) if (step !== create) step.dependsOn.add(create.id);
  return steps;
}

/** The container a new object is made in. */
function parentOf(draft: Draft, targets: Targets): Arguments {
  const container = containerOf(draft.node?.parent ?? null);
  return container === undefined ? {} : { [PARENT]: targets.argument(container.kind, container.key) };
}

function changeSteps(draft: Draft, targets: Targets, losing: ReadonlySet<string>): RawStep[] {
  if (draft.verb === "remove") return [];
  const steps = setSteps(draft, draft.set, targets, losing);
  for (const [path, delta] of draft.links) {
    const leaf = draft.kind.leaves.get(path);
    if (leaf?.type === "links" && leaf.whole !== undefined) {
      steps.push(...wholeSteps(draft, path, delta, targets));
      continue;
    }
    for (const link of delta.add) steps.push(linkStep(draft, "link", path, link, targets));
    for (const link of delta.change)
      steps.push(linkStep(draft, "link", path, link, targets, { existing: true }));
    for (const link of delta.remove) steps.push(linkStep(draft, "unlink", path, link, targets));
  }
  return steps;
}

function endingSteps(draft: Draft, targets: Targets): RawStep[] {
  const id = draft.before?.id ?? null;
  const op = draft.effect === "disable" ? "disable" : "delete";
  const args =
    op === "disable" ? encode(draft, new Map(Object.entries(draft.kind.removal.sets ?? {})), targets) : {};
  const step = raw(draft, op, op, id, args, targets);
  step.stage = 2;
  return [step];
}
