/**
 * What every stage says of its input. A diagnostic is a value until `report/` words it.
 *
 * Glossary of the project: a *document* is one YAML document, a *node* is one declared object, *live* is what an
 * account holds now, a *plan* is the way from live to the nodes, a *step* is one call of it, an *outcome* is what
 * became of a step.
 */
import { channel } from "node:diagnostics_channel";

export type Severity = "error" | "warning" | "information";

/** A place in a text. `line` and `column` count from 1; `text` is the whole line; `length` is in characters. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly text: string;
}

/** A second place that belongs to a diagnostic, such as the first of two declarations. */
export interface Note {
  readonly message: string;
  readonly at: Location | null;
}

export interface Diagnostic {
  /** A rule id such as `ECX-WS-03`, or a code of `codes.ts`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** Why it is wrong; absent where the message says it. */
  readonly why?: string;
  /** What to do about it. */
  readonly fix?: string;
  readonly at: Location | null;
  /** Id of the planned change it is about, where no place says it. */
  readonly change?: string;
  readonly notes: readonly Note[];
  /** An error that binds new names only: an object that already exists is excused from it. Absent means false. */
  readonly adoptable?: boolean;
}

export type DiagnosticInput = Omit<Diagnostic, "severity" | "notes" | "at"> & {
  readonly severity?: Severity;
  readonly at?: Location | null;
  readonly notes?: readonly Note[];
};

/** What a stage hands on. `value` is usable only where `failed(diagnostics)` is false. */
export interface Result<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** Announces every diagnostic that is made, so that a test run can tell which rules spoke. */
const made = channel("cxroster:diagnostic");

/** Makes a diagnostic; `severity` defaults to error. */
export function diagnose(input: DiagnosticInput): Diagnostic {
  const diagnostic: Diagnostic = { at: null, notes: [], severity: "error", ...input };
  if (made.hasSubscribers) made.publish({ code: diagnostic.code });
  return diagnostic;
}

export function failed(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((each) => each.severity === "error");
}

/** True when an error stands that no live object can be excused from. */
export function failedForGood(diagnostics: readonly Diagnostic[]): boolean {
  return failed(diagnostics.filter((each) => each.adoptable !== true));
}

/** Sorts by file, line, column and code, so that output never depends on the order of discovery. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.at?.file ?? "", b.at?.file ?? "") ||
      (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
      (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
