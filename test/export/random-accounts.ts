/** Random accounts of each platform, made by applying random manifests. */
import type fc from "fast-check";
import { isRefused } from "../../src/plan/plan.ts";
import * as tree from "../support/random-autoid.ts";
import * as center from "../support/random-contactcenter.ts";
import * as tenant from "../support/random-cxengage.ts";
import { ALLOW, LICENSES, manifest, textOf } from "../support/random-engagecx.ts";
import type { Rehearsal } from "../support/rehearsal.ts";

export interface RandomAccounts {
  readonly platform: string;
  /** What the operator gives a new account. */
  readonly options: object;
  readonly arbitrary: fc.Arbitrary<unknown>;
  furnish(rehearsal: Rehearsal, drawn: unknown): Promise<void>;
  /** The manifest as a new account takes it. Default as it is. */
  moved?(text: string): string;
}

export const RANDOM_ACCOUNTS: readonly RandomAccounts[] = [
  {
    platform: "engagecx",
    options: { licenses: LICENSES },
    arbitrary: manifest,
    async furnish(rehearsal, drawn) {
      const plan = await rehearsal.plan(textOf(drawn as Parameters<typeof textOf>[0]), { allow: ALLOW });
      if (!isRefused(plan)) await rehearsal.apply(plan);
    },
  },
  {
    platform: "cxengage",
    options: {},
    arbitrary: tenant.manifest,
    furnish: applied,
  },
  { platform: "contactcenter", options: {}, arbitrary: center.manifest, furnish: applied },
  { platform: "autoid", options: {}, arbitrary: tree.manifest, furnish: applied },
];

async function applied(rehearsal: Rehearsal, drawn: unknown): Promise<void> {
  const plan = await rehearsal.plan(JSON.stringify(drawn), { allow: ALLOW });
  if (isRefused(plan)) throw new Error(JSON.stringify([plan.guards, plan.findings], null, 1));
  const run = await rehearsal.apply(plan);
  const broken = run.outcomes.filter((outcome) => outcome.state !== "done");
  if (broken.length > 0) throw new Error(JSON.stringify(broken, null, 1));
}
