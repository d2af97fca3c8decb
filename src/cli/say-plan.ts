import type { KindTable } from "../kind/table.ts";
import type { Plan } from "../plan/plan.ts";
import { serializePlan } from "../plan/plan-file.ts";
import { renderPlan } from "../report/plan-text.ts";
import { planSarif } from "../report/sarif.ts";
import type { Output } from "./output.ts";

/** A plan as a command's result; as JSON it is the plan itself, in the bytes that `apply` takes. */
export function sayPlan(output: Output, plan: Plan, table: KindTable | null): void {
  if (output.format === "sarif") {
    output.say(plan, { text: () => "", sarif: (value) => planSarif(value, table) });
    return;
  }
  output.result(
    () => renderPlan(plan, { color: output.color, columns: output.columns, table }),
    () => plan,
    (data) => serializePlan(data as Plan),
  );
}
