/** One rule against one subject. */
import type { PolicyEnvironment } from "./environment.ts";
import { wordMessage } from "./message.ts";
import type { Rule } from "./rule.ts";

/** Null: the rule is kept, or has nothing to do with the subject. */
export type RuleResult = { readonly message: string } | { readonly failure: string } | null;

type Context = { readonly [variable: string]: object };

/** Never throws: what goes wrong while a rule runs is a result of its own. */
export function runRule(environment: PolicyEnvironment, rule: Rule, context: Context): RuleResult {
  try {
    const applies = rule.when === null || rule.when.evaluate(context) === true;
    const kept = !applies || rule.require.evaluate(context) === true;
    if (environment.meter.spent) return { failure: TOO_MUCH };
    return kept ? null : { message: wordMessage(rule.message, context) };
  } catch (thrown) {
    if (environment.meter.spent) return { failure: TOO_MUCH };
    return { failure: reasonOf(thrown) };
  }
}

const TOO_MUCH = "it reads too much; do not walk everybody for each person or change";

function reasonOf(thrown: unknown): string {
  const { summary } = thrown as { summary?: string };
  return summary ?? (thrown instanceof Error ? (thrown.message.split("\n")[0] ?? "") : String(thrown));
}
