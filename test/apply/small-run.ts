/** A plan of a few steps, a client made of a function, and a ledger in a folder of its own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type ApplyInput, applyPlan } from "../../src/apply/apply-plan.ts";
import type { Run } from "../../src/apply/outcome.ts";
import { type LedgerWriter, openLedger } from "../../src/ledger/ledger.ts";
import type { Plan, Step } from "../../src/plan/plan.ts";
import type { Call, Client } from "../../src/platform/contract.ts";
import { emptyPlan, table } from "../report/sample-plan.ts";

export const step = (id: string, more: Partial<Step> = {}): Step => ({
  id,
  change: `group:${id}`,
  kind: "group",
  op: "create",
  target: null,
  args: { name: id },
  dependsOn: [],
  repeat: "keyed",
  stage: 1,
  ...more,
});

export const planWith = (...steps: Step[]): Plan => ({ ...emptyPlan, steps });

/** A client of the plan's account whose calls do what `execute` does. */
export function clientOf(execute: (call: Call) => Promise<{ readonly id: string }>): Client {
  return {
    account: async () => ({ id: "acme-1", name: "Northwind Insurance" }) as never,
    readLive: () => Promise.reject(new Error("not here")),
    readEach: async (_, ids) => ids.map(() => null),
    readAll: async () => [],
    find: async () => [],
    execute,
    calls: { reads: 0, writes: 0 },
    close: async () => {},
  };
}

export function ledgerFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "cxroster-apply-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function ledgerIn(folder: string): LedgerWriter {
  return openLedger(folder, "acme", () => "2026-11-23T08:00:00Z");
}

export function applySmall(
  plan: Plan,
  client: Client,
  ledger: LedgerWriter | null,
  more: Partial<ApplyInput> = {},
): Promise<Run> {
  return applyPlan({
    plan,
    table,
    client,
    ledger,
    concurrency: 1,
    now: "2026-11-23T08:00:00Z",
    secrets: () => "",
    files: () => new Uint8Array(),
    ...more,
  });
}
