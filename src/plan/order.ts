/** Puts steps into stages and one order: what frees a needed place first, what takes away last. */
import { nodeId } from "../graph/node.ts";
import { byCodePoint } from "../kind/code-points.ts";
import { linksOf } from "../kind/state.ts";
import { creates, type Draft, deletes } from "./draft.ts";
import type { LimitUse } from "./limits.ts";
import type { Step } from "./plan.ts";
import type { RawStep } from "./raw-step.ts";
import type { Places } from "./seats.ts";
import type { Targets } from "./targets.ts";

export type StepsByChange = Map<string, RawStep[]>;

/** Lets places that are needed become free before they are taken, also those of people who are deleted anyway. */
export function freePlacesFirst(
  places: readonly Places[],
  drafts: ReadonlyMap<string, Draft>,
  steps: StepsByChange,
  targets: Targets,
): void {
  const gone = new Set(
    [...drafts.values()].filter(deletes).map((draft) => nodeId(draft.kind.name, draft.before?.key ?? "")),
  );
  for (const place of places) {
    const draft = drafts.get(nodeId(place.kind.name, place.key));
    const own = draft === undefined ? undefined : steps.get(draft.id);
    if (!place.freesFirst || draft === undefined || own === undefined || creates(draft)) continue;
    own.push(...unlinkVanishing(draft, place, gone, targets));
    const frees = own.filter((step) => step.op === "unlink" && step.args.path === place.path);
    const takes = own.filter((step) => step.op === "link" && step.args.path === place.path);
    for (const step of frees) {
      step.stage = 0;
      step.dependsOn.clear();
    }
    const open = place.limit - place.before;
    for (const [index, take] of takes.entries()) {
      const free = index < open ? undefined : frees[index - open];
      if (free !== undefined) take.dependsOn.add(free.id);
    }
  }
}

/** Frees places of a limited kind before what needs them is made. */
export function keepLimits(uses: readonly LimitUse[], steps: StepsByChange): void {
  for (const use of uses) {
    if (!use.adds || use.refusal !== null) continue;
    const frees = use.surplus.map((id) => freeing(steps, id));
    let last: RawStep | null = null;
    for (const [id, freed] of use.waits) {
      const create = steps.get(id)?.find((step) => step.op === "create");
      const deletion = freed === id ? endBefore(create, steps.get(id) ?? []) : freeing(steps, freed);
      if (create === undefined || deletion === undefined) continue;
      create.dependsOn.add(deletion.id);
      if (use.oneByOne && last !== null) deletion.dependsOn.add(last.id);
      last = create;
    }
    for (const list of steps.values())
      for (const step of list) if (makes(step, use)) waitFor(step, list, frees);
  }
}

function makes(step: RawStep, { kind }: LimitUse): boolean {
  return step.op === "create" && step.kind === kind.name;
}

/** What is made waits, and so does what ends for it. */
function waitFor(create: RawStep, own: readonly RawStep[], frees: readonly (RawStep | undefined)[]): void {
  const ends = own.filter((step) => step.op === "delete" && create.dependsOn.has(step.id));
  for (const free of frees) {
    if (free !== undefined) for (const step of [create, ...ends]) step.dependsOn.add(free.id);
  }
}

/** A deletion that goes ahead of everything else. */
function freeing(steps: StepsByChange, id: string): RawStep | undefined {
  const step = steps.get(id)?.find((each) => each.op === "delete");
  if (step === undefined) return undefined;
  step.stage = 0;
  step.dependsOn.clear();
  return step;
}

/** The end of an object just before the one that replaces it is made. */
function endBefore(create: RawStep | undefined, own: readonly RawStep[]): RawStep | undefined {
  const end = own.find((step) => step.op === "delete" || step.op === "disable");
  if (end === undefined || create === undefined) return undefined;
  end.stage = 1;
  end.dependsOn.clear();
  // Where something the new one needs fails, the old one stays.
  for (const id of create.dependsOn) end.dependsOn.add(id);
  create.dependsOn.add(end.id);
  return end;
}

function unlinkVanishing(
  draft: Draft,
  place: Places,
  gone: ReadonlySet<string>,
  targets: Targets,
): RawStep[] {
  const leaf = place.kind.leaves.get(place.path);
  if (leaf?.type !== "links" || draft.before === null) return [];
  return linksOf(draft.before, place.path)
    .filter((link) => gone.has(nodeId(leaf.to, link.to)))
    .map((link) => ({
      id: `${draft.id}#unlink.${place.path}.${link.to}`,
      change: draft.id,
      kind: draft.kind.name,
      op: "unlink",
      target: draft.before?.id ?? null,
      args: { path: place.path, to: targets.argument(leaf.to, link.to) },
      dependsOn: new Set<string>(),
      repeat: "safe",
      stage: 0,
    }));
}

/**
 * Where no administrator stays throughout, the old ones lose nothing before the new ones stand. Stages alone would not
 * do: they order steps, but only waiting keeps a step from being tried after a failure.
 */
export function administratorsFirst(
  steps: StepsByChange,
  makers: ReadonlySet<string>,
  takers: ReadonlySet<string>,
): void {
  const giving = [...makers].flatMap((id) => steps.get(id) ?? []).filter((step) => step.stage < 2);
  for (const id of takers) {
    for (const step of steps.get(id) ?? []) {
      if (step.stage >= 2) for (const first of giving) step.dependsOn.add(first.id);
    }
  }
}

/** Steps that take the caller's own rights come after everything else. */
export function callerLast(steps: StepsByChange, changes: ReadonlySet<string>): void {
  for (const id of changes) {
    for (const step of steps.get(id) ?? []) if (step.stage === 2) step.stage = 3;
  }
}

/** Steps by stage, then by what they wait for, then by id; a stage never waits for a later one. */
export function inOrder(steps: StepsByChange): Step[] {
  const all = new Map([...steps.values()].flat().map((step) => [step.id, step]));
  liftStages(all);
  const depth = new Map<string, number>();
  for (const step of all.values()) depthOf(step, all, depth);
  const sorted = [...all.values()].sort(
    (a, b) => a.stage - b.stage || (depth.get(a.id) ?? 0) - (depth.get(b.id) ?? 0) || byCodePoint(a.id, b.id),
  );
  return sorted.map((step) => ({
    ...step,
    dependsOn: [...step.dependsOn].filter((id) => all.has(id)).sort(byCodePoint),
  }));
}

/** A step can start no earlier than what it waits for. */
function liftStages(all: ReadonlyMap<string, RawStep>): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const step of all.values()) {
      for (const id of step.dependsOn) {
        const first = all.get(id);
        if (first !== undefined && first.stage > step.stage) {
          step.stage = first.stage;
          changed = true;
        }
      }
    }
  }
}

function depthOf(step: RawStep, all: ReadonlyMap<string, RawStep>, depth: Map<string, number>): number {
  const known = depth.get(step.id);
  if (known !== undefined) return known;
  depth.set(step.id, 0);
  let deepest = -1;
  for (const id of step.dependsOn) {
    const first = all.get(id);
    if (first !== undefined) deepest = Math.max(deepest, depthOf(first, all, depth));
  }
  depth.set(step.id, deepest + 1);
  return deepest + 1;
}
