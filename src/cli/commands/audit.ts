/** `audit`: what deserves an auditor's look, with manifests or without. */
import { type Audit, auditAccount } from "../../audit/audit.ts";
import { failed } from "../../diagnostic/diagnostic.ts";
import { costlyNeeds } from "../../graph/costly-needs.ts";
import type { Graph } from "../../graph/node.ts";
import type { Platform } from "../../platform/contract.ts";
import { auditCsv, auditHtml, auditMarkdown } from "../../report/audit-tables.ts";
import { renderAudit } from "../../report/audit-text.ts";
import { sarifLog } from "../../report/sarif.ts";
import { type Account, byPlatformFlag, withAccount } from "../account.ts";
import type { Target } from "../config/target.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode, exitCodeOf } from "../exit-code.ts";
import { listedManifests } from "../manifests.ts";
import { readRoster } from "../roster.ts";
import { version } from "../version.ts";

export interface AuditOptions {
  readonly file?: readonly string[];
  readonly platform?: string;
  readonly detailedExitcode?: boolean;
}

/** Errors and warnings are findings that count for the exit code; what is merely worth knowing does not. */
export function audit(context: Context, options: AuditOptions): Promise<ExitCode> {
  const { output } = context;
  const named = options.file ?? [];
  const declared = async (target: Target) => ({
    graph: null,
    platform: await platformIn(context, target, options),
  });
  const platformBy = [byPlatformFlag(), "a manifest with -f"];
  return withAccount(context, { ...options, declared, platformBy }, async (account) => {
    const graph = await desiredGraph(context, account, named);
    if (typeof graph === "number") return graph;
    const { table } = account.platform;
    const live = await account.readLive(graph === null ? new Map() : costlyNeeds(graph, table));
    const found = auditAccount({
      tool: `cxroster ${version()}`,
      at: account.at,
      live,
      table,
      target: { name: account.target.name, endpoint: account.access.endpoint },
      graph,
    });
    const words = { color: output.color, columns: output.columns, table };
    output.say<Audit>(found, {
      text: (value) => renderAudit(value, words),
      markdown: auditMarkdown,
      html: (value) => auditHtml(value, table),
      csv: auditCsv,
      sarif: (value) => sarifLog(value.findings, { tool: value.tool, table }),
    });
    const differences = options.detailedExitcode === true && found.summary.error + found.summary.warning > 0;
    return exitCodeOf({ cause: null, differences });
  });
}

/** The platform of the manifests that are named, where nothing else names one. */
async function platformIn(
  context: Context,
  target: Target,
  { file = [], platform }: AuditOptions,
): Promise<Platform | null> {
  if (target.platform !== null || platform !== undefined || file.length === 0) return null;
  return (await readRoster(context, file, null)).value?.platform ?? null;
}

/** The manifests, null where there are none yet, or the code to end with where they are wrong. */
async function desiredGraph(
  context: Context,
  { target }: Account,
  named: readonly string[],
): Promise<Graph | null | ExitCode> {
  if (named.length === 0 && listedManifests(target).size === 0) return null;
  const { value, diagnostics } = await readRoster(context, named, target);
  const lasting = diagnostics.filter((each) => each.adoptable !== true);
  if (value === null || failed(lasting)) return context.output.fail(EXIT.usage, diagnostics);
  return value.graph;
}
