/**
 * Measures a ledger of 100,000 entries in one run: listing its runs, reading it before a plan, and checking all of it,
 * each beside parsing its lines as JSON. Fails where a bound is exceeded.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLedger, readLedger } from "../src/ledger/ledger.ts";
import { chainPath } from "../src/ledger/paths.ts";
import { listRuns } from "../src/ledger/runs.ts";
import { verifyLedger } from "../src/ledger/verify.ts";

const RUNS = 200;
const STEPS = 249;
const BOUNDS = { list: 1.5, read: 2.5, verify: 6 };

const folder = mkdtempSync(join(tmpdir(), "cxroster-bench-"));
try {
  fill();
  const parse = measure(() => lines().map((line) => JSON.parse(line) as unknown));
  console.log(`${RUNS * (2 + 2 * STEPS)} entries; parsing their lines takes ${parse.toFixed(0)} ms`);
  judge("listing the runs", BOUNDS.list, parse, () => listRuns(folder, "main"));
  judge("reading it before a plan", BOUNDS.read, parse, () => readLedger(folder, "main").last("run-started"));
  judge("checking all of it", BOUNDS.verify, parse, () =>
    verifyLedger(folder, "main", { checkPlan: () => null }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function fill(): void {
  const ledger = openLedger(folder, "main", () => "2026-11-23T08:00:00Z");
  for (let run = 0; run < RUNS; run++) {
    const id = `${String(run).padStart(8, "0")}-0000-4000-8000-000000000000`;
    ledger.append(id, "run-started", { plan: "sha256:none", steps: STEPS });
    for (let person = 0; person < STEPS; person++) {
      const change = `user:person${person}@northwind.example`;
      const step = `${change}#create`;
      ledger.append(id, "step-started", { step, change, op: "create" });
      ledger.append(id, "step-ended", { step, state: "done", object: `usr_${person}` });
    }
    ledger.append(id, "run-ended", { status: "applied", done: STEPS, failed: 0, skipped: 0 });
  }
  ledger.close();
}

function lines(): string[] {
  return readFileSync(chainPath(folder, "main"), "utf8").split("\n").slice(0, -1);
}

function measure(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function judge(what: string, bound: number, reference: number, work: () => unknown): void {
  const ratio = measure(work) / reference;
  console.log(`${what} takes ${ratio.toFixed(2)} × that, at most ${bound}`);
  if (ratio > bound) process.exitCode = 1;
}
