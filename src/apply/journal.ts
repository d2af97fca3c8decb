/** A run's entries in the ledger. An entry that cannot be written ends the run; it never loses what was done. */
import type { LedgerWriter } from "../ledger/ledger.ts";
import type { Plan } from "../plan/plan.ts";
import { serializePlan } from "../plan/plan-file.ts";

export class Journal {
  /** Why nothing can be recorded any more; null while all is well. */
  problem: string | null = null;
  readonly #ledger: LedgerWriter | null;
  readonly #runId: string;

  /** Without a ledger nothing is recorded, and nothing can fail. */
  constructor(ledger: LedgerWriter | null, runId: string) {
    this.#ledger = ledger;
    this.#runId = runId;
  }

  get head(): string | null {
    return this.#ledger?.head ?? null;
  }

  /** Keeps the plan and says that its run starts, with what else is known of it. */
  start(plan: Plan, facts: { readonly [name: string]: unknown }): void {
    this.#attempt((ledger) => {
      ledger.keepPlan(plan.digest, serializePlan(plan));
      ledger.append(this.#runId, "run-started", { ...startDetails(plan), ...facts });
    });
  }

  /** False: the entry was not written, and nothing more should be started. */
  record(event: string, details: { readonly [name: string]: unknown }): boolean {
    return this.#attempt((ledger) => ledger.append(this.#runId, event, details));
  }

  #attempt(write: (ledger: LedgerWriter) => void): boolean {
    if (this.#ledger === null) return true;
    try {
      write(this.#ledger);
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.problem ??= `the run was stopped because the ledger cannot be written: ${reason}`;
      return false;
    }
  }
}

function startDetails(plan: Plan): Record<string, unknown> {
  const { digest, manifestDigest, liveDigest, policyDigest, evaluatedAt, target, protects, guards } = plan;
  const allowed = guards.filter((guard) => guard.status === "allowed").map((guard) => guard.name);
  const digests = { plan: digest, manifestDigest, liveDigest, policyDigest };
  return { ...digests, evaluatedAt, target, protects, allowed, steps: plan.steps.length };
}
