import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type LedgerWriter, readLedger } from "../../src/ledger/ledger.ts";
import { chainPath } from "../../src/ledger/paths.ts";
import { type Call, PlatformError } from "../../src/platform/contract.ts";
import { renderRun } from "../../src/report/run-text.ts";
import { applySmall, clientOf, ledgerFolder, ledgerIn, planWith, step } from "./small-run.ts";

const KEY = 'AAAA-"secret"-license/key';

test("a platform that repeats a secret puts it neither into the outcome nor into the ledger", async () => {
  const folder = ledgerFolder();
  const ledger = ledgerIn(folder);
  const sent: unknown[] = [];
  const client = clientOf(async ({ args }: Call) => {
    sent.push(args.key);
    const echo = `bad key ${args.key} in ${JSON.stringify(args)} at /keys/${encodeURIComponent(String(args.key))}`;
    throw new PlatformError("refused", echo, {
      status: 422,
      rule: `R-${args.key}`,
      requestId: `q-${args.key}`,
    });
  });
  const plan = planWith(step("a", { args: { key: { $secret: { env: "KEY" } } } }));
  const run = await applySmall(plan, client, ledger, { secrets: () => KEY });
  ledger.close();
  expect(sent).toEqual([KEY]);
  expect(run.outcomes[0]?.error).toEqual({
    reason: "refused",
    message: 'bad key *** in {"key":"***"} at /keys/***',
    rule: "R-***",
    status: 422,
    requestId: "q-***",
  });
  const recorded = readFileSync(chainPath(folder, "acme"), "utf8");
  expect(recorded).toContain("bad key ***");
  expect(recorded).not.toMatch(/AAAA|license.key/);
});

test("every step is recorded ahead of its call and after it", async () => {
  const folder = ledgerFolder();
  const ledger = ledgerIn(folder);
  const seen: string[] = [];
  const client = clientOf(async ({ args }) => {
    seen.push(`${readLedger(folder, "acme").entries.at(-1)?.details.step} before ${args.name}`);
    return { id: `g-${args.name}` };
  });
  const run = await applySmall(planWith(step("a"), step("b")), client, ledger);
  ledger.close();
  expect(seen).toEqual(["a before a", "b before b"]);
  expect([run.status, run.writes, run.chainHead]).toEqual(["applied", 2, readLedger(folder, "acme").head]);
  expect(readLedger(folder, "acme").entries.map((each) => each.event)).toEqual([
    "run-started",
    "step-started",
    "step-ended",
    "step-started",
    "step-ended",
    "run-ended",
  ]);
});

/** A ledger that takes so many entries and then finds the disk full. */
function fullAfter(entries: number): LedgerWriter {
  let left = entries;
  return {
    head: "head",
    keepPlan() {},
    keep: () => "",
    append() {
      if (left-- <= 0) throw new Error("ENOSPC: no space left on device, write");
    },
    close() {},
  };
}

test.each([
  ["at the start", 0, [], ["skipped", "skipped", "skipped"]],
  ["before the first call", 1, [], ["failed", "skipped", "skipped"]],
  ["after a successful call", 2, ["a"], ["done", "skipped", "skipped"]],
  ["before the second call", 3, ["a"], ["done", "failed", "skipped"]],
  ["at the end", 7, ["a", "b", "c"], ["done", "done", "done"]],
])("a ledger that fails %s ends the run and keeps what was done", async (_, entries, calls, states) => {
  const made: unknown[] = [];
  const client = clientOf(async ({ args }) => {
    made.push(args.name);
    return { id: String(args.name) };
  });
  const plan = planWith(step("a"), step("b"), step("c"));
  const run = await applySmall(plan, client, fullAfter(entries));
  expect(made).toEqual(calls);
  expect(run.outcomes.map((each) => each.state)).toEqual(states);
  expect([run.status, run.writes]).toEqual(["failed", calls.length]);
  expect(run.problem).toContain("the ledger cannot be written: ENOSPC");
  expect(renderRun(run, plan, { color: false }).replace(/\s+/g, " ")).toContain(run.problem);
});

test("a ledger that fails after a failed call keeps the platform's reason", async () => {
  const client = clientOf(() => Promise.reject(new PlatformError("refused", "No such group.")));
  const run = await applySmall(planWith(step("a"), step("b")), client, fullAfter(2));
  expect(run.outcomes.map((each) => [each.state, each.error?.message])).toEqual([
    ["failed", "No such group."],
    ["skipped", undefined],
  ]);
  expect(run.problem).toContain("ENOSPC");
});
