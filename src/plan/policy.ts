/** What a policy adds to a plan: numbers and patterns the guards work with, and rules that judge the whole. */
import type { AccessDifference } from "../access/difference.ts";
import type { Graph } from "../graph/node.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import type { State } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import type { Finding, Plan } from "./plan.ts";

/** All of it is data, and all of it is in the plan's policy digest. */
export interface Policy {
  /** Share of the people entitled to anything who may lose everything, 0 to 1. Default 0.25. */
  readonly maxRemovalsShare: number;
  /** People who may lose everything whatever the share. Default 3. */
  readonly maxRemovalsCount: number;
  /** Identity patterns of objects that are never removed or replaced, by kind. Default none. */
  readonly protected: { readonly [kind: string]: readonly string[] };
  /** Named rules by name, as written. Default none. */
  readonly rules?: { readonly [name: string]: { readonly [member: string]: string } };
  /** Exceptions from them. Default none. */
  readonly waivers?: readonly Waiver[];
}

export interface Waiver {
  readonly rule: string;
  /** Patterns of addresses and of objects (`kind:key`), or `*`. */
  readonly for: readonly string[];
  /** Instant it ends at, RFC 3339 UTC. */
  readonly until: string;
  readonly reason: string;
}

export const DEFAULT_POLICY: Policy = { maxRemovalsShare: 0.25, maxRemovalsCount: 3, protected: {} };

/** What named rules look at: the account before and after, and the plan but for what only they can say. */
export interface PolicyFacts {
  readonly table: KindTable;
  readonly graph: Graph;
  readonly before: State;
  readonly planned: State;
  readonly held: readonly Entitlement[];
  readonly after: readonly Entitlement[];
  readonly access: readonly AccessDifference[];
  /** By kind: whether the object of a key is left to others by `ignore`. */
  readonly ignored: (kind: string) => (key: string) => boolean;
  readonly plan: Pick<Plan, "target" | "evaluatedAt" | "summary" | "changes" | "seats" | "invitations">;
}

/** Runs the rules of a policy; made where the policy is read, so that planning knows no language of rules. */
export type Judge = (facts: PolicyFacts) => readonly Finding[];
