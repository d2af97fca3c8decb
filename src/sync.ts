/** The stages in a row: what the command line and other doors call, and nothing they decide. */
import type { Diagnostic, Result } from "./diagnostic/diagnostic.ts";
import { costlyNeeds } from "./graph/costly-needs.ts";
import type { Graph } from "./graph/node.ts";
import { settle } from "./graph/settle.ts";
import { makePlan } from "./plan/make-plan.ts";
import type { Plan } from "./plan/plan.ts";
import type { Judge, Policy } from "./plan/policy.ts";
import type { Client, Platform } from "./platform/contract.ts";

export interface PlanRequest {
  /** Name and version of the tool, as plans record it. */
  readonly tool: string;
  readonly graph: Graph;
  readonly platform: Platform;
  readonly client: Client;
  readonly target: { readonly name: string; readonly endpoint: string };
  readonly policy: Policy;
  /** Runs the named rules of the policy; null where it has none. Default none. */
  readonly judge?: Judge | null;
  /** RFC 3339 UTC, whole seconds. */
  readonly evaluatedAt: string;
  /** The time is not now: the plan is shown and never applied. */
  readonly preview: boolean;
  /** Id of the approval key of whoever makes the plan. Default none. */
  readonly madeBy?: string;
  readonly allow: readonly string[];
  readonly remembered: ReadonlySet<string> | null;
  /** Warnings of earlier stages that the plan should repeat. */
  readonly findings: readonly Diagnostic[];
}

/** Graph → live → plan. Throws a PlatformError when the account cannot be read. */
export async function makePlanFor(request: PlanRequest): Promise<Result<Plan | null>> {
  const { graph, platform, client, evaluatedAt } = request;
  const settled = settle(graph, platform.table, evaluatedAt);
  const live = await client.readLive(costlyNeeds(settled.graph, platform.table));
  return makePlan({
    tool: request.tool,
    graph: settled.graph,
    live,
    table: platform.table,
    target: request.target,
    policy: request.policy,
    judge: request.judge ?? null,
    evaluatedAt,
    validUntil: settled.nextEnd,
    preview: request.preview,
    ...(request.madeBy === undefined ? {} : { madeBy: request.madeBy }),
    allow: request.allow,
    remembered: request.remembered,
    ended: settled.ended,
    endingSoon: settled.endingSoon,
    findings: [...request.findings, ...settled.findings],
  });
}
