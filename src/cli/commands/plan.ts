/** `plan`: what would change, without changing it. */
import { resolve } from "node:path";
import { isRefused } from "../../plan/plan.ts";
import { serializePlan } from "../../plan/plan-file.ts";
import type { Context } from "../context.ts";
import { type ExitCode, exitCodeOf } from "../exit-code.ts";
import { shownPath, writeWhole } from "../files.ts";
import { type PlanningOptions, planLive } from "../planning.ts";
import { startProgress } from "../progress.ts";
import { sayPlan } from "../say-plan.ts";

export interface PlanOptions extends PlanningOptions {
  readonly output?: string;
  readonly detailedExitcode?: boolean;
}

/** With `--json` the document is the plan itself, in the bytes that `apply` takes. */
export async function plan(context: Context, options: PlanOptions): Promise<ExitCode> {
  const { io, output } = context;
  const planned = await planLive(context, options, startProgress(context));
  if (typeof planned === "number") return planned;
  await planned.client.close();
  const { plan, platform } = planned;
  if (options.output !== undefined) {
    const path = resolve(io.cwd, options.output);
    const unwritten = tryWrite(path, serializePlan(plan));
    if (unwritten !== null) {
      const message = `${shownPath(path, io.cwd)} cannot be written: ${unwritten}`;
      return output.refuse({ code: "file-unwritable", message });
    }
  }
  sayPlan(output, plan, platform.table);
  if (options.output !== undefined) output.note(`plan written to ${options.output}`);
  if (isRefused(plan)) return exitCodeOf({ cause: "plan-refused" });
  const differences = options.detailedExitcode === true && plan.changes.length > 0;
  return exitCodeOf({ cause: null, differences });
}

function tryWrite(path: string, text: string): string | null {
  try {
    writeWhole(path, text);
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
