/** Makes the calls of one draft, in their order. */
import { randomUUID } from "node:crypto";
import { makeCall } from "../apply/make-call.ts";
import type { LiveObject, State } from "../kind/state.ts";
import { isFileContent, type Value } from "../kind/value.ts";
import type { Draft } from "../plan/draft.ts";
import { inOrder } from "../plan/order.ts";
import type { Step } from "../plan/plan.ts";
import { stepsOf } from "../plan/steps.ts";
import { Targets } from "../plan/targets.ts";
import { fromError, pathOf, Refusal } from "./diagnostics.ts";
import type { AttributePath, TerraformDiagnostic } from "./protocol/provider.ts";
import type { Session } from "./session.ts";

export interface Done {
  /** Platform id of the object; null where none came into being. */
  readonly id: string | null;
  /** True once a call has had an effect. */
  readonly wrote: boolean;
  /** Why the rest was left undone; null when everything is done. */
  readonly failure: TerraformDiagnostic | null;
}

/**
 * Never throws: what a call did stands in the result even when a later one fails.
 * @param state holds everything the draft names.
 * @param object what the draft is about, as the account has it; null for a new one.
 * @param files content of file attributes, by path.
 */
export async function carryOut(
  session: Session,
  draft: Draft,
  state: State,
  object: LiveObject | null,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Done> {
  const progress: Progress = { id: object?.id ?? null, wrote: false, at: [] };
  try {
    const steps = stepsFor(session, draft, state);
    await session.guarded.write(draft, steps, object, () => make(session, draft, steps, files, progress));
    return { id: progress.id, wrote: progress.wrote, failure: null };
  } catch (thrown) {
    return { id: progress.id, wrote: progress.wrote, failure: fromError(thrown, progress.at) };
  }
}

interface Progress {
  id: string | null;
  wrote: boolean;
  /** Attribute the present call is about. */
  at: AttributePath;
}

function stepsFor({ platform }: Session, draft: Draft, state: State): Step[] {
  const targets = new Targets(state, [draft], platform.table);
  const steps = stepsOf(draft, targets, { caller: state.caller, losing: new Set() }, false);
  return inOrder(new Map([[draft.id, steps]]));
}

/** The calls, and what became of the object by them: the next guard must not rely on how it was. */
async function make(
  session: Session,
  draft: Draft,
  steps: readonly Step[],
  files: ReadonlyMap<string, Uint8Array>,
  progress: Progress,
): Promise<void> {
  let gone = false;
  try {
    await run(session, steps, files, progress);
    gone = isGone(draft);
  } finally {
    if (progress.id !== null && gone) session.reads.forget(draft.kind.name, progress.id);
    else if (progress.id !== null) await session.reads.wrote(draft.kind.name, progress.id);
  }
}

/** Listed objects stay listed. */
function isGone(draft: Draft): boolean {
  return draft.effect === "delete" && draft.kind.creation?.from !== "listed";
}

async function run(
  session: Session,
  steps: readonly Step[],
  files: ReadonlyMap<string, Uint8Array>,
  progress: Progress,
): Promise<void> {
  const run = randomUUID();
  for (const step of steps) {
    if (session.stopped()) throw new Refusal("Stopped", "The run was stopped before everything was done.");
    progress.at = subjectOf(step);
    const call = {
      kind: step.kind,
      op: step.op,
      id: targetOf(step, progress),
      args: fill(step, files),
      idempotencyKey: `${run}/${step.id}`,
      repeat: step.repeat,
    };
    const { id } = await makeCall(session.client, session.platform.table, call);
    progress.wrote = true;
    if (step.op === "create") progress.id = id;
  }
}

/** The one object of the draft is the only one a step can refer to before it exists. */
function targetOf(step: Step, progress: Progress): string | null {
  return typeof step.target === "string" || step.target === null ? step.target : progress.id;
}

function fill(step: Step, files: ReadonlyMap<string, Uint8Array>): Record<string, Value | Uint8Array> {
  const args: Record<string, Value | Uint8Array> = {};
  for (const [path, value] of Object.entries(step.args)) {
    args[path] = isFileContent(value) ? (files.get(path) ?? new Uint8Array()) : (value as Value);
  }
  return args;
}

/** The attribute a step is about, where it is about just one. */
function subjectOf(step: Step): AttributePath {
  if (step.op === "link" || step.op === "unlink") return pathOf(String(step.args.path));
  const [first, second] = Object.keys(step.args);
  return first === undefined || second !== undefined ? [] : pathOf(first);
}
