/** Why a plan is refused, its guards, findings, seats and invitations in HTML. */
import { isRefused, type Plan } from "../plan/plan.ts";
import {
  INVITATION_WORDS,
  mailedPeople,
  seatsToTell,
  severalMails,
  waitingPeople,
  wayPast,
} from "./checks-text.ts";
import { html, htmlTable, type Markup, named } from "./html.ts";
import { badge, type Tone } from "./html-parts.ts";
import { measured, reviewFindings, reviewGuards } from "./review.ts";
import { people } from "./words.ts";

const STATUS_TONES: { readonly [status: string]: Tone } = {
  refused: "bad",
  allowed: "caution",
  passed: "good",
  error: "bad",
  warning: "caution",
  information: "neutral",
};
const ERRORS_AT_MOST = 20;

const tone = (word: string): Tone => STATUS_TONES[word] ?? "neutral";

/** The reasons why nothing of the plan may be done; nothing where it may. */
export function refusalHtml(plan: Plan): Markup | null {
  if (!isRefused(plan)) return null;
  const guards = reviewGuards(plan)
    .filter((guard) => guard.status === "refused")
    .map(
      (guard) =>
        html`<li><strong>${guard.name}</strong>: ${guard.detail} <span class="faint">${wayPast(guard)}</span></li>`,
    );
  const errors = reviewFindings(plan).filter((finding) => finding.severity === "error");
  const told = errors
    .slice(0, ERRORS_AT_MOST)
    .map((each) => html`<li><strong>${each.code}</strong>: ${each.message}</li>`);
  const left = errors.length - told.length;
  return html`<div class="verdict bad" role="note">
<p><strong>This plan is refused and cannot be applied.</strong></p>
<ul>${[...guards, ...told]}${left > 0 ? html`<li>and ${left} more errors, listed under findings</li>` : null}</ul>
</div>`;
}

export function guardsHtml(plan: Plan): Markup {
  const rows = reviewGuards(plan).map((guard) => [
    guard.name,
    badge(guard.status, tone(guard.status)),
    measured(guard),
    guard.detail,
  ]);
  return htmlTable(
    "What was checked before anything may be written",
    ["check", "result", "counted", "why"],
    rows,
  );
}

export function findingsHtml(plan: Plan): Markup {
  const rows = reviewFindings(plan).map((each) => [
    each.code,
    badge(each.severity, tone(each.severity)),
    each.message,
    html`<code>${each.at}</code>`,
  ]);
  return htmlTable("What a reviewer should know", ["finding", "severity", "message", "where"], rows);
}

export function seatsHtml(plan: Plan): Markup {
  const rows = seatsToTell(plan).map(({ license, seats, before, after, peak }) => [
    license,
    String(seats),
    String(before),
    String(after),
    String(peak),
  ]);
  return htmlTable(
    "Seats of licenses",
    ["license", "seats", "taken before", "taken after", "at most on the way"],
    rows,
  );
}

export function invitationsHtml(plan: Plan): Markup {
  const sent = mailedPeople(plan).map(
    ({ email, mails }) => html`<li>${named(email)}${severalMails(mails)}</li>`,
  );
  const waiting = waitingPeople(plan).map(
    ({ person, state }) => html`<li>${named(person)}: ${INVITATION_WORDS[state]}</li>`,
  );
  return html`${sent.length === 0 ? null : html`<p>${people(sent.length)} will be sent an e-mail, which cannot be called back:</p><ul>${sent}</ul>`}
${waiting.length === 0 ? null : html`<p>${people(waiting.length)} must accept an open invitation first; no mail is sent again:</p><ul>${waiting}</ul>`}`;
}
