/** Who may do what, as one page to search and filter. */
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
import { html, type Markup, named } from "./html.ts";
import { htmlPage } from "./html-page.ts";
import { badge, figures, filterBar, values } from "./html-parts.ts";

type Person = AccessReport["people"][number];

const LIST = "people";
const OPTIONS_AT_MOST = 500;

export function accessHtml(report: AccessReport, table: KindTable | null): string {
  const { summary, target } = report;
  const about = aboutWords(report);
  const title = `Access to ${target.name}${about === "" ? "" : `: ${about}`}`;
  const body = html`<header class="report">
<h1>${title}</h1>
<p class="faint">${table?.product ?? target.platform}, ${named(target.account.name)} (${target.account.id}), ${target.endpoint}, ${momentWords(report)} <time datetime="${report.evaluatedAt}">${report.evaluatedAt}</time></p>
${report.preview === true ? html`<div class="verdict caution"><p>${PREVIEW_WORDS}</p></div>` : null}
${report.plan === null ? null : html`<div class="verdict caution"><p>As it would be after the plan <code>${report.plan}</code>, not as it is now.</p></div>`}
${report.blindSpots.map((each) => html`<div class="verdict caution"><p>Not everything could be read: ${each}</p></div>`)}
</header>
<main id="main">
<p>${summarySentence(report)}</p>
${figures([
  {
    number: summary.now,
    says: report.preview === true ? "may do something then" : "may do something now",
    tone: "good",
  },
  { number: summary.onAcceptance, says: "once the invitation is accepted", tone: "caution" },
  { number: summary.nothing, says: "may do nothing", tone: "neutral" },
])}
${filterBar(LIST, "person, object or path", filtersOf(report))}
<ul class="items" role="list" id="${LIST}">
${report.people.map((each) => personItem(each, table))}
</ul>
</main>`;
  return htmlPage({ title, body });
}

function personItem({ person, status, access }: Person, table: KindTable | null): Markup {
  const on = values(access.map((line) => line.on).filter((name) => name !== ""));
  const through = values(access.flatMap((line) => line.via));
  const tone = access.length === 0 ? "" : status === "pending" ? "caution" : "good";
  const rows = gathered(access, table).map(
    ({ may, via }) =>
      html`<li>may ${may.join(", ")}<ul class="paths faint">${via.map((path) => html`<li>through <bdi>${path}</bdi></li>`)}</ul></li>`,
  );
  return html`<li class="item ${tone}" data-item data-status="${access.length === 0 ? `nothing-${status}` : status}" data-on="${on}" data-through="${through}">
<div class="item-head"><h2 class="name">${named(person)}</h2>${status === "active" ? null : badge(STATUS_WORDS[status], "caution")}</div>
${rows.length === 0 ? html`<p>may do nothing</p>` : html`<ul class="lines">${rows}</ul>`}
</li>`;
}

function filtersOf({ people }: AccessReport) {
  const options = (list: Iterable<string>, words: (value: string) => string = (value) => value) =>
    [...new Set(list)]
      .sort()
      .slice(0, OPTIONS_AT_MOST)
      .map((value) => ({ value, text: words(value) }));
  const lines = people.flatMap((each) => each.access);
  return [
    {
      name: "status",
      label: "Status",
      options: options(
        people.map(({ status, access }) => (access.length === 0 ? `nothing-${status}` : status)),
        (value) =>
          value.startsWith("nothing-")
            ? `may do nothing: ${STATUS_WORDS[value.slice("nothing-".length) as Person["status"]]}`
            : STATUS_WORDS[value as Person["status"]],
      ),
    },
    { name: "on", label: "On", options: options(lines.map((line) => line.on).filter((name) => name !== "")) },
    { name: "through", label: "Through", options: options(lines.flatMap((line) => line.via)) },
  ];
}
