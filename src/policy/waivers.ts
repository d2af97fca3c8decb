/** Exceptions from rules: they end on a date, and say why. */
import { endWords } from "../diagnostic/end-words.ts";
import { matchAny } from "../kind/identity.ts";
import type { Finding } from "../plan/plan.ts";
import { codeOf, type PlacedWaiver, placed } from "./rule.ts";
import type { Violation } from "./violation.ts";

const ENDING_SOON_MILLISECONDS = 14 * 24 * 60 * 60 * 1000;

/**
 * Violations as findings. A waived one is information that names the waiver; waivers that have ended, end within 14
 * days or fit nothing are said as well.
 *
 * @param now RFC 3339 UTC.
 */
export function waive(
  violations: readonly Violation[],
  waivers: readonly PlacedWaiver[],
  now: string,
): Finding[] {
  const open = waivers.map((waiver) => ({
    waiver,
    matches: matchAny(waiver.for),
    ended: Date.parse(waiver.until) <= Date.parse(now),
    used: 0,
  }));
  const findings = violations.map((violation): Finding => {
    const fitting = open.filter(
      ({ waiver, matches }) =>
        waiver.rule === violation.rule.name && violation.subject.names.some((name) => matches(name)),
    );
    for (const each of fitting) each.used++;
    const holding = fitting.find((each) => !each.ended);
    return holding === undefined ? findingOf(violation) : waived(violation, holding.waiver);
  });
  return [...findings, ...open.flatMap((each) => remarks(each, now))];
}

function findingOf({ rule, subject, message }: Violation): Finding {
  const text = rule.fix === "" ? message : `${message}; ${rule.fix}`;
  return { code: codeOf(rule), severity: rule.severity, message: text, at: subject.at };
}

function waived({ rule, subject, message }: Violation, waiver: PlacedWaiver): Finding {
  const text = `waived until ${endWords(waiver.until)} (${waiver.reason}): ${message}`;
  return { code: codeOf(rule), severity: "information", message: text, at: subject.at };
}

interface OpenWaiver {
  readonly waiver: PlacedWaiver;
  readonly ended: boolean;
  readonly used: number;
}

function remarks({ waiver, ended, used }: OpenWaiver, now: string): Finding[] {
  const what = `the waiver of ${waiver.rule} for ${waiver.for.join(", ")}`;
  const at = placed(waiver.at);
  if (ended) {
    const effect = used === 0 ? "nothing needs it any more" : `${used} it would have covered count again`;
    const message = `${what} ended at ${endWords(waiver.until)}: ${effect}; remove it, or decide anew`;
    return [{ code: "waiver-ended", severity: "warning", message, at }];
  }
  if (used === 0) {
    const message = `${what} covers nothing; remove it`;
    return [{ code: "waiver-unused", severity: "information", message, at }];
  }
  if (Date.parse(waiver.until) - Date.parse(now) > ENDING_SOON_MILLISECONDS) return [];
  const message = `${what} ends at ${endWords(waiver.until)} (${waiver.reason})`;
  return [{ code: "waiver-ends-soon", severity: "information", message, at }];
}
