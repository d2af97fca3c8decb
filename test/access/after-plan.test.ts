/** What access says of the account after a plan is what it says once the plan was applied, path by path. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { isRefused } from "../../src/plan/plan.ts";
import { serializePlan } from "../../src/plan/plan-file.ts";
import type { AccessReport } from "../../src/report/access-report.ts";
import { rows } from "../conformance/platforms.ts";
import { cases } from "../support/property-cases.ts";
import { ALLOW, LICENSES, manifest, textOf } from "../support/random-engagecx.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { ask, command } from "./ask.ts";

const RUNS = cases(10);
const LIMIT_MILLISECONDS = 60_000 + RUNS * 4_000;

const folder = () => {
  const made = mkdtempSync(join(tmpdir(), "cxroster-after-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

/** Without the ends: those of a trial that the plan begins are known once it has begun. */
const heart = ({ people, summary }: AccessReport) => ({
  summary,
  people: people.map((each) => ({ ...each, access: each.access.map(({ ends: _, ...line }) => line) })),
});

test(
  "the answer after a plan is the answer after applying it, for random accounts and manifests",
  async () => {
    const place = folder();
    await fc.assert(
      fc.asyncProperty(manifest, manifest, async (first, second) => {
        const rehearsal = await Rehearsal.start({ account: { licenses: LICENSES } });
        try {
          const begun = await rehearsal.plan(textOf(first), { allow: ALLOW });
          if (!isRefused(begun)) await rehearsal.apply(begun);
          const plan = await rehearsal.plan(textOf(second), { allow: ALLOW });
          if (isRefused(plan)) return;
          const file = join(place, "plan.json");
          writeFileSync(file, serializePlan(plan));
          const foretold = await ask(rehearsal, ["--plan", file]);
          expect(foretold.plan).toBe(plan.digest);
          await rehearsal.apply(plan);
          expect(heart(foretold)).toEqual(heart(await ask(rehearsal, [], plan.evaluatedAt)));
        } finally {
          await rehearsal.stop();
        }
      }),
      { numRuns: RUNS },
    );
  },
  LIMIT_MILLISECONDS,
);

test.each(rows.map((row) => [row.platform, row] as const))(
  "on every platform, from everything to all of it changed: %s",
  { timeout: 60_000 },
  async (platform, row) => {
    const rehearsal = await Rehearsal.start({ platform, account: row.account });
    try {
      await rehearsal.sync(row.everything, { allow: row.allow });
      const plan = await rehearsal.plan(row.changed, { allow: row.allow });
      const file = join(folder(), "plan.json");
      writeFileSync(file, serializePlan(plan));
      const foretold = await ask(rehearsal, ["--plan", file]);
      await rehearsal.apply(plan);
      expect(heart(foretold)).toEqual(heart(await ask(rehearsal)));
      expect((await command(rehearsal, ["access", "--plan", file])).code).toBe(12);
    } finally {
      await rehearsal.stop();
    }
  },
);
