/** Who may do what, as a table for a comment or an issue. */
import type { KindTable } from "../kind/table.ts";
import {
  type AccessReport,
  aboutWords,
  gathered,
  momentWords,
  PREVIEW_WORDS,
  STATUS_WORDS,
  summarySentence,
} from "./access-report.ts";
import { codeMarkdown, fitting, MARKDOWN_AT_MOST, markdownTable, plainMarkdown } from "./markdown.ts";

const RESERVED = 1_000;

/** At most 60,000 characters; rows that do not fit are counted. Ends with a newline. */
export function accessMarkdown(report: AccessReport, table: KindTable | null): string {
  const { target } = report;
  const about = aboutWords(report);
  const head = [
    `### Access to ${codeMarkdown(target.name)}${about === "" ? "" : `: ${codeMarkdown(about, 300)}`}`,
    `${plainMarkdown(table?.product ?? target.platform)}, ${codeMarkdown(target.account.name)}, ${momentWords(report)} ${report.evaluatedAt}${report.plan === null ? "" : `, after the plan \`${report.plan}\``}.`,
    `**${plainMarkdown(summarySentence(report))}**`,
    ...(report.preview === true ? [PREVIEW_WORDS] : []),
    ...report.blindSpots.map((each) => `⚠️ Not everything could be read: ${plainMarkdown(each)}`),
  ].join("\n\n");
  const rows = report.people.flatMap((each) => rowsOf(each, table));
  const render = (kept: readonly string[][], left: number) =>
    `${markdownTable(["person", "may", "through"], kept)}${left === 0 ? "" : `\n\nand ${left} more rows; \`--format csv\` or \`html\` has them all.`}`;
  const body = fitting(rows, MARKDOWN_AT_MOST - head.length - RESERVED, render);
  return `${rows.length === 0 ? head : `${head}\n\n${body}`}\n`;
}

function rowsOf(
  { person, status, access }: AccessReport["people"][number],
  table: KindTable | null,
): string[][] {
  const name = `${codeMarkdown(person)}${status === "active" ? "" : ` (${STATUS_WORDS[status]})`}`;
  if (access.length === 0) return [[name, "nothing", ""]];
  return gathered(access, table).map(({ may, via }) => [
    name,
    plainMarkdown(may.join(", ")),
    via.map((path) => codeMarkdown(path)).join("<br>"),
  ]);
}
