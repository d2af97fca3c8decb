/**
 * Random accounts and manifests on the real server, on every platform: a run that is undone leaves the account as it
 * was, except for what the undo listed beforehand, and mails nobody.
 */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isRefused } from "../../src/plan/plan.ts";
import { type RunningServer, startServer } from "../../src/server/server.ts";
import { cases } from "../support/property-cases.ts";
import { manifest as autoid } from "../support/random-autoid.ts";
import { manifest as contactcenter } from "../support/random-contactcenter.ts";
import { manifest as cxengage } from "../support/random-cxengage.ts";
import { ALLOW, manifest as engagecx, LICENSES } from "../support/random-engagecx.ts";
import { ADMIN_TOKEN, Rehearsal } from "../support/rehearsal.ts";
import { declarableState, Past } from "../support/undo.ts";

const RUNS = cases(10);
const LIMIT_MILLISECONDS = 60_000 + RUNS * 6_000;

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ port: 0, adminToken: ADMIN_TOKEN });
});
afterAll(() => server.stop());

test.each<[string, fc.Arbitrary<object>, object]>([
  ["engagecx", engagecx, { licenses: LICENSES }],
  ["cxengage", cxengage, {}],
  ["contactcenter", contactcenter, {}],
  ["autoid", autoid, {}],
])(
  "%s: undoing a run brings the account back, except for what was listed before",
  async (platform, manifest, account) => {
    await fc.assert(
      fc.asyncProperty(manifest, manifest, async (first, second) => {
        const rehearsal = await Rehearsal.on(server, { platform, account });
        const past = new Past(rehearsal);
        try {
          const text = (drawn: object) => JSON.stringify({ apiVersion: "cxroster/v1", platform, ...drawn });
          const start = await rehearsal.plan(text(first), { allow: ALLOW });
          if (isRefused(start)) return;
          await rehearsal.apply(start);
          await thereAndBack(past, text(second));
        } finally {
          past.remove();
          await rehearsal.leave();
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
  if (run.outcomes.some((outcome) => outcome.state !== "done")) return;
  const mails = (await rehearsal.outbox()).length;
  const { plan: way, undo } = await past.undo(plan, run.runId, { allow: ALLOW });
  expect(way.guards.filter((guard) => guard.status === "refused")).toEqual([]);
  // An undo that can take nothing back says so as an error.
  const said = way.changes.length === 0 ? "undo-impossible" : "";
  const errors = way.findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
  expect(errors.filter((code) => code !== said)).toEqual([]);
  expect(undo.skipped).toEqual([]);
  const back = await past.apply(way);
  expect(back.outcomes.filter((outcome) => outcome.state !== "done")).toEqual([]);
  const after = await declarableState(rehearsal);
  const left = undo.cannot.filter(({ text: words }) => !/new object|cannot be brought back|mail/.test(words));
  for (const { change, path } of left) {
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
