import { expect, test } from "vitest";
import type { Run } from "../../src/apply/outcome.ts";
import { outcomesByChange, renderRun } from "../../src/report/run-text.ts";
import { samplePlan } from "./sample-plan.ts";

const outcome = (step: string, change: string, state: "done" | "failed" | "skipped") => ({
  step,
  change,
  op: "create" as const,
  state,
});
const run: Run = {
  status: "failed",
  staleObjects: [],
  outcomes: [
    outcome("1", "group:claims handlers", "done"),
    {
      ...outcome("2", "user:ana@x.example", "failed"),
      error: {
        reason: "refused",
        message: "No such group.",
        rule: "ECX-USR-04",
        status: 422,
        requestId: "req-7",
      },
    },
    outcome("3", "user:ana@x.example", "skipped"),
    outcome("4", "user:cara@x.example", "done"),
    outcome("5", "user:cara@x.example", "skipped"),
    outcome("6", "user:dora@x.example", "skipped"),
  ],
  writes: 2,
  runId: "20261123-080000-ab",
  chainHead: "sha256:head",
};

test("a change counts as failed with a failed step, and as skipped only where nothing of it was done", () => {
  expect(outcomesByChange(run)).toEqual({
    done: ["group:claims handlers"],
    partly: ["user:cara@x.example"],
    failed: ["user:ana@x.example"],
    skipped: ["user:dora@x.example"],
  });
});

test("a failed run lists what failed and why, what was done in part, what was skipped and what was done", () => {
  expect(renderRun(run, samplePlan, { color: false })).toBe(`Failed: 1 change done, 1 partly done, 1 failed, 1 skipped.
Failed
    ! user ana@x.example (create)
        ECX-USR-04: No such group. (refused, status 422, request req-7)
Partly done
    user cara@x.example
Skipped
    user:dora@x.example
Done
    group Claims Handlers
Run 20261123-080000-ab: 2 writes, ledger head sha256:head
`);
});

test("a stale plan names what moved", () => {
  const stale: Run = {
    ...run,
    status: "stale",
    staleObjects: ["user:ana@x.example is gone"],
    outcomes: [],
    writes: 0,
  };
  expect(renderRun(stale, samplePlan, { color: false })).toContain(
    "Nothing applied: the plan is stale.\n    user:ana@x.example is gone\n",
  );
});

test("a run without failures is one line and its anchor", () => {
  const applied: Run = {
    ...run,
    status: "applied",
    outcomes: run.outcomes.slice(0, 1),
    writes: 1,
    chainHead: null,
  };
  expect(renderRun(applied, samplePlan, { color: false })).toBe(
    "Applied: 1 change done.\nRun 20261123-080000-ab: 1 write\n",
  );
});
