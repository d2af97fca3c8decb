/** Runs the rules of a policy over a plan. */
import type { Finding } from "../plan/plan.ts";
import type { Judge, PolicyFacts } from "../plan/policy.ts";
import { type PolicyEnvironment, typeOf } from "./environment.ts";
import { FactIndex, type PersonFacts } from "./facts.ts";
import { placed, type ReadPolicy, type Rule } from "./rule.ts";
import { type RuleResult, runRule } from "./run-rule.ts";
import type { Subject, Violation } from "./violation.ts";
import { waive } from "./waivers.ts";

/** Fields a rule may read in all, and besides for each subject it runs over. */
const READS = 1_000_000;
const READS_PER_SUBJECT = 500;

/** What judges plans by a policy; null where it has no rules. */
export function judgeOf(read: ReadPolicy): Judge | null {
  if (read.rules.length === 0 && read.waivers.length === 0) return null;
  return (facts) => {
    const { violations, failures } = violationsOf(read, facts);
    return [...failures, ...waive(violations, read.waivers, facts.plan.evaluatedAt)];
  };
}

function violationsOf(
  { environment, rules }: ReadPolicy,
  facts: PolicyFacts,
): { readonly violations: readonly Violation[]; readonly failures: readonly Finding[] } {
  const index = new FactIndex(facts);
  const subjects = new Subjects(environment, index);
  const violations: Violation[] = [];
  const failures: Finding[] = [];
  for (const rule of rules) {
    const over = subjects.of(rule);
    environment.meter.grant(READS + READS_PER_SUBJECT * over.length);
    for (const subject of over) {
      const result: RuleResult = runRule(environment, rule, subject.context);
      if (result === null) continue;
      if ("failure" in result) {
        failures.push(failed(rule, subject, result.failure));
        break;
      }
      violations.push({ rule, subject, message: result.message });
    }
  }
  return { violations, failures };
}

/** A rule that cannot be evaluated refuses the plan: nobody can tell what it would have said. */
function failed(rule: Rule, subject: Subject, reason: string): Finding {
  const about = subject.names[0] ?? "plan";
  return {
    code: "policy-failed",
    severity: "error",
    message: `the rule ${rule.name} of the policy cannot judge ${about}: ${reason}`,
    at: placed(rule.at),
  };
}

/** The subjects of each scope, made once. */
class Subjects {
  readonly #environment: PolicyEnvironment;
  readonly #index: FactIndex;
  readonly #plan: object;
  readonly #made = new Map<Rule["over"], readonly Subject[]>();

  constructor(environment: PolicyEnvironment, index: FactIndex) {
    this.#environment = environment;
    this.#index = index;
    this.#plan = environment.subject(typeOf("plan"), index);
  }

  of({ over, at }: Rule): readonly Subject[] {
    if (over === "plan") return [{ names: ["plan"], at: placed(at), context: { plan: this.#plan } }];
    const known = this.#made.get(over) ?? (over === "person" ? this.#people() : this.#changes());
    this.#made.set(over, known);
    return known;
  }

  #people(): Subject[] {
    return this.#index.people.map((person) => ({
      names: [person.email, ...idsOf(person)],
      at: declaredAt(person),
      context: { person: this.#environment.subject(typeOf("person"), person), plan: this.#plan },
    }));
  }

  #changes(): Subject[] {
    const index = this.#index;
    return index.given.plan.changes.map((change) => {
      const node = index.nodeOf(change.kind, change.key);
      const subject = this.#environment.subject(typeOf("change"), { change, facts: index });
      return {
        names: [change.id, change.key],
        at: node === null ? change.id : placed(node.at),
        context: { change: subject, plan: this.#plan },
      };
    });
  }
}

function idsOf({ objects }: PersonFacts): string[] {
  return objects.map(({ kind, object }) => `${kind.name}:${object.key}`);
}

function declaredAt(person: PersonFacts): string {
  const node = person.objects.find((each) => each.node !== null)?.node;
  return node === null || node === undefined ? (idsOf(person)[0] ?? "") : placed(node.at);
}
