/** People against what they gain and lose, one cell for each. */
import type { KindTable } from "../kind/table.ts";
import type { Gain, PersonAccess, Plan } from "../plan/plan.ts";
import { html, type Markup, named } from "./html.ts";
import { permissionWords } from "./people-text.ts";
import { filterData, RISK_WORDS } from "./plan-html-people.ts";
import { reviewPeople, riskOf } from "./review.ts";
import { shown } from "./visible.ts";
import { people } from "./words.ts";

/** A larger table would be slow to open and impossible to read; the cards above hold everything. */
const ROWS_AT_MOST = 200;
const COLUMNS_AT_MOST = 40;
const HEADING_COLUMNS = 60;

export function matrixHtml(plan: Plan, table: KindTable | null): Markup {
  const everybody = reviewPeople(plan, table).flatMap((part) => part.people);
  const rows = everybody.slice(0, ROWS_AT_MOST);
  const all = columnsOf(everybody, table);
  const columns = all.slice(0, COLUMNS_AT_MOST);
  const left = [
    everybody.length > rows.length ? `${people(everybody.length - rows.length)}` : "",
    all.length > columns.length ? `${all.length - columns.length} columns that touch the fewest people` : "",
  ].filter((each) => each !== "");
  const note =
    left.length === 0
      ? null
      : html`<p class="faint">Not in this table: ${left.join(" and ")}. The list above has everything.</p>`;
  return html`${note}
<div class="scroll" role="region" aria-label="People and what they gain and lose" tabindex="0">
<table class="matrix" id="people-matrix">
<caption>Worst first. An empty cell means that nothing changes there.</caption>
<thead><tr><th scope="col">Person</th>${columns.map((each) => html`<th scope="col" title="${each}">${named(shown(each, HEADING_COLUMNS))}</th>`)}</tr></thead>
<tbody>
${rows.map((each) => rowHtml(each, columns, table))}
</tbody>
</table>
</div>`;
}

/** What is gained or lost, in words; those that touch most people first. */
function columnsOf(everybody: readonly PersonAccess[], table: KindTable | null): string[] {
  const counts = new Map<string, number>();
  for (const { loses, gains } of everybody) {
    for (const name of new Set([...loses, ...gains].map((each) => columnOf(each, table))))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([a, some], [b, other]) => other - some || (a < b ? -1 : 1)).map(([name]) => name);
}

function columnOf(gain: Gain, table: KindTable | null): string {
  return permissionWords({ ...gain, when: "now" }, table);
}

/** What the search looks in: the words of the person's card. */
function searchText(access: PersonAccess, table: KindTable | null): string {
  const lines = [...access.loses, ...access.gains].map(
    (gain) => `${permissionWords(gain, table)} through ${gain.via.join(" ")}`,
  );
  return [access.person, RISK_WORDS[riskOf(access)], ...lines].join(" ");
}

function rowHtml(access: PersonAccess, columns: readonly string[], table: KindTable | null): Markup {
  const cells = new Map<string, Markup[]>();
  const note = (gain: Gain, cell: Markup) => {
    const name = columnOf(gain, table);
    cells.set(name, [...(cells.get(name) ?? []), cell]);
  };
  for (const each of access.loses) note(each, html`<span class="cell bad">− loses</span>`);
  for (const each of access.gains) {
    const later = each.when === "on-acceptance" ? " on acceptance" : "";
    note(each, html`<span class="cell good">+ gains${later}</span>`);
  }
  return html`<tr data-item data-search="${searchText(access, table)}" ${filterData(access, riskOf(access))}><th scope="row">${named(access.person)}</th>${columns.map((name) => html`<td>${cells.get(name) ?? null}</td>`)}</tr>`;
}
