/** A past run → Markdown: its facts, what became of its changes, and the plan it carried out. */
import type { Run } from "../apply/outcome.ts";
import type { KindTable } from "../kind/table.ts";
import type { RunRecord } from "../ledger/run-record.ts";
import type { Plan } from "../plan/plan.ts";
import { codeMarkdown, MARKDOWN_AT_MOST, MarkdownPage, markdownTable, plainMarkdown } from "./markdown.ts";
import { planMarkdown } from "./plan-markdown.ts";
import { outcomesByChange } from "./run-text.ts";
import { factsOf } from "./runs-text.ts";

const NAMED = 100;
const TEXT_COLUMNS = 400;
/** Of the whole, the part that the run itself may take; the plan has the rest. */
const SHARE = 0.4;

export interface ToldRun {
  readonly record: RunRecord;
  readonly run: Run;
  readonly plan: Plan;
}

/** At most 60,000 characters, ends with a newline. */
export function runMarkdown({ record, run, plan }: ToldRun, table: KindTable | null): string {
  const page = new MarkdownPage(MARKDOWN_AT_MOST * SHARE);
  page.add("head", `## Run ${codeMarkdown(record.run)}`);
  const facts = factsOf(record).map(([name, text]) => [name, plainMarkdown(text, TEXT_COLUMNS)]);
  page.add("facts", markdownTable(["what", "is"], facts));
  page.add("failed", failures(run, plan));
  const { partly, skipped } = outcomesByChange(run);
  page.add("partly done", named("Partly done", partly, plan));
  page.add("skipped", named("Skipped", skipped, plan));
  const leftOut = page.leftOut.length === 0 ? "" : `Left out for length: ${page.leftOut.join(", ")}.\n\n`;
  const text = `${page.toString().trimEnd()}\n\n${leftOut}`;
  return text + planMarkdown(plan, table, MARKDOWN_AT_MOST - text.length);
}

function labelsOf(plan: Plan): (id: string) => string {
  const labels = new Map(plan.changes.map(({ id, kind, label }) => [id, `${kind} ${codeMarkdown(label)}`]));
  return (id) => labels.get(id) ?? codeMarkdown(id);
}

function failures(run: Run, plan: Plan): string {
  const failed = run.outcomes.filter((outcome) => outcome.state === "failed");
  if (failed.length === 0) return "";
  const labelOf = labelsOf(plan);
  const lines = failed.slice(0, NAMED).map(({ change, op, error }) => {
    const message = error === undefined ? "" : `: ${plainMarkdown(error.message, TEXT_COLUMNS)}`;
    return `- ${labelOf(change)} (${op})${message}`;
  });
  return listed(`Failed (${failed.length})`, lines, failed.length);
}

function named(heading: string, ids: readonly string[], plan: Plan): string {
  const labelOf = labelsOf(plan);
  const lines = ids.slice(0, NAMED).map((id) => `- ${labelOf(id)}`);
  return ids.length === 0 ? "" : listed(`${heading} (${ids.length})`, lines, ids.length);
}

function listed(heading: string, lines: readonly string[], all: number): string {
  const more = all > lines.length ? `\n\nand ${all - lines.length} more.` : "";
  return `**${heading}**\n\n${lines.join("\n")}${more}`;
}
