/** Invitations, seats, guards and findings of a plan in words. */
import type { Finding, Guard, OpenInvitation, Plan, SeatUse } from "../plan/plan.ts";
import { type Paint, severityBrush } from "./paint.ts";
import { measuredAfter, reviewFindings, reviewGuards } from "./review.ts";
import { shown } from "./visible.ts";
import { capped, hanging, people } from "./words.ts";

export const INVITATION_WORDS = {
  pending: "no invitation was sent yet",
  invited: "invited, not accepted yet",
  expired: "the invitation has expired",
} as const;
const NAMES_AT_MOST = 50;
const FINDINGS_AT_MOST = 100;
/** Guards that no flag lifts: the platform itself would refuse. */
const CANNOT_BE_LIFTED: ReadonlySet<string> = new Set(["seats", "limits"]);

interface Mailed {
  readonly email: string;
  readonly mails: number;
}

/** Whom the plan mails, each person once: who gets several grants gets a mail for each. */
export function mailedPeople(plan: Plan): Mailed[] {
  const mails = new Map<string, number>();
  for (const { email } of plan.invitations) mails.set(email, (mails.get(email) ?? 0) + 1);
  return [...mails].map(([email, number]) => ({ email, mails: number }));
}

export function severalMails(mails: number): string {
  return mails === 1 ? "" : ` (${mails} e-mails)`;
}

/** Whom the plan mails, and whose gain waits for an invitation that is open already. */
export function invitationsText(plan: Plan, paint: Paint): string[] {
  const sent = mailedPeople(plan);
  const lines =
    sent.length === 0
      ? []
      : [
          ...hanging(
            paint,
            `${paint.strong("Invitations")}: `,
            `${people(sent.length)} will be sent an e-mail`,
            2,
          ),
          ...capped(
            sent,
            NAMES_AT_MOST,
            (each) => [`    ${shown(each.email)}${severalMails(each.mails)}`],
            "    ",
          ),
        ];
  const waiting = waitingPeople(plan);
  if (waiting.length === 0) return lines;
  return [
    ...lines,
    ...hanging(
      paint,
      `${paint.strong("Open invitations")}: `,
      `${people(waiting.length)} must accept first; no mail is sent again`,
      2,
    ),
    ...capped(
      waiting,
      NAMES_AT_MOST,
      (each) => [`    ${shown(each.person)}: ${INVITATION_WORDS[each.state]}`],
      "    ",
    ),
  ];
}

/** People who gain something once they accept an invitation that is open already. */
export function waitingPeople(plan: Plan): OpenInvitation[] {
  const mailed = new Set(plan.invitations.map((each) => each.email.toLowerCase()));
  const gaining = new Set(plan.access.filter((each) => each.gains.length > 0).map((each) => each.person));
  return (plan.openInvitations ?? []).filter(({ person }) => gaining.has(person) && !mailed.has(person));
}

/** Licenses whose seats are taken or freed, or do not suffice. */
export function seatsToTell(plan: Plan): SeatUse[] {
  return plan.seats.filter(
    (each) => each.before !== each.after || each.peak > each.before || each.after > each.seats,
  );
}

/** `3 → 4 of 10 taken, at most 5 on the way`. */
export function seatWords({ before, after, seats, peak }: SeatUse): string {
  return `${before} → ${after} of ${seats} taken${peak > Math.max(before, after) ? `, at most ${peak} on the way` : ""}`;
}

export function seatsText(plan: Plan, paint: Paint): string[] {
  const moved = seatsToTell(plan);
  if (moved.length === 0) return [];
  return [
    paint.strong("Seats"),
    ...moved.flatMap((each) => hanging(paint, `    ${shown(each.license)}: `, seatWords(each), 6)),
  ];
}

/** Refused guards first, each with the flag that lifts it; those that passed in one line. */
export function guardsText(plan: Pick<Plan, "guards">, paint: Paint): string[] {
  const loud = reviewGuards(plan).filter((each) => each.status !== "passed");
  if (loud.length === 0) return [];
  return [paint.strong("Guards"), ...loud.flatMap((guard) => guardText(guard, paint))];
}

function guardText(guard: Guard, paint: Paint): string[] {
  const name = shown(guard.name);
  const status = guard.status === "refused" ? paint.bad("REFUSED") : paint.caution("allowed");
  const head = `    ${status} ${name}: `;
  const lines = hanging(paint, head, `${shown(guard.detail, 2_000)}${measuredAfter(guard)}`, 6);
  if (guard.status !== "refused") return lines;
  return [...lines, ...hanging(paint, "      ", wayPast(guard))];
}

/** What to do about a guard that refuses. */
export function wayPast({ name }: Guard): string {
  if (name === "policy") return "No flag lifts this: a waiver in the policy does.";
  return CANNOT_BE_LIFTED.has(name)
    ? "No flag lifts this: the platform would refuse it."
    : `If this is meant: plan again with --allow ${shown(name)}`;
}

export function findingsText(plan: Pick<Plan, "findings">, paint: Paint): string[] {
  if (plan.findings.length === 0) return [];
  const sorted = reviewFindings(plan);
  return [
    paint.strong("Findings"),
    ...capped(sorted, FINDINGS_AT_MOST, (each) => findingText(each, paint), "    "),
  ];
}

function findingText(finding: Finding, paint: Paint): string[] {
  const code = shown(finding.code);
  const head = `    ${severityBrush(paint, finding.severity)(finding.severity)} ${code}: `;
  const at = finding.at === "" ? "" : ` (${shown(finding.at)})`;
  return hanging(paint, head, `${shown(finding.message, 1_000)}${at}`, 6);
}
