/** What an undo leaves, as findings that stand in its plan. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import type { Plan } from "../plan/plan.ts";
import type { Left } from "./back.ts";
import { type Recorded, whatIsLacking } from "./done.ts";
import type { Undo } from "./undo-graph.ts";

/** Names that one finding gives at most. */
const NAMED = 20;

/**
 * One warning for each thing that cannot be brought back or was changed since, and what the run never did.
 * @param nothingElse nothing is taken back at all: what refuses it is an error then.
 */
export function leftFindings(
  plan: Plan,
  { cannot, skipped }: Undo,
  recorded: Recorded,
  nothingElse: boolean,
): Diagnostic[] {
  const names = new Map(plan.changes.map((change) => [change.id, `${change.kind} ${change.label}`]));
  const words = ({ change, path, text }: Left) =>
    `${names.get(change) ?? change}${path === null ? "" : `, ${path}`}: ${text}`;
  const say = (code: string, lead: string) => (left: Left) =>
    diagnose({
      code,
      severity: nothingElse && left.refused === true ? "error" : "warning",
      message: `${lead}: ${words(left)}`,
    });
  return [
    ...cannot.map(say("undo-impossible", "not taken back")),
    ...skipped.map(say("undo-skipped", "left as it is")),
    ...neverDone(plan, recorded),
  ];
}

function neverDone(plan: Plan, recorded: Recorded): Diagnostic[] {
  const lacking = whatIsLacking(plan, recorded);
  if (lacking.length === 0) return [];
  const names = lacking
    .slice(0, NAMED)
    .map(({ change, part }) => `${part ? "part of " : ""}${change.kind} ${change.label}`);
  if (lacking.length > NAMED) names.push(`${lacking.length - NAMED} more`);
  const message = `the run did not do, or got no answer to: ${names.join(", ")}; of these only what the account shows is taken back`;
  return [diagnose({ code: "undo-not-done", severity: "information", message })];
}
