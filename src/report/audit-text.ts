/** An audit → text: numbers first, then findings by severity and code, then what could not be seen. */
import type { Audit } from "../audit/audit.ts";
import type { AuditFinding } from "../audit/finding.ts";
import { CODES } from "../diagnostic/codes.ts";
import { type Paint, paintFor, severityBrush } from "./paint.ts";
import { shown } from "./visible.ts";
import { capped, count, hanging, type TextOptions } from "./words.ts";

type Severity = AuditFinding["severity"];

const FINDINGS_PER_CODE = 20;
/** Enough for every permission of a platform: a list that is cut off could hide the one that matters. */
const MESSAGE_COLUMNS = 20_000;
export const AUDIT_SEVERITIES: readonly Severity[] = ["error", "warning", "information"];
const HEADINGS: { readonly [severity in Severity]: string } = {
  error: "Errors",
  warning: "Warnings",
  information: "Worth knowing",
};

/** Ends with a newline. */
export function renderAudit(audit: Audit, options: TextOptions): string {
  const paint = paintFor(options.color, options.columns);
  const { target } = audit;
  const product = options.table?.product ?? target.platform;
  const sections = [
    [
      ...hanging(
        paint,
        `${paint.strong(`Audit of ${shown(target.name)}:`)} `,
        `${shown(product)}, ${shown(target.account.name)} (${shown(target.account.id)})`,
        2,
      ),
      ...hanging(paint, "", paint.faint(`${shown(target.endpoint)}, looked at ${audit.evaluatedAt}`), 2),
    ],
    hanging(paint, "", desiredSentence(audit)),
    ...AUDIT_SEVERITIES.map((severity) => severityText(audit, severity, paint)),
    blindText(audit, paint),
    hanging(paint, "", paint.strong(auditSummary(audit)), 2),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

export function desiredSentence({ manifestDigest }: Audit): string {
  return manifestDigest === null
    ? "No manifest: the account is looked at as it is, and nothing says what was desired."
    : "The account is compared with the manifests.";
}

/** `2 errors, 3 warnings and 4 things worth knowing about 12 people.` */
export function auditSummary({ summary }: Audit): string {
  const parts = [
    count(summary.error, "error"),
    count(summary.warning, "warning"),
    count(summary.information, "thing worth knowing", "things worth knowing"),
  ];
  return `${parts.join(", ")} about ${count(summary.people, "person", "people")}.`;
}

/** Findings of a severity by their code, in order. */
export function byCode(audit: Audit, severity: Severity): Map<string, AuditFinding[]> {
  const groups = new Map<string, AuditFinding[]>();
  for (const each of audit.findings) {
    if (each.severity !== severity) continue;
    const group = groups.get(each.code);
    if (group === undefined) groups.set(each.code, [each]);
    else group.push(each);
  }
  return groups;
}

function severityText(audit: Audit, severity: Severity, paint: Paint): string[] {
  const groups = byCode(audit, severity);
  if (groups.size === 0) return [];
  const brush = severityBrush(paint, severity);
  return [
    paint.strong(HEADINGS[severity]),
    ...[...groups].flatMap(([code, findings]) => [
      ...hanging(
        paint,
        "  ",
        `${brush(headingOf(code, findings.length))}${paint.faint(codeBehind(code))}`,
        4,
      ),
      ...capped(findings, FINDINGS_PER_CODE, (each) => findingText(each, paint), "    "),
      ...sharedFix(findings, paint),
    ]),
  ];
}

/** What findings of a code have in common; rules of a platform are known by their id. */
function headingOf(code: string, number: number): string {
  const says = CODES[code]?.replace(/\.$/, "") ?? shown(code);
  return number === 1 ? says : `${says} (${number})`;
}

function codeBehind(code: string): string {
  return CODES[code] === undefined ? "" : ` ${shown(code)}`;
}

function findingText({ message, at }: AuditFinding, paint: Paint): string[] {
  const place = at === "" ? "" : ` (${shown(at)})`;
  return hanging(paint, "    ", `${shown(message, MESSAGE_COLUMNS)}${place}`, 6);
}

/** What to do, said once for all findings it holds for. */
function sharedFix(findings: readonly AuditFinding[], paint: Paint): string[] {
  const fixes = new Set(findings.flatMap((each) => each.fix ?? []));
  return [...fixes]
    .slice(0, 3)
    .flatMap((fix) => hanging(paint, `    ${paint.faint("to do:")} `, shown(fix, 400), 6));
}

function blindText({ blindSpots }: Audit, paint: Paint): string[] {
  if (blindSpots.length === 0) return ["No blind spots: all that the platform lists was read."];
  return [
    paint.strong("Blind spots: what could not be seen"),
    ...blindSpots.flatMap((each) => hanging(paint, "    ", shown(each, MESSAGE_COLUMNS), 6)),
  ];
}
