/**
 * Cases as folders: `manifest.yaml` and `live.yaml` (or the shared account) in, `plan.txt` out.
 * CXROSTER_UPDATE_CASES=1 rewrites the expected texts.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { KindTable } from "../../src/kind/table.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { renderDiagnostics } from "../../src/report/diagnostics.ts";
import { renderPlan } from "../../src/report/plan-text.ts";
import { type PlanOptions, planOf } from "./plans.ts";

/** One test for each folder below `cases`. */
export function runCases(cases: string, account: string, table: KindTable): void {
  for (const name of readdirSync(cases).sort()) {
    const folder = join(cases, name);
    const read = (file: string, otherwise: string) =>
      existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : otherwise;
    const title = read("title.txt", name.replaceAll("-", " ")).trim();
    test(title, async () => {
      const options = { table, ...(JSON.parse(read("options.json", "{}")) as PlanOptions) };
      const { plan, diagnostics } = planOf(read("manifest.yaml", ""), read("live.yaml", account), options);
      const text = plan === null ? renderDiagnostics(diagnostics, { color: false }) : describe(plan, table);
      const expected = join(folder, "plan.txt");
      if (process.env.CXROSTER_UPDATE_CASES === "1") writeFileSync(expected, text);
      expect(text).toBe(readFileSync(expected, "utf8"));
    });
  }
}

/** The printed plan, then its steps: what is reviewed and what is done. */
function describe(plan: Plan, table: KindTable): string {
  const steps = plan.steps.map(({ stage, id, args, dependsOn }) => {
    const waits = dependsOn.length === 0 ? "" : ` after ${dependsOn.join(", ")}`;
    return `${stage} ${id} ${JSON.stringify(args)}${waits}`;
  });
  const text = renderPlan(plan, { color: false, table });
  return `${text}\nSteps\n${steps.map((step) => `  ${step}\n`).join("")}`;
}
