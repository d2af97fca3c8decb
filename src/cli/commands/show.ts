/** `show FILE`: a saved plan in words. `show RUN`: a past run, with the plan it carried out. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { platformOf } from "../../platform/index.ts";
import { renderPlan } from "../../report/plan-text.ts";
import { runMarkdown } from "../../report/run-markdown.ts";
import { outcomesByChange, renderRun } from "../../report/run-text.ts";
import { runFacts } from "../../report/runs-text.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { asRun, openRun } from "../recorded.ts";
import { readSavedPlan } from "../saved-plan.ts";
import { sayPlan } from "../say-plan.ts";

export interface ShowOptions {
  readonly ledger?: string;
}

/** What looks like the id of a run and is no file is looked for in the ledger. */
const RUN = /^([0-9a-f][0-9a-f-]{3,35}|last)$/;
const TOO_SHORT = /^[0-9a-f]{1,3}$/;

export function show(context: Context, given: string, options: ShowOptions = {}): ExitCode {
  const isFile = existsSync(resolve(context.io.cwd, given));
  if (!isFile && RUN.test(given)) return showRun(context, given, options);
  if (!isFile && TOO_SHORT.test(given)) return neither(context, given);
  const plan = readSavedPlan(context, given);
  if (typeof plan === "number") return plan;
  sayPlan(context.output, plan, platformOf(plan.target.platform)?.table ?? null);
  return EXIT.done;
}

function neither({ output }: Context, given: string): ExitCode {
  return output.refuse({
    code: "run-unknown",
    message: `"${given}" is no file, and too short for the id of a run`,
    fix: "give at least 4 characters of the id; `cxroster runs` lists them",
  });
}

function showRun(context: Context, given: string, options: ShowOptions): ExitCode {
  const { output } = context;
  if (!["text", "json", "markdown"].includes(output.format)) {
    const message = `a past run has no ${output.format} output`;
    return output.refuse({ code: "usage", message, fix: "Its formats are text, json, markdown." });
  }
  const recorded = openRun(context, options.ledger, given);
  if (typeof recorded === "number") return recorded;
  const { plan, record } = recorded;
  const run = asRun(recorded);
  const { color, columns } = output;
  const layout = { color, columns };
  const table = platformOf(plan.target.platform)?.table ?? null;
  output.say(
    { record, run, plan },
    {
      text: (told) =>
        `${runFacts(told.record, layout).join("\n")}\n\n${renderRun(told.run, told.plan, layout)}\n${renderPlan(told.plan, { ...layout, table })}`,
      json: (told) => ({
        run: told.record,
        outcomes: told.run.outcomes,
        changes: outcomesByChange(told.run),
        plan: told.plan,
      }),
      markdown: (told) => runMarkdown(told, table),
    },
  );
  return EXIT.done;
}
