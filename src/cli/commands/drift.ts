/** `drift`: what was done on the platform that the manifests do not say. */
import { type Drift, driftOf } from "../../plan/drift.ts";
import { guardsText } from "../../report/checks-text.ts";
import { driftMarkdown } from "../../report/drift-markdown.ts";
import { renderDrift } from "../../report/drift-text.ts";
import { paintFor } from "../../report/paint.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode, exitCodeOf } from "../exit-code.ts";
import { lastRunOf } from "../last-run.ts";
import { type PlanningOptions, planLive } from "../planning.ts";
import { startProgress } from "../progress.ts";

/** Guards bear on what would be applied; the one that matters here is whether it is the right account at all. */
export async function drift(context: Context, options: PlanningOptions): Promise<ExitCode> {
  const { output } = context;
  const planned = await planLive(context, options, startProgress(context));
  if (typeof planned === "number") return planned;
  await planned.client.close();
  const { plan, platform, ledgerFolder } = planned;
  const wrong = plan.guards.filter((guard) => guard.name === "wrong-account" && guard.status === "refused");
  if (wrong.length > 0) {
    const [guard] = guardsText({ ...plan, guards: wrong }, paintFor(false)).slice(1);
    const message = (guard ?? "").trim();
    return output.refuse(
      { code: "wrong-account", message, fix: "name the right account in the target" },
      EXIT.refused,
    );
  }
  const found = driftOf(plan, lastRunOf(ledgerFolder, plan.target.name));
  const { table } = platform;
  const words = { color: output.color, columns: output.columns, table };
  output.say<Drift>(found, {
    text: (value) => renderDrift(value, words),
    markdown: (value) => driftMarkdown(value, table),
  });
  return exitCodeOf({ cause: null, differences: found.objects.some((each) => each.due !== true) });
}
