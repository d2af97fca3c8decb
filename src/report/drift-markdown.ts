/** Drift → Markdown for an issue or a comment: short, people first, whole rows only. */
import type { KindTable } from "../kind/table.ts";
import type { Drift, DriftedObject } from "../plan/drift.ts";
import type { Gain } from "../plan/plan.ts";
import { asChange, DIRECTIONS, driftSummary, peopleCounts, sinceText, tellsMore } from "./drift-text.ts";
import {
  codeMarkdown,
  fitting,
  MARKDOWN_AT_MOST,
  MarkdownPage,
  markdownTable,
  plainMarkdown,
} from "./markdown.ts";
import { paintFor } from "./paint.ts";
import { fieldText } from "./value-text.ts";

const LINES_PER_PERSON = 6;
/** What is kept free for the remark on what was left out. */
const RESERVE = 200;

export function driftMarkdown(drift: Drift, table: KindTable | null): string {
  const page = new MarkdownPage(MARKDOWN_AT_MOST);
  const { target } = drift;
  page.add("head", `## Drift of ${codeMarkdown(target.name)}: ${plainMarkdown(target.account.name)}`);
  page.add("summary", `**${driftSummary(drift)}** ${peopleCounts(drift)}`);
  page.add("since", plainMarkdown(sinceText(drift).join(" ")));
  if (drift.people.length > 0) page.add("people", peopleTable(drift, table, page.free - RESERVE));
  if (drift.objects.length > 0) page.add("objects", objectsTable(drift, page.free - RESERVE));
  for (const { severity, code, message } of drift.findings.slice(0, 20)) {
    page.add("findings", `- ${severity} ${codeMarkdown(code)}: ${plainMarkdown(message)}`);
  }
  if (page.leftOut.length > 0)
    page.add("rest", `Left out for length: ${[...new Set(page.leftOut)].join(", ")}.`);
  return page.toString();
}

function peopleTable({ people }: Drift, table: KindTable | null, free: number): string {
  return fitting(people, free, (kept, left) => {
    const rows = kept.map(({ person, more, less }) => [
      codeMarkdown(person),
      grants(more, table),
      grants(less, table),
    ]);
    const shown = markdownTable(["person", "may, undeclared", "may not, though declared"], rows);
    return left === 0 ? shown : `${shown}\n\nand ${left} more people`;
  });
}

function grants(list: readonly Gain[], table: KindTable | null): string {
  const words = list.slice(0, LINES_PER_PERSON).map(({ permission, on, via }) => {
    const says = table?.permissions.find((each) => each.name === permission)?.says ?? permission;
    return `${plainMarkdown(says)}${on === "" ? "" : ` ${codeMarkdown(on)}`} (${plainMarkdown(via.join("; "))})`;
  });
  if (list.length > words.length) words.push(`and ${list.length - words.length} more`);
  return words.join("<br>");
}

function objectsTable({ objects }: Drift, free: number): string {
  const sorted = DIRECTIONS.flatMap((direction) => objects.filter((each) => each.drift === direction));
  return fitting(sorted, free, (kept, left) => {
    const rows = kept.map((each) => [
      each.due === true ? "ended, not taken yet" : `${each.drift} live`,
      each.kind,
      codeMarkdown(each.label),
      fields(each),
    ]);
    const shown = markdownTable(["what", "kind", "object", "declared → live"], rows);
    return left === 0 ? shown : `${shown}\n\nand ${left} more objects`;
  });
}

function fields(object: DriftedObject): string {
  const paint = paintFor(false);
  return object.fields
    .filter((field) => tellsMore(field, object))
    .map(
      (field) =>
        `${codeMarkdown(field.path)}: ${plainMarkdown(fieldText(asChange(field, object), paint, (_, key) => key))}`,
    )
    .concat((object.ended ?? []).map(plainMarkdown))
    .join("<br>");
}
