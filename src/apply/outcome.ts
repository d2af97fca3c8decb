/** What became of a plan that was applied. */
import type { Operation } from "../plan/plan.ts";

export interface StepError {
  /** Whose move it is: see PlatformError; `ledger` where the call could not be recorded and was not made. */
  readonly reason: string;
  readonly message: string;
  readonly rule: string | null;
  readonly status: number | null;
  readonly requestId: string | null;
}

export interface Outcome {
  readonly step: string;
  readonly change: string;
  readonly op: Operation;
  /** `skipped`: not tried, because something it waits for failed or the run was stopped. */
  readonly state: "done" | "failed" | "skipped";
  readonly error?: StepError;
}

export interface Run {
  readonly runId: string;
  /** `nothing`: the plan had no steps. `stale`: the account moved, and nothing was written. */
  readonly status: "applied" | "failed" | "interrupted" | "stale" | "nothing";
  /** What moved, each in one sentence. */
  readonly staleObjects: readonly string[];
  /** In plan order. */
  readonly outcomes: readonly Outcome[];
  /** Steps that took effect. */
  readonly writes: number;
  /** What ended the run although it lay with no step; absent where nothing did. */
  readonly problem?: string;
  /** Hash of the ledger's last entry; null without a ledger. */
  readonly chainHead: string | null;
}
