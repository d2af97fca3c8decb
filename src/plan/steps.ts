import { byCodePoint } from "../kind/code-points.ts";
import { fold } from "../kind/identity.ts";
import { ownKey, PARENT } from "../kind/kind.ts";
import type { Link, Value } from "../kind/value.ts";
import type { LinkDelta } from "./compare.ts";
import { containerOf, creates, type Draft, isInvitation, isMadeAnew } from "./draft.ts";
import type { Argument, Operation, PlanReference, Step } from "./plan.ts";
import type { Targets } from "./targets.ts";

type Arguments = Record<string, Argument>;

/** A step before its place in the order is known. */
export interface RawStep extends Omit<Step, "dependsOn" | "stage"> {
  readonly dependsOn: Set<string>;
  stage: Step["stage"];
}

export interface StepContext {
  readonly caller: { readonly email: string | null };
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

/**
 * Links a creation carries: all of them, or the earliest where it takes but one. For the caller it is the last: what
 * comes after may need the right it gives.
 */
function sentFirst(
  draft: Draft,
  path: string,
  links: readonly Link[],
  caller: { readonly email: string | null },
): readonly Link[] {
  const leaf = draft.kind.leaves.get(path);
  if (leaf?.type !== "links" || leaf.whole === undefined) return links;
  const isOwn = ownKey(draft.kind, draft.key) === caller.email;
  const order = (isOwn ? leaf.whole.first.toReversed() : leaf.whole.first).map(fold);
  const rank = (link: Link) => order.indexOf(link.to) + 1 || order.length + 1;
  return [...links].sort((a, b) => rank(a) - rank(b) || byCodePoint(a.to, b.to)).slice(0, 1);
}

/** Sets a list of links as a whole. */
function wholeStep(
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
function wholeSteps(draft: Draft, path: string, delta: LinkDelta, targets: Targets): RawStep[] {
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

/** Links after a creation that made one by itself: the implied one is kept, or given up before the last is taken. */
function placeSteps(
  draft: Draft,
  path: string,
  links: readonly Link[],
  targets: Targets,
  caller: { readonly email: string | null },
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
function impliedOnly(draft: Draft, targets: Targets, caller: { readonly email: string | null }): RawStep[] {
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

function impliedLink(draft: Draft, path: string, caller: { readonly email: string | null }): string | null {
  const leaf = draft.kind.leaves.get(path);
  return leaf?.type === "links" && leaf.impliedAtCreate === "caller" ? caller.email : null;
}

function isManaged(draft: Draft, path: string): boolean {
  return draft.node?.links[path]?.mode === "all";
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

/** One update for all attributes together, and one step for each that the platform sets apart. */
function setSteps(
  draft: Draft,
  values: ReadonlyMap<string, Value>,
  targets: Targets,
  losing: ReadonlySet<string>,
): RawStep[] {
  const together = new Map<string, Value>();
  const steps: RawStep[] = [];
  for (const [path, value] of values) {
    const leaf = draft.kind.leaves.get(path);
    if (isInvitation(leaf, value) && !creates(draft))
      steps.push(apart(draft, path, value, targets, "invite"));
    else if (leaf?.ownStep === true) steps.push(apart(draft, path, value, targets));
    else together.set(path, value);
  }
  if (together.size > 0) {
    const op = operationFor(draft, together);
    const step = raw(draft, op, op, own(draft), encode(draft, together, targets), targets);
    if (takesAway(draft, together, losing)) step.stage = 2;
    steps.unshift(step);
  }
  return steps;
}

function apart(
  draft: Draft,
  path: string,
  value: Value,
  targets: Targets,
  op: "update" | "invite" = "update",
): RawStep {
  const args = encode(draft, new Map([[path, value]]), targets);
  const name = op === "invite" ? op : `update.${path}`;
  return raw(draft, op, name, own(draft), args, targets);
}

function operationFor(draft: Draft, values: ReadonlyMap<string, Value>): Operation {
  if (creates(draft) || values.size > 1) return "update";
  const { sets, restores } = draft.kind.removal;
  const [path, value] = [...values][0] ?? ["", null];
  if (restores?.[path] === value && value !== undefined) return "enable";
  if (sets?.[path] === value && value !== undefined) return "disable";
  const leaf = draft.kind.leaves.get(path);
  if (leaf?.type !== "boolean" || leaf.enables !== true) return "update";
  return value === true ? "enable" : "disable";
}

/** Switching off, taking out of a list, or pointing a person who loses something elsewhere. */
function takesAway(draft: Draft, values: ReadonlyMap<string, Value>, losing: ReadonlySet<string>): boolean {
  if (creates(draft)) return false;
  const disables = draft.kind.removal.sets ?? {};
  return [...values].some(([path, value]) => {
    const leaf = draft.kind.leaves.get(path);
    if (disables[path] === value || (leaf?.type === "boolean" && value === false)) return true;
    if (leaf?.type === "texts") return leavesOut(draft.before?.attributes[path], value);
    return (
      leaf?.type === "reference" && draft.kind.person === true && losing.has(ownKey(draft.kind, draft.key))
    );
  });
}

function leavesOut(before: Value | undefined, after: Value): boolean {
  const kept = new Set(Array.isArray(after) ? after : []);
  return Array.isArray(before) && before.some((each) => !kept.has(each));
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

/** `existing` in the arguments: the link is there and gets other attributes. */
function linkStep(
  draft: Draft,
  op: "link" | "unlink",
  path: string,
  link: Link,
  targets: Targets,
  extra: { readonly existing?: true } = {},
): RawStep {
  const { to, ...rest } = link;
  const leaf = draft.kind.leaves.get(path);
  const kind = leaf?.type === "links" ? leaf.to : "";
  const args: Arguments = { ...rest, ...extra, path, to: targets.argument(kind, to) };
  const step = raw(draft, op, `${op}.${path}.${to}`, own(draft), args, targets);
  if (op === "unlink") step.stage = 2;
  return step;
}

/** The object a change is about: its id, or a reference where the change itself makes it. */
function own(draft: Draft): string | PlanReference {
  if (draft.verb === "replace" || draft.before === null) return { $ref: draft.id };
  return draft.before.id ?? { $ref: draft.id };
}

function encode(draft: Draft, values: ReadonlyMap<string, Value>, targets: Targets): Arguments {
  const args: Arguments = {};
  for (const [path, value] of values) {
    const leaf = draft.kind.leaves.get(path);
    args[path] = leaf?.type === "reference" ? targets.argument(leaf.to, String(value)) : value;
  }
  return args;
}

function encodeLinks(draft: Draft, path: string, links: readonly Link[], targets: Targets): Argument {
  const leaf = draft.kind.leaves.get(path);
  const kind = leaf?.type === "links" ? leaf.to : "";
  const sorted = [...links].sort((a, b) => byCodePoint(a.to, b.to));
  return sorted.map((link) => ({ ...link, to: targets.argument(kind, link.to) })) as unknown as Argument;
}

function raw(
  draft: Draft,
  op: Operation,
  name: string,
  target: string | PlanReference | null,
  args: Arguments,
  targets: Targets,
): RawStep {
  const dependsOn = new Set<string>();
  for (const change of referencesIn(args))
    if (change !== draft.id) dependsOn.add(targets.creationStep(change));
  const repeat = op === "create" ? targets.repeatOfCreate : "safe";
  return {
    id: `${draft.id}#${name}`,
    change: draft.id,
    kind: draft.kind.name,
    op,
    target,
    args,
    dependsOn,
    repeat,
    stage: 1,
  };
}

/** Ids of the changes that arguments refer to. */
export function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== "object" || value === null) return [];
  if ("$ref" in value && typeof value.$ref === "string") return [value.$ref];
  return Object.values(value).flatMap(referencesIn);
}
