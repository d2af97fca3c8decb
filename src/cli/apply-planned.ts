/** Shows a plan that was just made, asks, and runs it: what `apply` and `undo` end with. */
import { isRefused, type Plan } from "../plan/plan.ts";
import { renderPlan } from "../report/plan-text.ts";
import { type ApplyInput, applying } from "./applying.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode, exitCodeOf } from "./exit-code.ts";
import { isRecorded } from "./last-run.ts";
import type { Planned } from "./planning.ts";
import { startProgress } from "./progress.ts";

export interface AskOptions extends Pick<ApplyInput, "facts" | "more"> {
  readonly autoApprove: boolean;
  /** Told when the question is not answered with yes. */
  readonly declined?: () => void;
}

/** The plan is shown first; only "yes" runs it. The client stays open. */
export async function applyPlanned(
  context: Context,
  planned: Omit<Planned, "sources"> & { readonly sources: Planned["sources"] | null },
  options: AskOptions,
): Promise<ExitCode> {
  const { io, output } = context;
  const { plan, client, platform, ledgerFolder, sources } = planned;
  const { autoApprove, declined, ...rest } = options;
  const text = () =>
    renderPlan(plan, { color: output.color, columns: output.columns, table: platform.table });
  if (!output.json) output.document(text());
  const end = (status: keyof typeof ENDINGS, code: ExitCode) =>
    endWithout(context, plan, status, code, options.more);
  if (isRefused(plan)) return end("refused", exitCodeOf({ cause: "plan-refused" }));
  const isIdle = plan.changes.length === 0;
  if (isIdle && (plan.undoes !== undefined || isRecorded(ledgerFolder, plan)))
    return end("nothing", EXIT.done);
  if (!isIdle && !autoApprove) {
    if (output.json) io.error(output.mask.text(text()));
    const answer = await io.ask("Apply these changes? Only yes is taken as a yes: ");
    if (answer?.trim() !== "yes") {
      declined?.();
      return end("declined", EXIT.done);
    }
  }
  const progress = startProgress(context);
  const input = { plan, table: platform.table, client, ledgerFolder, progress, sources };
  return applying(context, { ...input, ...rest });
}

const ENDINGS = {
  refused: "Nothing applied: the plan is refused.",
  declined: "Nothing applied.",
  nothing: "",
} as const;

/** An end without a run: said in words, or as JSON with the plan. */
export function endWithout(
  context: Context,
  plan: Plan,
  status: keyof typeof ENDINGS,
  exitCode: ExitCode,
  more: object = {},
): ExitCode {
  const words = ENDINGS[status];
  context.output.result(
    () => (words === "" ? "" : `${words}\n`),
    () => ({ status, exitCode, writes: 0, runId: null, chainHead: null, outcomes: [], plan, ...more }),
  );
  return exitCode;
}
