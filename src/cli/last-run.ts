/** The last run that applied manifests to a target, as its ledger tells. */
import { readLedger } from "../ledger/ledger.ts";
import type { LastRun } from "../plan/drift.ts";
import type { Plan } from "../plan/plan.ts";

/** How a run ends that did all there was to do. */
const COMPLETE: readonly unknown[] = ["applied", "nothing"];

/** Null where no ledger tells. */
export function lastRunOf(folder: string, target: string): LastRun | null {
  const { entries } = readLedger(folder, target);
  const started = entries.findLast((entry) => entry.event === "run-started");
  const digest = started?.details.manifestDigest;
  if (started === undefined || typeof digest !== "string") return null;
  const ended = entries.findLast((entry) => entry.run === started.run && entry.event === "run-ended");
  const complete = COMPLETE.includes(ended?.details.status);
  return { run: started.run, at: started.at, manifestDigest: digest, complete };
}

/** Whether the record knows these manifests as applied. A plan with nothing to do is recorded where it does not. */
export function isRecorded(folder: string, plan: Plan): boolean {
  const last = lastRunOf(folder, plan.target.name);
  return last?.complete === true && last.manifestDigest === plan.manifestDigest;
}
