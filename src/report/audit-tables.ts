/** An audit → CSV, Markdown and one HTML page to search and filter. */
import type { Audit } from "../audit/audit.ts";
import type { AuditFinding } from "../audit/finding.ts";
import { CODES } from "../diagnostic/codes.ts";
import type { KindTable } from "../kind/table.ts";
import { AUDIT_SEVERITIES, auditSummary, byCode, desiredSentence } from "./audit-text.ts";
import { csv, READ_HEAD, readCells } from "./csv.ts";
import { html, type Markup, named } from "./html.ts";
import { htmlPage } from "./html-page.ts";
import { badge, figures, filterBar, section, type Tone, values } from "./html-parts.ts";
import {
  codeMarkdown,
  fitting,
  MARKDOWN_AT_MOST,
  MarkdownPage,
  markdownTable,
  plainMarkdown,
} from "./markdown.ts";

const LIST = "findings";
const TONES: { readonly [severity in AuditFinding["severity"]]: Tone } = {
  error: "bad",
  warning: "caution",
  information: "neutral",
};
/** Characters that are kept free for what was left out. */
const RESERVE = 200;
const OPTIONS_AT_MOST = 500;

/** One row for each object or person a finding is about; blind spots are rows of their own. */
export function auditCsv({ findings, blindSpots, target, evaluatedAt }: Audit): string {
  const read = readCells(target, evaluatedAt);
  const rows = findings.flatMap(({ code, severity, message, fix, about, at }) => {
    const subjects = about.length === 0 ? [""] : about;
    return subjects.map((subject) => [severity, code, subject, message, fix ?? "", at, ...read]);
  });
  const blind = blindSpots.map((message) => ["", "blind-spot", "", message, "", "", ...read]);
  const head = ["severity", "code", "about", "message", "to do", "manifest", ...READ_HEAD];
  return csv(head, [...rows, ...blind]);
}

export function auditMarkdown(audit: Audit): string {
  const page = new MarkdownPage(MARKDOWN_AT_MOST);
  const { target } = audit;
  page.add("head", `## Audit of ${codeMarkdown(target.name)}: ${plainMarkdown(target.account.name)}`);
  page.add("summary", `**${auditSummary(audit)}** ${desiredSentence(audit)}`);
  if (audit.blindSpots.length > 0) {
    const lines = audit.blindSpots.map((each) => `- ${plainMarkdown(each)}`).join("\n");
    page.add("blind spots", `### What could not be seen\n\n${lines}`);
  }
  for (const severity of AUDIT_SEVERITIES) {
    const findings = [...byCode(audit, severity).values()].flat();
    if (findings.length === 0) continue;
    page.add(
      severity,
      fitting(findings, page.free - RESERVE, (kept, left) => {
        const rows = kept.map(({ code, message }) => [severity, codeMarkdown(code), plainMarkdown(message)]);
        const table = markdownTable(["severity", "code", "finding"], rows);
        return left === 0 ? table : `${table}\n\nand ${left} more of this severity`;
      }),
    );
  }
  return page.toString();
}

export function auditHtml(audit: Audit, table: KindTable | null): string {
  const { target, summary } = audit;
  const title = `Audit of ${target.name}`;
  const body = html`<header class="report">
<h1>${title}</h1>
<p class="faint">${table?.product ?? target.platform}, ${named(target.account.name)} (${target.account.id}), ${target.endpoint}, looked at <time datetime="${audit.evaluatedAt}">${audit.evaluatedAt}</time></p>
</header>
<main id="main">
<p>${desiredSentence(audit)} ${auditSummary(audit)}</p>
${figures([
  { number: summary.error, says: "errors", tone: "bad" },
  { number: summary.warning, says: "warnings", tone: "caution" },
  { number: summary.information, says: "worth knowing", tone: "neutral" },
  { number: audit.blindSpots.length, says: "blind spots", tone: "caution" },
])}
${section(
  "all",
  "Findings",
  html`${filterBar(LIST, "person, object or word", filtersOf(audit))}
<ul class="items" id="${LIST}">
${audit.findings.map(findingItem)}
</ul>`,
)}
${blindSection(audit)}
</main>`;
  return htmlPage({ title, body });
}

function findingItem({ code, severity, message, fix, about, at }: AuditFinding): Markup {
  return html`<li class="item ${TONES[severity]}" data-item data-severity="${severity}" data-code="${code}" data-about="${values(about)}">
<div class="item-head"><h3>${message}</h3>${badge(severity, TONES[severity])}</div>
<p class="faint"><code>${code}</code> ${CODES[code] ?? null} ${at === "" ? null : at}</p>
${fix === undefined ? null : html`<p>To do: ${fix}</p>`}
${about.length < 2 ? null : html`<details><summary>${about.length} in all</summary><ul class="lines">${about.map((each) => html`<li>${named(each)}</li>`)}</ul></details>`}
</li>`;
}

function blindSection({ blindSpots }: Audit): Markup | null {
  if (blindSpots.length === 0) return null;
  const lines = blindSpots.map((each) => html`<li>${each}</li>`);
  return section("blind", "Blind spots: what could not be seen", html`<ul class="lines">${lines}</ul>`);
}

function filtersOf({ findings }: Audit) {
  const options = (list: Iterable<string>) =>
    [...new Set(list)].slice(0, OPTIONS_AT_MOST).map((value) => ({ value, text: value }));
  return [
    { name: "severity", label: "Severity", options: options(findings.map((each) => each.severity)) },
    { name: "code", label: "Sort of finding", options: options(findings.map((each) => each.code).sort()) },
    { name: "about", label: "About", options: options(findings.flatMap((each) => each.about).sort()) },
  ];
}
