/** What the stages say → what Terraform shows. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { PlatformError } from "../platform/contract.ts";
import { snakeCase } from "./names.ts";
import type { AttributePath, TerraformDiagnostic } from "./protocol/provider.ts";

export function error(summary: string, detail: string, path?: AttributePath): TerraformDiagnostic {
  return { severity: "error", summary, detail, ...(path === undefined ? {} : { path }) };
}

export function warning(summary: string, detail: string, path?: AttributePath): TerraformDiagnostic {
  return { severity: "warning", summary, detail, ...(path === undefined ? {} : { path }) };
}

/** A diagnostic of the engine; what is information there is a warning here, or nobody would see it. */
export function fromProblem(problem: Diagnostic, path?: AttributePath): TerraformDiagnostic {
  const detail = [`${sentence(problem.message)} (${problem.code})`, problem.why, problem.fix]
    .filter((each) => each !== undefined)
    .map((each) => sentence(each))
    .join("\n");
  const summary = problem.severity === "error" ? "Wrong value" : "Worth knowing";
  const at = path ?? pathOf(problem.at?.text ?? "");
  const base = { severity: problem.severity === "error" ? "error" : "warning", summary, detail } as const;
  return at.length === 0 ? base : { ...base, path: at };
}

/** A dotted attribute path → its steps. */
export function pathOf(path: string): AttributePath {
  return path === "" ? [] : path.split(".").map((step) => snakeCase(step));
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const SUMMARIES: { readonly [reason in PlatformError["reason"]]: string } = {
  unauthorized: "The platform does not take the credentials",
  forbidden: "The credentials may not do this",
  unreachable: "The platform cannot be reached",
  refused: "The platform refused",
  "unknown-outcome": "The platform did not answer",
};

/** A failed call. Anything else that was thrown is a defect of ours and is said as one. */
export function fromError(thrown: unknown, path?: AttributePath): TerraformDiagnostic {
  if (thrown instanceof Refusal) return error(thrown.summary, thrown.message, thrown.path ?? path);
  if (!(thrown instanceof PlatformError)) {
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return error("Defect in the provider", `Please report it. ${text}`, path);
  }
  const rule = thrown.rule === null ? "" : ` (${thrown.rule})`;
  const request = thrown.requestId === null ? "" : ` Request ${thrown.requestId}.`;
  return error(SUMMARIES[thrown.reason], `${sentence(thrown.message)}${rule}.${request}`, path);
}

/** Why the provider itself does not go on. */
export class Refusal extends Error {
  readonly summary: string;
  readonly path: AttributePath | undefined;
  constructor(summary: string, detail: string, path?: AttributePath) {
    super(detail);
    this.summary = summary;
    this.path = path;
  }
}
