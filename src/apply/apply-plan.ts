/** Walks a plan: checks that it still fits, fills in ids and secrets, makes the calls, records outcomes. */
import { randomUUID } from "node:crypto";
import type { KindTable } from "../kind/table.ts";
import type { SecretSource } from "../kind/value.ts";
import type { LedgerWriter } from "../ledger/ledger.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { serializePlan } from "../plan/plan-file.ts";
import { type Client, PlatformError } from "../platform/contract.ts";
import { Arguments, contentProblems } from "./arguments.ts";
import { whatMoved } from "./freshness.ts";
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
  readonly onProgress?: (progress: Progress) => void;
  /** Aborting lets running calls finish and starts no more. */
  readonly signal?: AbortSignal;
}

/** Applies a plan that is not refused. Throws only for what stops it before the first write. */
export async function applyPlan(input: ApplyInput): Promise<Run> {
  const { plan, ledger } = input;
  const runId = randomUUID();
  const stale = await reasonsNotToStart(input);
  if (stale.length > 0) return finished(input, runId, "stale", stale, []);
  const filled = new Arguments(plan, input.secrets, input.files);
  ledger?.keepPlan(plan.digest, serializePlan(plan));
  ledger?.append(runId, "run-started", startDetails(plan));
  const execution = new Execution(input, runId, filled);
  await runSteps(plan.steps, {
    concurrency: input.concurrency,
    run: (step) => execution.run(step),
    settled: (step, state) => execution.settle(step, state),
    stopped: () => input.signal?.aborted === true || execution.unauthorized,
  });
  const outcomes = plan.steps.map((step) => execution.outcomes.get(step.id) ?? skipped(step));
  const status = statusOf(outcomes, input.signal?.aborted === true);
  ledger?.append(runId, "run-ended", {
    status,
    done: outcomes.filter((each) => each.state === "done").length,
  });
  return finished(input, runId, status, [], outcomes);
}

async function reasonsNotToStart({ plan, now, table, client, files }: ApplyInput): Promise<string[]> {
  if (plan.validUntil !== null && now >= plan.validUntil) {
    return [`a declared end date (${plan.validUntil}) has passed since the plan was made`];
  }
  const changed = contentProblems(plan, files);
  if (changed.length > 0) return changed;
  return plan.steps.length === 0 ? [] : whatMoved(plan, table, client);
}

function startDetails(plan: Plan): Record<string, unknown> {
  const { digest, manifestDigest, liveDigest, policyDigest, evaluatedAt, target, protects, guards } = plan;
  const allowed = guards.filter((guard) => guard.status === "allowed").map((guard) => guard.name);
  return { plan: digest, manifestDigest, liveDigest, policyDigest, evaluatedAt, target, protects, allowed };
}

function finished(
  { ledger }: ApplyInput,
  runId: string,
  status: Run["status"],
  staleObjects: readonly string[],
  outcomes: readonly Outcome[],
): Run {
  const writes = outcomes.filter((each) => each.state === "done").length;
  return { runId, status, staleObjects, outcomes, writes, chainHead: ledger?.head ?? null };
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
  readonly #errors = new Map<string, StepError>();
  #done = 0;
  #failed = 0;

  constructor(input: ApplyInput, runId: string, filled: Arguments) {
    this.#input = input;
    this.#runId = runId;
    this.#arguments = filled;
  }

  async run(step: Step): Promise<boolean> {
    const { ledger, client, table } = this.#input;
    ledger?.append(this.#runId, "step-started", { step: step.id, change: step.change, op: step.op });
    try {
      const call = this.#arguments.callFor(step, `${this.#runId}/${step.id}`);
      const { id } = await makeCall(client, table, call);
      this.#arguments.made(step, id);
      ledger?.append(this.#runId, "step-ended", { step: step.id, state: "done", object: id });
      return true;
    } catch (error) {
      const problem = toStepError(error);
      if (problem.reason === "unauthorized") this.unauthorized = true;
      this.#errors.set(step.id, problem);
      ledger?.append(this.#runId, "step-ended", { step: step.id, state: "failed", error: { ...problem } });
      return false;
    }
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
