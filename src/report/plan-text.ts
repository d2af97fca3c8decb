/** A plan → text for reviewers: people first, then changes, invitations, seats, guards, findings and a summary. */
import type { KindTable } from "../kind/table.ts";
import { isRefused, type Plan } from "../plan/plan.ts";
import { changesText } from "./changes-text.ts";
import { findingsText, guardsText, invitationsText, seatsText } from "./checks-text.ts";
import { type Paint, paintFor } from "./paint.ts";
import { peopleText } from "./people-text.ts";
import { peopleSentence, refusers, verbCounts } from "./review.ts";
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
    summaryText(plan, paint, options.table),
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
  const what = `Plan for ${shown(target.name)}: ${shown(product)}, ${shown(target.account.name)} (${shown(id)})`;
  const where = `${shown(target.endpoint)}, looked at ${plan.evaluatedAt}`;
  return [...hanging(paint, "", paint.strong(what), 2), ...hanging(paint, "", paint.faint(where), 2)];
}

function noticeText(plan: Plan, paint: Paint): string[] {
  const notices: string[] = [];
  if (isRefused(plan))
    notices.push(paint.bad("REFUSED: this plan cannot be applied. The reasons stand at the end."));
  if (plan.preview === true)
    notices.push(paint.caution("PREVIEW of another time: this plan cannot be applied."));
  return notices.flatMap((notice) => hanging(paint, "", notice, 2));
}

function summaryText(plan: Plan, paint: Paint, table: KindTable | null): string[] {
  const { summary } = plan;
  const unchanged = summary.unchanged === 0 ? "" : ` ${count(summary.unchanged, "object")} unchanged.`;
  const line = (text: string) => hanging(paint, "", text, 2);
  if (plan.changes.length === 0) return line(`${paint.strong("No changes.")}${unchanged}`);
  const passed = plan.guards.filter((guard) => guard.status === "passed").length;
  const lifted = plan.guards.filter((guard) => guard.status === "allowed").length;
  const reasons = refusers(plan).map((name) => shown(name));
  return [
    ...line(`${paint.strong(`Summary: ${verbCounts(summary)}.`)}${unchanged}`),
    ...line(peopleSentence(plan, table)),
    ...line(
      `${count(plan.budget.writes, "call")} to make. ${passed} of ${plan.guards.length} guards passed${lifted === 0 ? "" : `, ${lifted} lifted by --allow`}.`,
    ),
    ...(reasons.length === 0 ? [] : line(`${paint.bad("REFUSED by ")}${reasons.join(", ")}.`)),
  ];
}
