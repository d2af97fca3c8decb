/** Compares what a rule table promises with what code names and what tests showed. */
import type { Rule } from "../../../src/kind/table.ts";
import type { EvidenceTable, Side } from "./evidence.ts";
import type { Places } from "./places.ts";

export const SIDES: readonly Side[] = ["client", "server"];

export type RuleTable = { readonly [id: string]: Rule };

/** Everything that contradicts the table, one sentence each; empty when table, code and tests agree. */
export function audit(rules: RuleTable, evidence: EvidenceTable, places: Places): string[] {
  const known = Object.entries(rules).flatMap(([id, rule]) =>
    SIDES.flatMap((side) => auditSide(id, rule, side, evidence)),
  );
  return [...known, ...onlyInTable(rules, evidence, places), ...unknown(rules, evidence, places)];
}

function auditSide(id: string, rule: Rule, side: Side, evidence: EvidenceTable): string[] {
  const shown = evidence[side].get(id);
  if (rule[side] === "enforced") {
    return shown === undefined ? [`${id} is enforced by the ${side} but no test showed it there`] : [];
  }
  const spoke = shown?.emittedIn[0];
  return spoke === undefined
    ? []
    : [`${id} has nothing to enforce on the ${side} by the table, yet it spoke in ${spoke}`];
}

function onlyInTable(rules: RuleTable, evidence: EvidenceTable, places: Places): string[] {
  return Object.entries(rules)
    .filter(([, rule]) => SIDES.some((side) => rule[side] === "enforced"))
    .filter(([id]) => SIDES.every((side) => !places[side].has(id) && !evidence[side].has(id)))
    .map(([id]) => `${id} stands in the rule table and nowhere else`);
}

function unknown(rules: RuleTable, evidence: EvidenceTable, places: Places): string[] {
  return SIDES.flatMap((side) => {
    const cited = [...evidence[side]].flatMap(([id, { tests }]) => tests.map((test) => [id, test] as const));
    const named = [...places[side]].map(([id, at]) => [id, at[0] ?? ""] as const);
    return [...cited, ...named]
      .filter(([id]) => !(id in rules))
      .map(([id, at]) => `${id} is no known rule: ${at}`);
  });
}
