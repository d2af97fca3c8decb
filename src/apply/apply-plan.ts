/** Walks a plan: checks that it still fits, fills in ids and secrets, makes the calls, records outcomes. */
import { hash, randomUUID } from "node:crypto";
import type { KindTable } from "../kind/table.ts";
import type { SecretSource } from "../kind/value.ts";
import type { LedgerWriter } from "../ledger/ledger.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { type Client, PlatformError } from "../platform/contract.ts";
import { Arguments, contentProblems } from "./arguments.ts";
import { whatMoved } from "./freshness.ts";
import { Journal } from "./journal.ts";
import { makeCall } from "./make-call.ts";
import type { Outcome, Run, StepError } from "./outcome.ts";
import { runSteps, type StepState } from "./schedule.ts";

export interface Progress {
  readonly done: number;
  readonly failed: number;
  readonly total: number;
}

export interface ApplyInput {
  readonly plan: Plan;
  readonly table: KindTable;
  readonly client: Client;
  /** Null: nothing is recorded. */
  readonly ledger: LedgerWriter | null;
  /** Steps under way at once. */
  readonly concurrency: number;
  /** Time now, RFC 3339 UTC: a plan past its `validUntil` is stale. */
  readonly now: string;
  /** Reads a secret; throws where it is missing. Called before the first write only. */
  readonly secrets: (source: SecretSource) => string;
  readonly files: (path: string) => Uint8Array;
  /** What else the entry that starts the run records; asked once nothing stands against the start. */
  readonly facts?: () => Promise<{ readonly [name: string]: unknown }>;
  readonly onProgress?: (progress: Progress) => void;
  /** Aborting lets running calls finish and starts no more. */
  readonly signal?: AbortSignal;
}

/** Applies a plan that is not refused. Throws only for what stops it before the first write, and for defects. */
export async function applyPlan(input: ApplyInput): Promise<Run> {
  const { plan, signal } = input;
  const runId = randomUUID();
  const journal = new Journal(input.ledger, runId);
  const stale = await reasonsNotToStart(input);
  if (stale.length > 0) return { ...ending(runId, journal, []), status: "stale", staleObjects: stale };
  const filled = new Arguments(plan, input.secrets, input.files);
  journal.start(plan, (await input.facts?.()) ?? {});
  const execution = new Execution(input, runId, filled, journal);
  await runSteps(plan.steps, {
    concurrency: input.concurrency,
    run: (step) => execution.run(step),
    settled: (step, state) => execution.settle(step, state),
    stopped: () => signal?.aborted === true || execution.unauthorized || journal.problem !== null,
  });
  const outcomes = plan.steps.map((step) => execution.outcomes.get(step.id) ?? skipped(step));
  const status = statusOf(outcomes, signal?.aborted === true);
  const count = (state: StepState) => outcomes.filter((each) => each.state === state).length;
  const counts = { done: count("done"), failed: count("failed"), skipped: count("skipped") };
  if (journal.problem === null) journal.record("run-ended", { status, ...counts });
  const run = { ...ending(runId, journal, outcomes), status };
  return journal.problem === null ? run : { ...run, status: "failed", problem: journal.problem };
}

async function reasonsNotToStart({ plan, now, table, client, files }: ApplyInput): Promise<string[]> {
  if (plan.validUntil !== null && now >= plan.validUntil) {
    return [`a declared end date (${plan.validUntil}) has passed since the plan was made`];
  }
  const changed = contentProblems(plan, files);
  if (changed.length > 0) return changed;
  return plan.steps.length === 0 ? [] : whatMoved(plan, table, client);
}

function ending(runId: string, journal: Journal, outcomes: readonly Outcome[]): Omit<Run, "status"> {
  const writes = outcomes.filter((each) => each.state === "done").length;
  return { runId, staleObjects: [], outcomes, writes, chainHead: journal.head };
}

function statusOf(outcomes: readonly Outcome[], aborted: boolean): Run["status"] {
  if (outcomes.length === 0) return "nothing";
  if (outcomes.every((each) => each.state === "done")) return "applied";
  return aborted && !outcomes.some((each) => each.state === "failed") ? "interrupted" : "failed";
}

function skipped(step: Step): Outcome {
  return { step: step.id, change: step.change, op: step.op, state: "skipped" };
}

class Execution {
  readonly outcomes = new Map<string, Outcome>();
  unauthorized = false;
  readonly #input: ApplyInput;
  readonly #runId: string;
  readonly #arguments: Arguments;
  readonly #journal: Journal;
  readonly #errors = new Map<string, StepError>();
  #done = 0;
  #failed = 0;

  constructor(input: ApplyInput, runId: string, filled: Arguments, journal: Journal) {
    this.#input = input;
    this.#runId = runId;
    this.#arguments = filled;
    this.#journal = journal;
  }

  async run(step: Step): Promise<boolean> {
    const { id: name, change, op } = step;
    if (!this.#journal.record("step-started", { step: name, change, op })) return this.#unrecorded(step);
    try {
      const { client, table } = this.#input;
      const call = this.#arguments.callFor(step, idempotencyKey(this.#runId, step));
      const { id } = await makeCall(client, table, call);
      this.#arguments.made(step, id);
      this.#journal.record("step-ended", { step: name, state: "done", object: id });
      return true;
    } catch (error) {
      const problem = this.#masked(toStepError(error));
      if (problem.reason === "unauthorized") this.unauthorized = true;
      this.#errors.set(name, problem);
      this.#journal.record("step-ended", { step: name, state: "failed", error: { ...problem } });
      return false;
    }
  }

  /** No call is made that is not recorded first. */
  #unrecorded(step: Step): false {
    const message = "no call was made, because it could not be recorded first";
    this.#errors.set(step.id, { reason: "ledger", message, rule: null, status: null, requestId: null });
    return false;
  }

  /** A platform may repeat what it was sent, a secret included. */
  #masked(problem: StepError): StepError {
    const { mask } = this.#arguments;
    const hide = (text: string | null) => (text === null ? null : mask.text(text));
    const { reason, message, rule, status, requestId } = problem;
    return { reason, message: mask.text(message), rule: hide(rule), status, requestId: hide(requestId) };
  }

  settle(step: Step, state: StepState): void {
    const error = this.#errors.get(step.id);
    const outcome: Outcome = { step: step.id, change: step.change, op: step.op, state };
    this.outcomes.set(step.id, error === undefined ? outcome : { ...outcome, error });
    if (state === "done") this.#done++;
    else this.#failed++;
    this.#input.onProgress?.({
      done: this.#done,
      failed: this.#failed,
      total: this.#input.plan.steps.length,
    });
  }
}

function toStepError(error: unknown): StepError {
  if (error instanceof PlatformError) {
    const { reason, message, rule, status, requestId } = error;
    return { reason, message, rule, status, requestId };
  }
  throw error;
}

/** A header takes neither every letter nor every length, and names are of any. */
function idempotencyKey(runId: string, step: Step): string {
  return hash("sha256", `${runId}/${step.id}`);
}
