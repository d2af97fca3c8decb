/** Findings as SARIF 2.1.0, which code scanning services show beside the lines they are about. */
import { createHash } from "node:crypto";
import { CODES } from "../diagnostic/codes.ts";
import { type Diagnostic, type Location, type Severity, sortDiagnostics } from "../diagnostic/diagnostic.ts";
import type { KindTable } from "../kind/table.ts";
import type { Finding, Plan } from "../plan/plan.ts";
import { visible } from "./visible.ts";

export interface SarifFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix?: string;
  /** `file:line:column`, the id of an object, or empty. */
  readonly at: string;
  /** Ids of objects it is about. Default none. */
  readonly about?: readonly string[];
  /** Characters that are marked from the column on. Default: unknown. */
  readonly length?: number;
  readonly related?: readonly { readonly message: string; readonly at: string }[];
}

export interface SarifOptions {
  /** Name and version of the program, such as `cxroster 1.0.0`. */
  readonly tool: string;
  /** Platform whose rules are explained; null where it is not known. */
  readonly table: KindTable | null;
  /** Whether the command could not do its work, so that silence says nothing. Default false. */
  readonly isBroken?: boolean;
}

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
const VERSION = "2.1.0";
/** Name and version of how fingerprints are made: the same name always means the same recipe. */
const FINGERPRINT = "finding/v1";
const LEVELS: { readonly [severity in Severity]: string } = {
  error: "error",
  warning: "warning",
  information: "note",
};

/** One SARIF log with one run, sorted by place; the same findings give the same log. */
export function sarifLog(findings: readonly SarifFinding[], options: SarifOptions): object {
  const codes = [...new Set(findings.map((each) => each.code))].sort();
  const indices = new Map(codes.map((code, index) => [code, index]));
  const seen = new Map<string, number>();
  const [name = "", ...version] = options.tool.split(" ");
  return {
    $schema: SCHEMA,
    version: VERSION,
    runs: [
      {
        tool: {
          driver: {
            name,
            version: version.join(" "),
            rules: codes.map((code) => ruleOf(code, findings, options.table)),
          },
        },
        columnKind: "utf16CodeUnits",
        invocations: [{ executionSuccessful: options.isBroken !== true }],
        results: findings.map((each) => resultOf(each, indices.get(each.code) ?? 0, seen)),
      },
    ],
  };
}

function ruleOf(code: string, findings: readonly SarifFinding[], table: KindTable | null): object {
  const severity = findings.find((each) => each.code === code)?.severity ?? "warning";
  return {
    id: code,
    shortDescription: { text: explanationOf(code, table) },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function explanationOf(code: string, table: KindTable | null): string {
  const [sort, name] = code.split("/");
  if (sort === "policy" && name !== undefined) return `The rule ${name} of the policy.`;
  if (sort === "guard" && name !== undefined) return `The guard ${name}, which judges a plan as a whole.`;
  return CODES[code] ?? table?.rules[code]?.says ?? `The documented rule ${code}.`;
}

function resultOf(finding: SarifFinding, ruleIndex: number, seen: Map<string, number>): object {
  const place = placeOf(finding.at);
  const objects = [...(finding.about ?? []), ...(place === null && finding.at !== "" ? [finding.at] : [])];
  const text = finding.fix === undefined ? finding.message : `${finding.message}; ${finding.fix}`;
  const related = (finding.related ?? []).flatMap((each, id) => {
    const at = placeOf(each.at);
    return at === null ? [] : [{ id, message: { text: harmless(each.message) }, ...physical(at) }];
  });
  return {
    ruleId: finding.code,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: harmless(text) },
    locations: locationsOf(place, objects, finding.length),
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    partialFingerprints: { [FINGERPRINT]: fingerprintOf(finding, place, seen) },
  };
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A place in a file; null for the id of an object and for nowhere. */
function placeOf(at: string): Place | null {
  const match = /^(.+):(\d+):(\d+)$/s.exec(at);
  if (match === null) return null;
  const [, file = "", line, column] = match;
  return { file, line: Number(line), column: Number(column) };
}

/** Names that others chose turn no writing direction where the log is shown; lines stay lines. */
function harmless(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

function locationsOf(place: Place | null, objects: readonly string[], length: number | undefined): object[] {
  const logical = objects.map((each) => ({ fullyQualifiedName: harmless(each), kind: "object" }));
  const named = logical.length === 0 ? {} : { logicalLocations: logical };
  if (place === null) return logical.length === 0 ? [] : [named];
  return [{ ...physical(place, length), ...named }];
}

function physical({ file, line, column }: Place, length?: number): object {
  const end = length === undefined || length === 0 ? {} : { endColumn: column + length };
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/") },
      region: { startLine: line, startColumn: column, ...end },
    },
  };
}

/** The same finding keeps its fingerprint when lines move; the second of two equal ones has another. */
function fingerprintOf(
  { code, message, about }: SarifFinding,
  place: Place | null,
  seen: Map<string, number>,
) {
  const base = JSON.stringify([code, place?.file ?? "", message, about ?? []]);
  const times = seen.get(base) ?? 0;
  seen.set(base, times + 1);
  return createHash("sha256").update(`${base}${times}`).digest("hex");
}

/** Diagnostics of validation, with everything they say. */
export function diagnosticsSarif(diagnostics: readonly Diagnostic[], options: SarifOptions): object {
  const findings = sortDiagnostics(diagnostics).map(
    ({ code, severity, message, why, fix, at, notes }): SarifFinding => ({
      code,
      severity,
      message: why === undefined ? message : `${message} (${why})`,
      ...(fix === undefined ? {} : { fix }),
      at: written(at),
      ...(at === null ? {} : { length: at.length }),
      related: notes.map((note) => ({ message: note.message, at: written(note.at) })),
    }),
  );
  return sarifLog(findings, options);
}

function written(at: Location | null): string {
  return at === null ? "" : `${at.file}:${at.line}:${at.column}`;
}

/** Findings of a plan, and the guards that refuse it or were lifted. */
export function planSarif(plan: Plan, table: KindTable | null): object {
  const guards = plan.guards.flatMap((guard): Finding[] => {
    // What this guard sums up stands among the findings.
    if (guard.status === "passed" || guard.name === "policy") return [];
    const severity = guard.status === "refused" ? "error" : "warning";
    const message = guard.status === "refused" ? guard.detail : `allowed for this plan: ${guard.detail}`;
    return [{ code: `guard/${guard.name}`, severity, message, at: "" }];
  });
  return sarifLog([...guards, ...plan.findings], { tool: plan.tool, table });
}
