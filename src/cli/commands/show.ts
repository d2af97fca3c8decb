/** `show FILE`: a saved plan in words. */
import { resolve } from "node:path";
import { parsePlan } from "../../plan/plan-file.ts";
import { platformOf } from "../../platform/index.ts";
import { fileUnreadable } from "../config/problems.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { readBytes } from "../files.ts";
import { sayPlan } from "../say-plan.ts";

export function show(context: Context, file: string): ExitCode {
  const { io, output } = context;
  const bytes = readBytes(resolve(io.cwd, file));
  if (bytes === null) return output.fail(EXIT.usage, [fileUnreadable(file)]);
  const text = new TextDecoder().decode(bytes);
  const parsed = parsePlan(text);
  if ("problem" in parsed) {
    return output.refuse(
      { code: "plan-altered", message: `${file}: ${parsed.problem}`, fix: "plan again" },
      EXIT.stale,
    );
  }
  const table = platformOf(parsed.plan.target.platform)?.table ?? null;
  sayPlan(output, parsed.plan, table);
  return EXIT.done;
}
