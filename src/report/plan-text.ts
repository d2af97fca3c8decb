/** A plan → text for reviewers: people first, then changes, invitations, seats, guards, findings and a summary. */
import { isRefused, type Plan } from "../plan/plan.ts";
import { changesText, verbCounts } from "./changes-text.ts";
import { findingsText, guardsText, invitationsText, seatsText } from "./checks-text.ts";
import { type Paint, paintFor } from "./paint.ts";
import { peopleSummary, peopleText } from "./people-text.ts";
import { shown } from "./visible.ts";
import { count, hanging, type TextOptions } from "./words.ts";

/** Laid out for 80 columns, ends with a newline. The same plan gives the same text. */
export function renderPlan(plan: Plan, options: TextOptions): string {
  const paint = paintFor(options.color, options.columns);
  const sections = [
    headText(plan, paint, options),
    noticeText(plan, paint),
    peopleText(plan, paint, options.table),
    changesText(plan, paint, options.table),
    invitationsText(plan, paint),
    seatsText(plan, paint),
    guardsText(plan, paint),
    findingsText(plan, paint),
    summaryText(plan, paint),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function headText(plan: Plan, paint: Paint, options: TextOptions): string[] {
  const { target } = plan;
  const product = options.table?.product ?? target.platform;
  const id = target.account.id === null ? "new" : target.account.id;
  return [
    paint.strong(
      `Plan for ${shown(target.name)}: ${shown(product)}, ${shown(target.account.name)} (${shown(id)})`,
    ),
    paint.faint(`${shown(target.endpoint)}, looked at ${plan.evaluatedAt}`),
  ];
}

function noticeText(plan: Plan, paint: Paint): string[] {
  const lines: string[] = [];
  if (isRefused(plan))
    lines.push(paint.bad("REFUSED: this plan cannot be applied. The reasons stand at the end."));
  if (plan.preview === true)
    lines.push(paint.caution("PREVIEW of another time: this plan cannot be applied."));
  return lines;
}

function summaryText(plan: Plan, paint: Paint): string[] {
  const { summary } = plan;
  const unchanged = summary.unchanged === 0 ? "" : ` ${count(summary.unchanged, "object")} unchanged.`;
  if (plan.changes.length === 0) return [`${paint.strong("No changes.")}${unchanged}`];
  const lines = [`${paint.strong(`Summary: ${verbCounts(summary)}.`)}${unchanged}`, peopleSummary(plan)];
  const passed = plan.guards.filter((guard) => guard.status === "passed").length;
  lines.push(
    `${count(plan.budget.writes, "call")} to make. ${passed} of ${plan.guards.length} guards passed.`,
  );
  if (isRefused(plan))
    lines.push(...hanging(paint, paint.bad("REFUSED by "), `${refusers(plan).join(", ")}.`, 2));
  return lines;
}

/** Names of the guards and codes of the findings that refuse the plan. */
function refusers(plan: Plan): string[] {
  const guards = plan.guards.filter((guard) => guard.status === "refused").map((guard) => guard.name);
  const codes = plan.findings
    .filter((finding) => finding.severity === "error")
    .map((finding) => finding.code);
  return [...new Set([...guards, ...codes])].map((name) => shown(name));
}
