/** `show FILE`: a saved plan in words. */
import { platformOf } from "../../platform/index.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { readSavedPlan } from "../saved-plan.ts";
import { sayPlan } from "../say-plan.ts";

export function show(context: Context, file: string): ExitCode {
  const plan = readSavedPlan(context, file);
  if (typeof plan === "number") return plan;
  sayPlan(context.output, plan, platformOf(plan.target.platform)?.table ?? null);
  return EXIT.done;
}
