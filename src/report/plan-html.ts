/** A plan → one HTML file for admins and auditors: who gains and loses what, to search, filter, print and keep. */
import type { KindTable } from "../kind/table.ts";
import { isRefused, type Plan } from "../plan/plan.ts";
import { mailedPeople, seatsToTell, waitingPeople } from "./checks-text.ts";
import { html, type Markup, named } from "./html.ts";
import { htmlPage } from "./html-page.ts";
import { contents, type Figure, figures, section } from "./html-parts.ts";
import { changesHtml } from "./plan-html-changes.ts";
import { findingsHtml, guardsHtml, invitationsHtml, refusalHtml, seatsHtml } from "./plan-html-checks.ts";
import { matrixHtml } from "./plan-html-matrix.ts";
import { peopleHtml } from "./plan-html-people.ts";
import { peopleSentence, reviewPeople, verbCounts } from "./review.ts";
import { count } from "./words.ts";

const TONES = { "loses-all": "bad", "loses-some": "caution", gains: "good" } as const;

export function planHtml(plan: Plan, table: KindTable | null): string {
  const parts = partsOf(plan, table);
  const body = html`<header class="report">
<h1>Access plan for ${named(plan.target.name)}</h1>
<p>${table?.product ?? plan.target.platform}, <strong>${named(plan.target.account.name)}</strong> (${plan.target.account.id ?? "new"}), looked at <time datetime="${plan.evaluatedAt}">${plan.evaluatedAt}</time></p>
<p class="faint">What would change, and for whom, if this plan were applied. Nothing has been changed yet.</p>
${verdict(plan, table)}
${refusalHtml(plan)}
${figures(figuresOf(plan, table))}
${contents(parts.map(({ id, heading }) => [id, heading] as const))}
</header>
<main id="main">
${parts.map(({ id, heading, body: part }) => section(id, heading, part))}
</main>
<footer class="report">
${facts(plan, table)}
<p>Made by ${plan.tool}. This file works without a network and sends nothing anywhere. Press / to search.</p>
</footer>`;
  return htmlPage({ title: `Access plan for ${plan.target.name}`, body });
}

function verdict(plan: Plan, table: KindTable | null): Markup {
  const [worst] = reviewPeople(plan, table);
  const tone = worst === undefined ? "good" : TONES[worst.risk];
  const changes =
    plan.changes.length === 0
      ? "Nothing would be changed."
      : `Changes to the account: ${verbCounts(plan.summary)}.`;
  return html`<div class="verdict ${tone}">
<p><strong>${peopleSentence(plan, table)}</strong></p>
<p>${changes}</p>
${plan.preview === true ? html`<p>This is a preview of another time; it cannot be applied.</p>` : null}
</div>`;
}

/** The numbers of the plan, each person in one of the first three. */
function figuresOf(plan: Plan, table: KindTable | null): Figure[] {
  const parts = new Map(reviewPeople(plan, table).map((part) => [part.risk, part.people.length]));
  return [
    { number: parts.get("loses-all") ?? 0, says: "lose all access", tone: "bad" },
    { number: parts.get("loses-some") ?? 0, says: "lose some access", tone: "caution" },
    { number: parts.get("gains") ?? 0, says: "only gain access", tone: "good" },
    { number: mailedPeople(plan).length, says: "are invited by e-mail", tone: "neutral" },
    { number: plan.changes.length, says: "changes to the account", tone: "neutral" },
  ];
}

interface Part {
  readonly id: string;
  readonly heading: string;
  readonly body: Markup;
}

/** The sections that have something to say. */
function partsOf(plan: Plan, table: KindTable | null): Part[] {
  const parts: Part[] = [];
  const add = (id: string, heading: string, wanted: boolean, body: () => Markup) => {
    if (wanted) parts.push({ id, heading, body: body() });
  };
  const somebody = plan.access.length > 0;
  const invitations = plan.invitations.length + waitingPeople(plan).length;
  add("people", "Who gains and loses what", true, () =>
    somebody ? peopleHtml(plan, table) : html`<p>No person's access changes.</p>`,
  );
  add("matrix", "Table of people and access", somebody, () => matrixHtml(plan, table));
  add("changes", "Changes to the account", plan.changes.length > 0, () => changesHtml(plan, table));
  add("invitations", "Invitations", invitations > 0, () => invitationsHtml(plan));
  add("seats", "Seats", seatsToTell(plan).length > 0, () => seatsHtml(plan));
  add("findings", "Findings", plan.findings.length > 0, () => findingsHtml(plan));
  add("guards", "Safety checks", plan.guards.length > 0, () => guardsHtml(plan));
  return parts;
}

/** What the plan was made from, for whoever has to prove it later. */
function facts(plan: Plan, table: KindTable | null): Markup {
  const { target, summary } = plan;
  const rows: [string, Markup | string][] = [
    [
      "Account",
      html`${named(target.account.name)} (${target.account.id ?? "new"}), ${table?.product ?? target.platform}`,
    ],
    ["Read from", html`<bdi>${target.endpoint}</bdi>`],
    ["Looked at", html`<time datetime="${plan.evaluatedAt}">${plan.evaluatedAt}</time>`],
    [
      "State",
      isRefused(plan) ? "refused, cannot be applied" : plan.preview === true ? "preview" : "may be applied",
    ],
    ["Size", `${count(plan.budget.writes, "call")} to make, ${count(summary.unchanged, "object")} unchanged`],
    ...(plan.validUntil === null ? [] : [["Good until", plan.validUntil] as [string, string]]),
    ["Plan", html`<code>${plan.digest}</code>`],
    ["Manifests", html`<code>${plan.manifestDigest}</code>`],
  ];
  return html`<h2>About this plan</h2>
<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}
