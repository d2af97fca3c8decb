/**
 * Each folder of test/cases/plan is one case: `manifest.yaml` and `live.yaml` (or the shared account) in, `plan.txt`
 * out. CXROSTER_UPDATE_CASES=1 rewrites the expected texts.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Plan } from "../../src/plan/plan.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { renderDiagnostics } from "../../src/report/diagnostics.ts";
import { renderPlan } from "../../src/report/plan-text.ts";
import { NORTHWIND } from "../support/accounts.ts";
import { type PlanOptions, planOf } from "../support/plans.ts";

const FOLDER = join(import.meta.dirname, "../cases/plan");

for (const name of readdirSync(FOLDER).sort()) {
  const folder = join(FOLDER, name);
  const read = (file: string, otherwise: string) =>
    existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : otherwise;
  const title = read("title.txt", name.replaceAll("-", " ")).trim();
  test(title, async () => {
    const options = JSON.parse(read("options.json", "{}")) as PlanOptions;
    const { plan, diagnostics } = planOf(read("manifest.yaml", ""), read("live.yaml", NORTHWIND), options);
    const text = plan === null ? renderDiagnostics(diagnostics, { color: false }) : describe(plan);
    const expected = join(folder, "plan.txt");
    if (process.env.CXROSTER_UPDATE_CASES === "1") writeFileSync(expected, text);
    expect(text).toBe(readFileSync(expected, "utf8"));
  });
}

/** The printed plan, then its steps: what is reviewed and what is done. */
function describe(plan: Plan): string {
  const steps = plan.steps.map(({ stage, id, args, dependsOn }) => {
    const waits = dependsOn.length === 0 ? "" : ` after ${dependsOn.join(", ")}`;
    return `${stage} ${id} ${JSON.stringify(args)}${waits}`;
  });
  const text = renderPlan(plan, { color: false, table: engagecxTable });
  return `${text}\nSteps\n${steps.map((step) => `  ${step}\n`).join("")}`;
}
