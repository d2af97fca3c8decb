/** A past run and the live account → the plan that takes the run back, made by the ordinary planner. */
import type { Diagnostic, Result } from "../diagnostic/diagnostic.ts";
import type { KindTable } from "../kind/table.ts";
import { kindOf } from "../kind/table.ts";
import { makePlan } from "../plan/make-plan.ts";
import type { Plan } from "../plan/plan.ts";
import type { PlanInput } from "../plan/workings.ts";
import type { Recorded } from "./done.ts";
import { leftFindings } from "./left.ts";
import { type Reason, type Undo, undoFile, undoGraph } from "./undo-graph.ts";

/** Times a plan is made again without what turned out to be impossible. */
const ATTEMPTS = 8;
const INVITES = { text: "it would send an invitation; --allow-invitations brings it back and sends it" };

export interface UndoPlanInput
  extends Omit<PlanInput, "graph" | "validUntil" | "preview" | "undoes" | "ended" | "endingSoon"> {
  /** Id of the run. */
  readonly run: string;
  readonly past: Plan;
  readonly recorded: Recorded;
  readonly allowInvitations: boolean;
}

export interface UndoPlan {
  readonly plan: Plan;
  readonly undo: Undo;
}

/** Diagnostics without a value mean that the planner refuses what no change of the run answers for. */
export function makeUndoPlan(input: UndoPlanInput): Result<UndoPlan | null> {
  const leave = new Map<string, Reason>();
  let nothingElse = false;
  for (let attempt = 1; ; attempt++) {
    const undo = undoGraph({
      ...input,
      plan: input.past,
      at: input.evaluatedAt,
      invite: input.allowInvitations,
      leave,
    });
    const made = makePlan({
      ...input,
      graph: undo.graph,
      undoes: input.run,
      validUntil: null,
      preview: false,
      ended: [],
      endingSoon: [],
      findings: [...input.findings, ...leftFindings(input.past, undo, input.recorded, nothingElse)],
    });
    const culprits = culpritsOf(input, undo, made);
    if (culprits.size === 0 || attempt >= ATTEMPTS) {
      const { value, diagnostics } = made;
      const isRefusal = undo.cannot.some((each) => each.refused === true);
      if (isRefusal && value?.changes.length === 0 && !nothingElse) {
        nothingElse = true;
        continue;
      }
      return { value: value === null ? null : { plan: value, undo }, diagnostics };
    }
    for (const [change, reason] of culprits) leave.set(change, reason);
  }
}

/** Changes of the run that cannot be taken back, as the planner found them. */
function culpritsOf(input: UndoPlanInput, undo: Undo, made: Result<Plan | null>): Map<string, Reason> {
  const culprits = new Map<string, Reason>();
  const file = undoFile(input.run);
  const blame = (change: string | undefined, text: string) => {
    if (change !== undefined) culprits.set(change, { text, refused: true });
  };
  const changeOf = (line: number) => input.past.changes[line - 1]?.id;
  for (const each of made.diagnostics.filter(isError)) {
    if (each.at?.file === file) blame(changeOf(each.at.line), each.message);
  }
  for (const finding of made.value?.findings ?? []) {
    if (finding.severity !== "error") continue;
    const isPlaced = finding.at.startsWith(`${file}:`);
    const line = Number(finding.at.split(":").at(-2));
    blame(isPlaced ? changeOf(line) : undo.origins.get(finding.at), finding.message);
  }
  if (made.value === null || input.allowInvitations) return culprits;
  const invited = new Set(made.value.invitations.map((each) => each.email));
  for (const change of made.value.changes) {
    const origin = undo.origins.get(change.id);
    const sends = invited.has(change.label) || invited.has(String(emailIn(change.fields)));
    if (origin !== undefined && sends) culprits.set(origin, INVITES);
  }
  return culprits;
}

function emailIn(fields: Plan["changes"][number]["fields"]): unknown {
  return fields.find((field) => field.path === "email")?.after;
}

function isError(each: Diagnostic): boolean {
  return each.severity === "error";
}

/** Keys for which costly attributes must be read, since the run touched them. */
export function undoNeeds(past: Plan, table: KindTable): Map<string, Set<string>> {
  const needs = new Map<string, Set<string>>();
  for (const change of past.changes) {
    const kind = kindOf(table, change.kind);
    for (const { path } of change.fields) {
      if (kind.leaves.get(path)?.costly !== true) continue;
      const keys = needs.get(`${kind.name}.${path}`) ?? new Set<string>();
      needs.set(`${kind.name}.${path}`, keys.add(change.key));
    }
  }
  return needs;
}
