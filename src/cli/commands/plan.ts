/** `plan`: what would change, without changing it. */
import { isRefused } from "../../plan/plan.ts";
import type { Context } from "../context.ts";
import { type ExitCode, exitCodeOf } from "../exit-code.ts";
import { type PlanningOptions, planLive } from "../planning.ts";
import { startProgress } from "../progress.ts";
import { writePlan } from "../saved-plan.ts";
import { sayPlan } from "../say-plan.ts";

export interface PlanOptions extends PlanningOptions {
  readonly output?: string;
  readonly detailedExitcode?: boolean;
}

/** With `--json` the document is the plan itself, in the bytes that `apply` takes. */
export async function plan(context: Context, options: PlanOptions): Promise<ExitCode> {
  const { output } = context;
  const planned = await planLive(context, options, startProgress(context));
  if (typeof planned === "number") return planned;
  await planned.client.close();
  const { plan, platform } = planned;
  const unwritten = options.output === undefined ? null : writePlan(context, options.output, plan);
  if (unwritten !== null) return unwritten;
  sayPlan(output, plan, platform.table);
  if (options.output !== undefined) output.note(`plan written to ${options.output}`);
  if (isRefused(plan)) return exitCodeOf({ cause: "plan-refused" });
  const differences = options.detailedExitcode === true && plan.changes.length > 0;
  return exitCodeOf({ cause: null, differences });
}
