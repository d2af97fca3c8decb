/** `apply FILE` runs exactly a saved plan; `apply` plans, asks and runs. */
import { isRefused, type Plan } from "../../plan/plan.ts";
import { platformOf, platforms } from "../../platform/index.ts";
import { renderPlan } from "../../report/plan-text.ts";
import { applying } from "../applying.ts";
import { unknownPlatform } from "../config/problems.ts";
import { chooseTarget, readAccess, type Target } from "../config/target.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode, exitCodeOf } from "../exit-code.ts";
import { connect, ledgerFolderOf, type PlanningOptions, planLive } from "../planning.ts";
import { startProgress } from "../progress.ts";
import type { Sources } from "../recording.ts";
import { readRoster } from "../roster.ts";
import { readSavedPlan } from "../saved-plan.ts";

export interface ApplyOptions extends PlanningOptions {
  readonly autoApprove?: boolean;
}

export function apply(
  context: Context,
  file: string | undefined,
  options: ApplyOptions,
): Promise<ExitCode> | ExitCode {
  const { io, output } = context;
  if (file !== undefined) {
    if (options.allow !== undefined)
      return beside(context, "--allow", "a saved plan holds what was allowed when it was made");
    if (options.file !== undefined)
      return beside(context, "-f", "a saved plan holds everything that is to be done");
    return applyFile(context, file, options);
  }
  if (options.autoApprove !== true && !io.isTerminal.stdin) {
    return output.refuse({
      code: "usage",
      message: "apply asks before it writes, and there is no terminal to ask on",
      fix: "apply a saved plan (`cxroster plan -o plan.json`, `cxroster apply plan.json`), or add --auto-approve",
    });
  }
  return applyLive(context, options);
}

function beside(context: Context, flag: string, why: string): ExitCode {
  return context.output.refuse({
    code: "usage",
    message: `${flag} and a saved plan cannot stand together`,
    why,
  });
}

async function applyLive(context: Context, options: ApplyOptions): Promise<ExitCode> {
  const { io, output } = context;
  const progress = startProgress(context);
  const planned = await planLive(context, options, progress);
  if (typeof planned === "number") return planned;
  const { plan, client, platform, ledgerFolder, sources } = planned;
  try {
    const text = () =>
      renderPlan(plan, { color: output.color, columns: output.columns, table: platform.table });
    if (!output.json) output.document(text());
    if (isRefused(plan)) return endWithout(context, plan, "refused", exitCodeOf({ cause: "plan-refused" }));
    if (plan.changes.length === 0) return endWithout(context, plan, "nothing", EXIT.done);
    if (options.autoApprove !== true) {
      if (output.json) io.error(output.mask.text(text()));
      const answer = await io.ask("Apply these changes? Only yes is taken as a yes: ");
      if (answer?.trim() !== "yes") return endWithout(context, plan, "declined", EXIT.done);
    }
    return await applying(context, { plan, table: platform.table, client, ledgerFolder, progress, sources });
  } finally {
    await client.close();
  }
}

const ENDINGS = {
  refused: "Nothing applied: the plan is refused.",
  declined: "Nothing applied.",
  nothing: "",
} as const;

/** An end without a run: said in words, or as JSON with the plan. */
function endWithout(
  context: Context,
  plan: Plan,
  status: keyof typeof ENDINGS,
  exitCode: ExitCode,
): ExitCode {
  const words = ENDINGS[status];
  context.output.result(
    () => (words === "" ? "" : `${words}\n`),
    () => ({ status, exitCode, writes: 0, runId: null, chainHead: null, outcomes: [], plan }),
  );
  return exitCode;
}

async function applyFile(context: Context, file: string, options: ApplyOptions): Promise<ExitCode> {
  const { output } = context;
  const plan = readSavedPlan(context, file);
  if (typeof plan === "number") return plan;
  if (isRefused(plan)) {
    if (!output.json)
      output.document(
        renderPlan(plan, {
          color: output.color,
          columns: output.columns,
          table: platformOf(plan.target.platform)?.table ?? null,
        }),
      );
    return endWithout(context, plan, "refused", exitCodeOf({ cause: "plan-refused" }));
  }
  if (plan.preview === true) {
    const message = `${file} previews ${plan.evaluatedAt} and cannot be applied`;
    return output.refuse({ code: "plan-preview", message, fix: "plan again without --at" }, EXIT.stale);
  }
  return runPlan(context, plan, options);
}

async function runPlan(context: Context, plan: Plan, options: ApplyOptions): Promise<ExitCode> {
  const { output } = context;
  const chosen = chooseTarget(context, platforms, plan.target.name);
  const target = chosen.value;
  if (target === null) return output.fail(EXIT.usage, chosen.diagnostics);
  const platform = platformOf(plan.target.platform);
  if (platform === undefined) {
    const known = platforms.map((each) => each.table.platform);
    return output.fail(EXIT.usage, [unknownPlatform(null, plan.target.platform, known)]);
  }
  const { value: access, diagnostics } = readAccess(context, target, platform);
  if (access === null) return output.fail(EXIT.usage, diagnostics);
  output.diagnostics([...chosen.diagnostics, ...diagnostics]);
  const here = target.platform?.table.platform ?? plan.target.platform;
  if (here !== plan.target.platform) return wrongPlace(context, "platform", plan.target.platform, here);
  if (access.endpoint !== plan.target.endpoint) {
    return wrongPlace(context, "endpoint", plan.target.endpoint, access.endpoint);
  }
  const progress = startProgress(context);
  const client = connect(context, target, platform, access, [plan.target.account.name], progress);
  try {
    const account = await client.account();
    if ((account?.id ?? null) !== plan.target.account.id) {
      return wrongPlace(context, "account", plan.target.account.id ?? "(new)", account?.id ?? "(none)");
    }
    const ledgerFolder = ledgerFolderOf(context, target, options.ledger);
    const sources = await sourcesAtHand(context, target);
    return await applying(context, { plan, table: platform.table, client, ledgerFolder, progress, sources });
  } finally {
    await client.close();
  }
}

/** The target's manifests as they lie here, for the record: whether the plan was made from them, their digest tells. */
async function sourcesAtHand(context: Context, target: Target): Promise<Sources | null> {
  if (target.manifests.length === 0) return null;
  const { value } = await readRoster(context, [], target);
  return value === null ? null : { manifestDigest: value.graph.digest, files: value.files };
}

function wrongPlace(context: Context, what: string, planned: string, found: string): ExitCode {
  return context.output.refuse(
    {
      code: "wrong-account",
      message: `the plan was made for ${what} ${planned}, and this is ${found}`,
      fix: "apply it with the target it was made for, or plan again",
    },
    EXIT.refused,
  );
}
