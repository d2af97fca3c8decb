/**
 * Random accounts and manifests on the real server: a run that is undone leaves the account as it was, except for what
 * the undo listed beforehand. CXROSTER_PROPERTY_RUNS sets how many are tried; 20 by default.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { isRefused } from "../../src/plan/plan.ts";
import { ALLOW, LICENSES, manifest, textOf } from "../support/random-engagecx.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { declarableState, Past } from "../support/undo.ts";

const RUNS = Number(process.env.CXROSTER_PROPERTY_RUNS ?? "20");
const LIMIT_MILLISECONDS = 60_000 + RUNS * 4_000;

test(
  "undoing a run brings the account back, except for what was listed before",
  async () => {
    await fc.assert(
      fc.asyncProperty(manifest, manifest, async (first, second) => {
        const rehearsal = await Rehearsal.start({ account: { licenses: LICENSES } });
        const past = new Past(rehearsal);
        try {
          const start = await rehearsal.plan(textOf(first), { allow: ALLOW });
          if (isRefused(start)) return;
          await rehearsal.apply(start);
          await thereAndBack(past, textOf(second));
        } finally {
          past.remove();
          await rehearsal.stop();
        }
      }),
      { numRuns: RUNS },
    );
  },
  LIMIT_MILLISECONDS,
);

async function thereAndBack(past: Past, text: string): Promise<void> {
  const { rehearsal } = past;
  const plan = await rehearsal.plan(text, { allow: ALLOW });
  if (isRefused(plan)) return;
  const before = await declarableState(rehearsal);
  const run = await past.apply(plan);
  const mails = (await rehearsal.outbox()).length;
  const { plan: way, undo } = await past.undo(plan, run.runId, { allow: ALLOW });
  expect(way.guards.filter((guard) => guard.status === "refused")).toEqual([]);
  expect(way.findings.filter((finding) => finding.severity === "error")).toEqual([]);
  expect(undo.skipped).toEqual([]);
  const back = await past.apply(way);
  expect(back.outcomes.filter((outcome) => outcome.state !== "done")).toEqual([]);
  const after = await declarableState(rehearsal);
  for (const { change, path } of undo.cannot.filter(({ text }) => /^it (stays|had no value)/.test(text))) {
    for (const state of [before, after]) {
      if (path === null) delete state[change];
      else delete state[change]?.[path];
    }
  }
  expect(after).toEqual(before);
  expect((await rehearsal.outbox()).length).toBe(mails);
  const again = await past.undo(plan, run.runId, { allow: ALLOW });
  expect(again.plan.changes).toEqual([]);
}
