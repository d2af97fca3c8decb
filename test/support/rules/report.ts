/** `npm run rules`: every rule with the code that names it and the tests that showed it; exits 1 on a contradiction. */
import type { Rule } from "../../../src/kind/table.ts";
import { platforms } from "../../../src/platform/index.ts";
import { audit, type RuleTable, SIDES } from "./audit.ts";
import { type EvidenceTable, gather, readRecords, type Side } from "./evidence.ts";
import { type Places, readPlaces } from "./places.ts";

/** The rule tables of every platform as one. */
export function allRules(): RuleTable {
  return Object.assign({}, ...platforms.map((platform) => platform.table.rules)) as RuleTable;
}

/** The report as lines, one block per rule and the totals at the end. */
export function reportLines(rules: RuleTable, evidence: EvidenceTable, places: Places): string[] {
  const blocks = Object.entries(rules).flatMap(([id, rule]) => [
    `${id}  ${rule.says}`,
    ...SIDES.flatMap((side) => sideLines(id, rule, side, evidence, places)),
  ]);
  return [...blocks, "", ...SIDES.map((side) => total(rules, side, evidence))];
}

function sideLines(id: string, rule: Rule, side: Side, evidence: EvidenceTable, places: Places): string[] {
  const promise = rule[side];
  if (promise !== "enforced") return [`  ${side}: nothing to enforce: ${promise.none}`];
  const shown = evidence[side].get(id);
  const where = places[side].get(id) ?? ["by the engine as a whole"];
  const spoke = shown?.emittedIn.length ?? 0;
  return [
    `  ${side}: ${where.join(", ")}${spoke > 0 ? `; spoke in ${spoke} test file${spoke > 1 ? "s" : ""}` : ""}`,
    ...(shown?.tests ?? []).map((test) => `    shown by ${test}`),
    ...(shown === undefined ? ["    NOT SHOWN by any test"] : []),
  ];
}

function total(rules: RuleTable, side: Side, evidence: EvidenceTable): string {
  const all = Object.entries(rules);
  const enforced = all.filter(([, rule]) => rule[side] === "enforced");
  const shown = enforced.filter(([id]) => evidence[side].has(id)).length;
  const reasons = all.length - enforced.length;
  return `${side}: ${shown + reasons} of ${all.length} rules accounted for (${shown} of ${enforced.length} enforced ones shown by tests, ${reasons} with a reason why there is nothing to enforce)`;
}

/** Rules of the vendor's main document, apart from those found beside it (ids with `B`). */
function documented(rules: RuleTable): RuleTable {
  return Object.fromEntries(Object.entries(rules).filter(([id]) => !/-B-\d+$/.test(id)));
}

function main(): number {
  const records = readRecords();
  if (records.length === 0) {
    console.error("There is no record of a test run yet: run `npm test` first.");
    return 1;
  }
  const rules = allRules();
  const [evidence, places] = [gather(records), readPlaces()];
  console.log(reportLines(rules, evidence, places).join("\n"));
  for (const side of SIDES) console.log(`of the main documents, ${total(documented(rules), side, evidence)}`);
  const problems = audit(rules, evidence, places);
  for (const problem of problems) console.error(problem);
  return problems.length > 0 ? 1 : 0;
}

if (import.meta.main) process.exitCode = main();
