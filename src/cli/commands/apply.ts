/** `apply FILE` runs exactly a saved plan; `apply` plans, asks and runs. */

import type { LedgerWriter } from "../../ledger/ledger.ts";
import { isRefused, type Plan } from "../../plan/plan.ts";
import { platformOf } from "../../platform/index.ts";
import { renderPlan } from "../../report/plan-text.ts";
import { applyPlanned, endWithout } from "../apply-planned.ts";
import { applying } from "../applying.ts";
import type { GivenApproval } from "../approvals/check.ts";
import { recordedApprovals } from "../approvals/recorded.ts";
import { requiredApprovals } from "../approvals/required.ts";
import type { Target } from "../config/target.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode, exitCodeOf } from "../exit-code.ts";
import { ledgerFolderOf } from "../ledger-folder.ts";
import { openTarget } from "../open-target.ts";
import { type PlanningOptions, planLive } from "../planning.ts";
import { startProgress } from "../progress.ts";
import type { Sources } from "../recording.ts";
import { readRoster } from "../roster.ts";
import { readSavedPlan } from "../saved-plan.ts";

export interface ApplyOptions extends PlanningOptions {
  readonly autoApprove?: boolean;
  readonly requireApprovals?: number;
  readonly approvers?: string;
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
  if (options.requireApprovals !== undefined) {
    const message = "--require-approvals counts the approvals of a saved plan, and none is named";
    return output.refuse({ code: "usage", message, fix: "save it with `cxroster plan -o plan.json`" });
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
  const planned = await planLive(context, options, startProgress(context));
  if (typeof planned === "number") return planned;
  try {
    return await applyPlanned(context, planned, { autoApprove: options.autoApprove === true });
  } finally {
    await planned.client.close();
  }
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
  const approvals = requiredApprovals(context, plan, file, options);
  return typeof approvals === "number" ? approvals : runPlan(context, plan, approvals, options);
}

async function runPlan(
  context: Context,
  plan: Plan,
  approvals: readonly GivenApproval[],
  options: ApplyOptions,
): Promise<ExitCode> {
  const opened = await openTarget(context, plan.target, startProgress(context));
  if (typeof opened === "number") return opened;
  const { target, platform, client, progress } = opened;
  try {
    const ledgerFolder = ledgerFolderOf(context, target, options.ledger);
    const sources = await sourcesAtHand(context, target);
    const facts = (ledger: LedgerWriter) => ({
      ...recordedApprovals(approvals, ledger),
      approvalsRequired: options.requireApprovals,
    });
    const input = { plan, table: platform.table, client, ledgerFolder, progress, sources };
    return await applying(context, approvals.length === 0 ? input : { ...input, facts });
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
