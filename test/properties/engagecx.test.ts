/**
 * Random accounts and manifests on the real server: applying a plan leaves nothing to do, plans are deterministic, and
 * the order of the input never matters. CXROSTER_PROPERTY_RUNS sets how many are tried; 40 by default.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { isRefused, type Plan } from "../../src/plan/plan.ts";
import { ALLOW, LICENSES, manifest, textOf } from "../support/random-engagecx.ts";
import { Rehearsal } from "../support/rehearsal.ts";

const RUNS = Number(process.env.CXROSTER_PROPERTY_RUNS ?? "40");
const LIMIT_MILLISECONDS = 60_000 + RUNS * 2_000;
const AT = `${new Date().toISOString().slice(0, 19)}Z`;

test(
  "applying a plan leaves nothing to do, from any account to any manifest",
  async () => {
    await fc.assert(
      fc.asyncProperty(manifest, manifest, async (first, second) => {
        const rehearsal = await Rehearsal.start({ account: { licenses: LICENSES } });
        try {
          for (const drawn of [first, second])
            await converge(rehearsal, textOf(drawn), textOf(shuffled(drawn)));
        } finally {
          await rehearsal.stop();
        }
      }),
      { numRuns: RUNS },
    );
  },
  LIMIT_MILLISECONDS,
);

async function converge(rehearsal: Rehearsal, text: string, otherOrder: string): Promise<void> {
  const plan = await rehearsal.plan(text, { allow: ALLOW, at: AT });
  expect(await rehearsal.plan(text, { allow: ALLOW, at: AT })).toEqual(plan);
  const turned = await rehearsal.plan(otherOrder, { allow: ALLOW, at: AT });
  expect(turned.steps).toEqual(plan.steps);
  expect([turned.manifestDigest, turned.access]).toEqual([plan.manifestDigest, plan.access]);
  if (isRefused(plan)) return;
  const run = await rehearsal.apply(plan);
  expect(run.outcomes.filter((outcome) => outcome.state !== "done")).toEqual([]);
  const left: Plan = await rehearsal.plan(text, { allow: ALLOW, at: AT });
  expect([left.changes, left.access]).toEqual([[], []]);
}

/** Every list turned round, however deep. */
function shuffled<T>(value: T): T {
  if (Array.isArray(value)) return value.map(shuffled).reverse() as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, each]) => [name, shuffled(each)])
      .reverse(),
  ) as T;
}
