/** The steps that set attributes of one object. */
import { ownKey } from "../kind/kind.ts";
import type { Value } from "../kind/value.ts";
import { creates, type Draft, isInvitation } from "./draft.ts";
import type { Operation } from "./plan.ts";
import { encode, own, type RawStep, raw } from "./raw-step.ts";
import type { Targets } from "./targets.ts";

/** One update for all attributes together, and one step for each that the platform sets apart. */
export function setSteps(
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
