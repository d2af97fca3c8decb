import { expect, test } from "vitest";
import type { Run } from "../../src/apply/outcome.ts";
import type { RunRecord } from "../../src/ledger/run-record.ts";
import { runMarkdown } from "../../src/report/run-markdown.ts";
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
  expect(
    renderRun(run, samplePlan, { color: false }),
  ).toBe(`Failed: 1 change done, 1 partly done, 1 failed, 1 skipped.
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

test("a failed run fits a narrow page", () => {
  const wide = renderRun(run, samplePlan, { color: false, columns: 40 })
    .split("\n")
    .filter((line) => line.length > 40 && !line.startsWith("Run "));
  expect(wide).toEqual([]);
});

test("a failed run in Markdown names what failed and what was skipped, and stays below the limit", () => {
  const record: RunRecord = {
    run: run.runId,
    startedAt: "2026-11-23T08:00:00Z",
    endedAt: null,
    status: "failed",
    plan: "sha256:plan",
    target: { name: "main", platform: "engagecx", endpoint: "https://x.example" },
    account: { id: "org_1", name: "North | wind" },
    by: null,
    undoes: null,
    allowed: [],
    approvals: [],
    approvedBy: [],
    approvalsRequired: null,
    manifests: null,
    manifestDigest: "sha256:manifest",
    head: "head",
    entries: { first: 1, last: 9 },
    steps: { done: 2, failed: 1, skipped: 2, open: 0 },
    access: { before: null, after: null },
  };
  const many = { ...run, outcomes: Array.from({ length: 3_000 }, () => run.outcomes).flat() };
  const text = runMarkdown({ record, run: many, plan: samplePlan }, null);
  expect(text).toContain("**Failed (3000)**\n\n- user `ana@x.example` (create): No such group.");
  expect(text).toContain("and 2900 more.");
  expect(text).toContain("**Partly done (1)**\n\n- user `cara@x.example`\n");
  expect(text).toContain("North &#124; wind");
  expect(text.length).toBeLessThanOrEqual(60_000);
});
