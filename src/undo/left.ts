/** What an undo leaves, as findings that stand in its plan. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import type { Plan } from "../plan/plan.ts";
import type { Left } from "./back.ts";
import type { Undo } from "./undo-graph.ts";

/** One warning for each thing that cannot be brought back or was changed since. */
export function leftFindings(plan: Plan, { cannot, skipped }: Undo): Diagnostic[] {
  const names = new Map(plan.changes.map((change) => [change.id, `${change.kind} ${change.label}`]));
  const words = ({ change, path, text }: Left) =>
    `${names.get(change) ?? change}${path === null ? "" : `, ${path}`}: ${text}`;
  const say = (code: string, lead: string) => (left: Left) =>
    diagnose({ code, severity: "warning", message: `${lead}: ${words(left)}` });
  return [
    ...cannot.map(say("undo-impossible", "not brought back")),
    ...skipped.map(say("undo-skipped", "left as it is")),
  ];
}
