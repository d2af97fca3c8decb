import type { KindTable } from "../kind/table.ts";
import type { Plan } from "../plan/plan.ts";
import { serializePlan } from "../plan/plan-file.ts";
import { planHtml } from "../report/plan-html.ts";
import { planMarkdown } from "../report/plan-markdown.ts";
import { renderPlan } from "../report/plan-text.ts";
import { planSarif } from "../report/sarif.ts";
import type { Output } from "./output.ts";

/** A plan as a command's result; as JSON it is the plan itself, in the bytes that `apply` takes. */
export function sayPlan(output: Output, plan: Plan, table: KindTable | null): void {
  const words = { color: output.color, columns: output.columns, table };
  output.say(
    plan,
    {
      text: (value) => renderPlan(value, words),
      markdown: (value) => planMarkdown(value, table),
      html: (value) => planHtml(value, table),
      sarif: (value) => planSarif(value, table),
    },
    (data) => serializePlan(data as Plan),
  );
}
