/** Policies from text, for tests. */
import type { Diagnostic } from "../../src/diagnostic/diagnostic.ts";
import type { Live } from "../../src/kind/state.ts";
import type { KindTable } from "../../src/kind/table.ts";
import type { Finding, Plan } from "../../src/plan/plan.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { judgeOf } from "../../src/policy/judge.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import type { ReadPolicy } from "../../src/policy/rule.ts";
import { mustPlan, type PlanOptions } from "../support/plans.ts";

export function read(text: string, table: KindTable = engagecxTable) {
  return readPolicy(new TextEncoder().encode(text), "policy.yaml", table);
}

/** A policy that must be free of problems. */
export function mustRead(text: string, table: KindTable = engagecxTable): ReadPolicy {
  const { value, diagnostics } = read(text, table);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(told).join("\n"));
  return value;
}

/** `line:column code: message`. */
export function told({ at, code, message }: Diagnostic): string {
  return `${at?.line}:${at?.column} ${code}: ${message}`;
}

export function planUnder(
  policy: string,
  manifest: string,
  live: string | Live,
  options: PlanOptions = {},
): Plan {
  const found = mustRead(policy, options.table);
  return mustPlan(manifest, live, { ...options, policy: found.policy, judge: judgeOf(found) });
}

/** Findings of the policy, as `severity code: message (at)`. */
export function policyFindings(plan: Plan): string[] {
  const isOurs = ({ code }: Finding) => code.startsWith("policy") || code.startsWith("waiver");
  return plan.findings
    .filter(isOurs)
    .map(({ severity, code, message, at }) => `${severity} ${code}: ${message} (${at})`);
}
