/** Invitations, seats, guards and findings of a plan in words. */
import type { Finding, Guard, Plan } from "../plan/plan.ts";
import { type Paint, severityBrush } from "./paint.ts";
import { shown } from "./visible.ts";
import { capped, hanging, people } from "./words.ts";

const INVITATION_WORDS = {
  pending: "no invitation was sent yet",
  invited: "invited, not accepted yet",
  expired: "the invitation has expired",
} as const;
const NAMES_AT_MOST = 50;
const FINDINGS_AT_MOST = 100;
/** Guards that no flag lifts: the platform itself would refuse. */
const CANNOT_BE_LIFTED: ReadonlySet<string> = new Set(["seats", "limits"]);
const STATUS_ORDER = ["refused", "allowed", "passed"] as const;
const SEVERITY_ORDER = ["error", "warning", "information"] as const;

/** Whom the plan mails, and whose gain waits for an invitation that is open already. */
export function invitationsText(plan: Plan, paint: Paint): string[] {
  const sent = plan.invitations;
  const lines =
    sent.length === 0
      ? []
      : [
          `${paint.strong("Invitations")}: ${people(sent.length)} will be sent an e-mail`,
          ...capped(sent, NAMES_AT_MOST, (each) => [`    ${shown(each.email)}`], "    "),
        ];
  const mailed = new Set(sent.map((each) => each.email.toLowerCase()));
  const gaining = new Set(plan.access.filter((each) => each.gains.length > 0).map((each) => each.person));
  const waiting = (plan.openInvitations ?? []).filter(
    ({ person }) => gaining.has(person) && !mailed.has(person),
  );
  if (waiting.length === 0) return lines;
  return [
    ...lines,
    `${paint.strong("Open invitations")}: ${people(waiting.length)} must accept first; no mail is sent again`,
    ...capped(
      waiting,
      NAMES_AT_MOST,
      (each) => [`    ${shown(each.person)}: ${INVITATION_WORDS[each.state]}`],
      "    ",
    ),
  ];
}

export function seatsText(plan: Plan, paint: Paint): string[] {
  const moved = plan.seats.filter(
    (each) => each.before !== each.after || each.peak > each.before || each.after > each.seats,
  );
  if (moved.length === 0) return [];
  return [
    paint.strong("Seats"),
    ...moved.map((each) => {
      const peak = each.peak > Math.max(each.before, each.after) ? `, at most ${each.peak} on the way` : "";
      return `    ${shown(each.license)}: ${each.before} → ${each.after} of ${each.seats} taken${peak}`;
    }),
  ];
}

/** Refused guards first, each with the flag that lifts it; those that passed in one line. */
export function guardsText(plan: Pick<Plan, "guards">, paint: Paint): string[] {
  const loud = plan.guards
    .filter((each) => each.status !== "passed")
    .sort(
      (a, b) => STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status) || (a.name < b.name ? -1 : 1),
    );
  if (loud.length === 0) return [];
  return [paint.strong("Guards"), ...loud.flatMap((guard) => guardText(guard, paint))];
}

function guardText(guard: Guard, paint: Paint): string[] {
  const name = shown(guard.name);
  const status = guard.status === "refused" ? paint.bad("REFUSED") : paint.caution("allowed");
  const head = `    ${status} ${name}: `;
  const lines = hanging(
    paint,
    head,
    `${shown(guard.detail, 2_000)} (${guard.count}, limit ${guard.limit})`,
    6,
  );
  if (guard.status !== "refused") return lines;
  return [...lines, `      ${wayOut(guard.name)}`];
}

function wayOut(guard: string): string {
  if (guard === "policy") return "No flag lifts this: a waiver in the policy does.";
  return CANNOT_BE_LIFTED.has(guard)
    ? "No flag lifts this: the platform would refuse it."
    : `If this is meant: plan again with --allow ${shown(guard)}`;
}

export function findingsText(plan: Pick<Plan, "findings">, paint: Paint): string[] {
  if (plan.findings.length === 0) return [];
  const rank = (each: Finding) => SEVERITY_ORDER.indexOf(each.severity);
  const sorted = [...plan.findings].sort((a, b) => rank(a) - rank(b));
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
