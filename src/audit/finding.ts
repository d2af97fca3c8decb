/** One finding of an audit. */
import { type DiagnosticInput, diagnose, type Severity } from "../diagnostic/diagnostic.ts";

export const SEVERITIES: readonly Severity[] = ["error", "warning", "information"];
export type SeverityCounts = { readonly [severity in Severity]: number };

export interface AuditFinding {
  /** A code of the list of diagnostics, or the id of a rule. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix?: string;
  /** Ids (`kind:key`) of the objects it is about, sorted; people by their address. */
  readonly about: readonly string[];
  /** `file:line:column` of the manifest; empty where there is none. */
  readonly at: string;
}

/** Names in one message at most; `about` always holds all of them. */
const NAMED_AT_MOST = 10;

/** Makes a finding; `severity` defaults to warning. */
export function finding(
  input: Pick<DiagnosticInput, "code" | "message" | "fix" | "severity">,
  about: readonly string[],
  at = "",
): AuditFinding {
  const { code, severity, message, fix } = diagnose({ severity: "warning", ...input });
  return { code, severity, message, ...(fix === undefined ? {} : { fix }), about, at };
}

/** `ana, ben and 3 more`. */
export function some(names: readonly string[]): string {
  const shown = names.slice(0, NAMED_AT_MOST).join(", ");
  return names.length > NAMED_AT_MOST ? `${shown} and ${names.length - NAMED_AT_MOST} more` : shown;
}
