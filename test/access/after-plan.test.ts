/** What access says of the account after a plan is what it says once the plan was applied, path by path. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { isRefused } from "../../src/plan/plan.ts";
import { serializePlan } from "../../src/plan/plan-file.ts";
import type { AccessReport } from "../../src/report/access-report.ts";
import { ALLOW, LICENSES, manifest, textOf } from "../support/random-engagecx.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { ask, command } from "./ask.ts";

const RUNS = Number(process.env.CXROSTER_PROPERTY_RUNS ?? "10");
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

test("on CxEngage too: new roles, people and a role that goes", { timeout: 60_000 }, async () => {
  const rehearsal = await Rehearsal.start({ platform: "cxengage" });
  try {
    await rehearsal.sync(`
roles: { include: [{ name: Readers, permissions: [VIEW_ALL_USERS] }, { name: Writers, permissions: [MANAGE_ALL_ROLES] }] }
users: { include: [{ email: ana@x.example, role: Readers, invite: now }, { email: ben@x.example, role: Writers, invite: now }] }
`);
    const plan = await rehearsal.plan(
      `
roles: { include: [{ name: Listeners, permissions: [VIEW_ALL_GROUPS] }, { name: Readers, permissions: [VIEW_ALL_ROLES] }] }
users: { include: [{ email: ben@x.example, role: Listeners }, { email: cleo@x.example, role: Readers, invite: now }], exclude: [ana@x.example] }
`,
      { allow: ["max-removals"] },
    );
    const file = join(folder(), "plan.json");
    writeFileSync(file, serializePlan(plan));
    const foretold = await ask(rehearsal, ["--plan", file]);
    await rehearsal.apply(plan);
    expect(heart(foretold)).toEqual(heart(await ask(rehearsal)));
    expect((await command(rehearsal, ["access", "--plan", file])).code).toBe(12);
  } finally {
    await rehearsal.stop();
  }
});
