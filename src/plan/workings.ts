/** What planning works with between reading and the finished plan. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { Graph } from "../graph/node.ts";
import type { EndedGrant, EndingGrant } from "../graph/settle.ts";
import type { Live, State } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import type { Draft } from "./draft.ts";
import type { Matches } from "./match.ts";
import type { Judge, Policy } from "./policy.ts";

export interface PlanInput {
  /** Name and version of the tool. */
  readonly tool: string;
  /** Already settled at `evaluatedAt`: nothing in it has ended. */
  readonly graph: Graph;
  readonly live: Live;
  readonly table: KindTable;
  readonly target: { readonly name: string; readonly endpoint: string };
  readonly policy: Policy;
  /** Runs the named rules of the policy; null where it has none. Default none. */
  readonly judge?: Judge | null;
  /** RFC 3339 UTC, whole seconds. */
  readonly evaluatedAt: string;
  readonly validUntil: string | null;
  readonly preview: boolean;
  /** Id of the approval key of whoever makes the plan. Absent where none is at hand. */
  readonly madeBy?: string;
  /** Run that the plan takes back. Absent for plans made from manifests. */
  readonly undoes?: string;
  /** Guards that are lifted for this plan. */
  readonly allow: readonly string[];
  /** Objects that were protected when they were last applied; null where no ledger tells. */
  readonly remembered: ReadonlySet<string> | null;
  /** Grants that had ended by `evaluatedAt`. */
  readonly ended: readonly EndedGrant[];
  /** Grants that end within 14 days after it. */
  readonly endingSoon: readonly EndingGrant[];
  /** What earlier stages found and the plan should repeat; adoptable errors among them are decided here. */
  readonly findings: readonly Diagnostic[];
}

/** Everything between reading and the finished plan. */
export interface Workings {
  readonly input: PlanInput;
  readonly matches: Matches;
  readonly drafts: readonly Draft[];
  readonly before: State;
  readonly planned: State;
  readonly findings: Diagnostic[];
}
