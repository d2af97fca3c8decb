/** The people of a plan as cards: the worst that happens to each, then what they lose and gain, and through what. */
import { byCodePoint } from "../kind/code-points.ts";
import type { KindTable } from "../kind/table.ts";
import type { Gain, PersonAccess, Plan } from "../plan/plan.ts";
import { html, type Markup, named } from "./html.ts";
import { badge, filterBar, values } from "./html-parts.ts";
import { permissionWords } from "./people-text.ts";
import { byWeight, type PeopleReview, type Risk, reviewPeople, riskSentence } from "./review.ts";

const OPTIONS_AT_MOST = 500;
export const RISK_WORDS: { readonly [risk in Risk]: string } = {
  "loses-all": "loses all access",
  "loses-some": "loses some access",
  gains: "gains access",
};
const TONES = { "loses-all": "bad", "loses-some": "caution", gains: "good" } as const;

/** The filters work on the cards and on the table of people below them. */
export function peopleHtml(plan: Plan, table: KindTable | null): Markup {
  const parts = reviewPeople(plan, table);
  return html`${filterBar("people-list people-matrix", "name, workspace, group, …", filtersOf(plan, parts, table))}
<div id="people-list">
${parts.map((part) => partHtml(part, table))}
</div>`;
}

function partHtml(part: PeopleReview, table: KindTable | null): Markup {
  return html`<div data-group>
<h3 class="part">${riskSentence(part)}</h3>
<ul class="items" role="list">
${part.people.map((each) => personItem(each, part.risk, table))}
</ul>
</div>`;
}

function personItem(access: PersonAccess, risk: Risk, table: KindTable | null): Markup {
  const loses = access.loses.toSorted(byWeight(table)).map((each) => lineHtml(each, "loses", table));
  const gains = access.gains.toSorted(byWeight(table)).map((each) => lineHtml(each, "gains", table));
  return html`<li class="item ${TONES[risk]}" data-item ${filterData(access, risk)}>
<div class="item-head"><h4>${named(access.person)}</h4>${badge(RISK_WORDS[risk], TONES[risk])}</div>
<ul class="lines">${[...loses, ...gains]}</ul>
</li>`;
}

/** The attributes that filters look at. */
export function filterData(access: PersonAccess, risk: Risk): Markup {
  const all = [...access.loses, ...access.gains];
  const through = values(all.flatMap((each) => each.via));
  const on = values(all.map((each) => each.on));
  const kind = values(all.map((each) => each.permission));
  return html`data-risk="${risk}" data-through="${through}" data-on="${on}" data-kind="${kind}"`;
}

function lineHtml(gain: Gain, verb: "loses" | "gains", table: KindTable | null): Markup {
  const may = verb === "gains" ? "may" : gain.when === "now" ? "may no longer" : "would no longer";
  const [sign, tone] = verb === "gains" ? ["+", "good"] : ["−", "bad"];
  const [only, second] = gain.via;
  const paths =
    second === undefined
      ? html`<span class="faint">, through <bdi>${only ?? ""}</bdi></span>`
      : html`<ul class="paths faint">${gain.via.map((path) => html`<li>through <bdi>${path}</bdi></li>`)}</ul>`;
  return html`<li><span class="sign ${tone ?? ""}" aria-hidden="true">${sign ?? ""}</span>${may} <bdi>${permissionWords(gain, table)}</bdi>${paths}</li>`;
}

function filtersOf(plan: Plan, parts: readonly PeopleReview[], table: KindTable | null) {
  const all = plan.access.flatMap((each) => [...each.loses, ...each.gains]);
  const options = (list: Iterable<string>, words: (value: string) => string = (value) => value) =>
    [...new Set(list)]
      .filter((value) => value !== "")
      .sort(byCodePoint)
      .slice(0, OPTIONS_AT_MOST)
      .map((value) => ({ value, text: words(value) }));
  const says = (name: string) => table?.permissions.find((each) => each.name === name)?.says ?? name;
  return [
    {
      name: "risk",
      label: "Risk",
      options: parts.map(({ risk }) => ({ value: risk, text: RISK_WORDS[risk] })),
    },
    { name: "through", label: "Group or other path", options: options(all.flatMap((each) => each.via)) },
    { name: "on", label: "Workspace or other object", options: options(all.map((each) => each.on)) },
    {
      name: "kind",
      label: "Kind of access",
      options: options(
        all.map((each) => each.permission),
        says,
      ),
    },
  ];
}
