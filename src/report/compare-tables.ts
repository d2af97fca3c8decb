/** Two accounts side by side → text, CSV, Markdown and HTML. */
import type { ComparedGrant, ComparedPerson, Comparison } from "../access/compare.ts";
import { differs, isShared } from "../access/compare.ts";
import type { AccountRead } from "../kind/account-read.ts";
import type { KindTable } from "../kind/table.ts";
import { STATUS_WORDS } from "./access-report.ts";
import { csv } from "./csv.ts";
import { html, type Markup, named } from "./html.ts";
import { htmlPage } from "./html-page.ts";
import { badge, figures, filterBar } from "./html-parts.ts";
import {
  codeMarkdown,
  fitting,
  MARKDOWN_AT_MOST,
  MarkdownPage,
  markdownTable,
  plainMarkdown,
} from "./markdown.ts";
import { type Paint, paintFor } from "./paint.ts";
import { shown } from "./visible.ts";
import { capped, count, hanging, people as peopleWord, type TextOptions } from "./words.ts";

/** The JSON output, as it is. */
export interface ComparisonReport extends Comparison {
  readonly formatVersion: "1.0";
  readonly tool: string;
  readonly evaluatedAt: string;
  readonly a: AccountRead;
  readonly b: AccountRead;
  readonly blindSpots: readonly string[];
}

/** Words for permissions of either platform. */
export type Tables = readonly KindTable[];

const PEOPLE_AT_MOST = 200;
const LINES_PER_PERSON = 20;
const LIST = "people";
/** Characters that are kept free for what was left out. */
const RESERVE = 200;

export function renderComparison(report: ComparisonReport, options: TextOptions, tables: Tables): string {
  const paint = paintFor(options.color, options.columns);
  const differing = report.people.filter(differs);
  const lines = [
    paint.strong(`Access to ${shown(report.a.name)} and ${shown(report.b.name)}`),
    ...(["a", "b"] as const).flatMap((side) => {
      const { name, platform, account, endpoint } = report[side];
      const says = `${platform}, ${account.name} (${account.id}), ${endpoint}`;
      return hanging(paint, `  ${side.toUpperCase()} ${shown(name)}: `, shown(says, 400), 4);
    }),
    "",
    ...capped(differing, PEOPLE_AT_MOST, (each) => personText(each, paint, tables), "  "),
    ...(differing.length === 0 ? [] : [""]),
    ...report.blindSpots.flatMap((each) => hanging(paint, paint.caution("not read: "), shown(each, 400), 2)),
    ...hanging(paint, "", paint.strong(comparisonSummary(report)), 2),
  ];
  return `${lines.join("\n")}\n`;
}

/** `1 person only in A, 2 only in B, 7 in both. …` */
function comparisonSummary({ summary, people }: ComparisonReport): string {
  const { people: counts, grants } = summary;
  const who = `${peopleWord(counts.onlyA)} only in A, ${counts.onlyB} only in B, ${counts.both} in both.`;
  if (!people.some(differs)) return `${who} Everybody may do the same in both.`;
  const waiting = grants.differing === 0 ? "" : `, ${grants.differing} of them not yet in one`;
  return `${who} ${count(grants.onlyA, "permission")} only in A, ${grants.onlyB} only in B, ${grants.both} in both${waiting}.`;
}

function personText(person: ComparedPerson, paint: Paint, tables: Tables): string[] {
  const lines = person.access.filter((each) => !isShared(each));
  const head = `  ${paint.strong(shown(person.person))}${presence(person)}`;
  return [
    head,
    ...capped(
      lines,
      LINES_PER_PERSON,
      (each) => hanging(paint, `    ${paint.caution(sideOf(each))}: `, `may ${wordsOf(each, tables)}`, 6),
      "    ",
    ),
  ];
}

function presence({ a, b }: ComparedPerson): string {
  if (a === "absent") return ` (only in B, ${STATUS_WORDS[b]})`;
  if (b === "absent") return ` (only in A, ${STATUS_WORDS[a]})`;
  return a === b ? "" : ` (${STATUS_WORDS[a]} in A, ${STATUS_WORDS[b]} in B)`;
}

/** `only A`, `only B`, `both`, or on which side it waits for an invitation. */
function sideOf(grant: ComparedGrant): string {
  if (grant.a === null) return "only B";
  if (grant.b === null) return "only A";
  if (isShared(grant)) return "both";
  return grant.a.when === "now" ? "A now, B on acceptance" : "A on acceptance, B now";
}

function wordsOf({ permission, on, a, b }: ComparedGrant, tables: Tables): string {
  const found = tables.flatMap((table) => table.permissions).find((each) => each.name === permission);
  const via = (a ?? b)?.via.map((path) => shown(path)).join(" and ") ?? "";
  return `${found?.says ?? `use ${permission} (unverified)`}${on === "" ? "" : ` ${shown(on)}`}, through ${via}`;
}

/** One row for each permission, and one for people who may do nothing in either. */
export function comparisonCsv({ people, evaluatedAt, ...sides }: ComparisonReport): string {
  const read = [sides.a.account.name, sides.b.account.name, evaluatedAt];
  const rows = people.flatMap(({ person, a, b, access }) =>
    access.length === 0
      ? [[person, a, b, "", "", "", "", "", "", "", ...read]]
      : access.map((each) => [
          person,
          a,
          b,
          each.permission,
          each.on,
          sideOf(each),
          each.a?.when ?? "",
          each.b?.when ?? "",
          each.a?.via.join("; ") ?? "",
          each.b?.via.join("; ") ?? "",
          ...read,
        ]),
  );
  const head = [
    "person",
    "status A",
    "status B",
    "permission",
    "on",
    "where",
    "A",
    "B",
    "through A",
    "through B",
    "account A",
    "account B",
    "looked at",
  ];
  return csv(head, rows);
}

export function comparisonMarkdown(report: ComparisonReport, tables: Tables): string {
  const page = new MarkdownPage(MARKDOWN_AT_MOST);
  page.add("head", `## Access to ${codeMarkdown(report.a.name)} (A) and ${codeMarkdown(report.b.name)} (B)`);
  page.add("summary", `**${comparisonSummary(report)}**`);
  for (const each of report.blindSpots) page.add("blind spots", `Not read: ${plainMarkdown(each)}`);
  const rows = report.people
    .filter(differs)
    .flatMap((person) =>
      person.access.every(isShared)
        ? [[codeMarkdown(person.person), plainMarkdown(presence(person).trim()), ""]]
        : person.access
            .filter((each) => !isShared(each))
            .map((each) => [codeMarkdown(person.person), sideOf(each), plainMarkdown(wordsOf(each, tables))]),
    );
  if (rows.length > 0) {
    page.add(
      "people",
      fitting(rows, page.free - RESERVE, (kept, left) => {
        const table = markdownTable(["person", "where", "may"], kept);
        return left === 0 ? table : `${table}\n\nand ${left} more rows`;
      }),
    );
  }
  return page.toString();
}

export function comparisonHtml(report: ComparisonReport, tables: Tables): string {
  const { a, b, summary } = report;
  const title = `Access to ${a.name} and ${b.name}`;
  const body = html`<header class="report">
<h1>${title}</h1>
${[a, b].map((side, index) => html`<p class="faint">${index === 0 ? "A" : "B"}: ${named(side.name)}, ${side.platform}, ${named(side.account.name)} (${side.account.id}), ${side.endpoint}</p>`)}
<p class="faint">looked at <time datetime="${report.evaluatedAt}">${report.evaluatedAt}</time></p>
${report.blindSpots.map((each) => html`<div class="verdict caution"><p>Not everything could be read: ${each}</p></div>`)}
</header>
<main id="main">
<p>${comparisonSummary(report)}</p>
${figures([
  { number: summary.grants.onlyA, says: "permissions only in A", tone: "caution" },
  { number: summary.grants.onlyB, says: "permissions only in B", tone: "caution" },
  { number: summary.grants.both, says: "in both", tone: "good" },
])}
${filterBar(LIST, "person, object or path", [
  {
    name: "where",
    label: "Shown",
    options: [
      { value: "differs", text: "people who differ" },
      { value: "same", text: "people who do not" },
    ],
  },
])}
<ul class="items" id="${LIST}">
${report.people.map((each) => personItem(each, tables))}
</ul>
</main>`;
  return htmlPage({ title, body });
}

function personItem(person: ComparedPerson, tables: Tables): Markup {
  const isDifferent = differs(person);
  const lines = person.access.map((each) => {
    const tone = isShared(each) ? "neutral" : "caution";
    return html`<li>${badge(sideOf(each), tone)} may ${wordsOf(each, tables)}</li>`;
  });
  return html`<li class="item ${isDifferent ? "caution" : "good"}" data-item data-where="${isDifferent ? "differs" : "same"}">
<div class="item-head"><h3>${named(person.person)}</h3>${isDifferent ? badge(presence(person).trim() || "differs", "caution") : null}</div>
${lines.length === 0 ? html`<p>may do nothing</p>` : html`<ul class="lines">${lines}</ul>`}
</li>`;
}
