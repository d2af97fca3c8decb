/** Runs the tests that a policy brings. */
import { SCOPES, typeOf } from "./environment.ts";
import { elementOf, emptyOf, type Shape } from "./fields.ts";
import { domainOf } from "./person.ts";
import type { GivenRecord, PolicyTest, ReadPolicy } from "./rule.ts";
import { type RuleResult, runRule } from "./run-rule.ts";

/** Reads of one test, which has little to read. */
const READS = 1_000_000;

export interface TestResult {
  readonly test: PolicyTest;
  readonly passed: boolean;
  /** In words, for a reader who wonders why it failed. */
  readonly expected: string;
  readonly actual: string;
}

/** In the order they are written. Waivers play no part: a test shows what a rule says. */
export function runTests(read: ReadPolicy): TestResult[] {
  return read.tests.map((test) => runOne(read, test));
}

/** Rules that no test makes speak, by name. */
export function untested({ rules, tests }: ReadPolicy): string[] {
  const spoken = new Set(tests.filter((test) => test.expect === "finding").map((test) => test.rule.name));
  return rules.map((rule) => rule.name).filter((name) => !spoken.has(name));
}

function runOne({ environment }: ReadPolicy, test: PolicyTest): TestResult {
  const build = (shapeName: string, given: GivenRecord): object => {
    const shape = environment.shapeOf(shapeName);
    const record = withDerived(shapeName, given);
    return environment.subjectFrom(shapeName, (name) => givenOf(shape, record, name, build));
  };
  const context = Object.fromEntries(
    SCOPES.map((scope) => [scope, build(typeOf(scope), test.given[scope] ?? {})]),
  );
  environment.meter.grant(READS);
  const result = runRule(environment, test.rule, context);
  return { test, passed: isExpected(test, result), expected: expectedText(test), actual: actualText(result) };
}

function givenOf(
  shape: Shape,
  given: GivenRecord,
  name: string,
  build: (shape: string, given: GivenRecord) => object,
): unknown {
  const type = shape.fields[name]?.type ?? "string";
  const value = given[name];
  if (value === undefined) return emptyOf(type);
  const isOurs = /^[A-Z]/.test(elementOf(type));
  return isOurs ? (value as GivenRecord[]).map((each) => build(elementOf(type), each)) : value;
}

/** What follows from given values, where it is not given itself. */
function withDerived(shapeName: string, given: GivenRecord): GivenRecord {
  const derived: { [field: string]: unknown } = {};
  if (given.until !== undefined) derived.ends = true;
  if (shapeName === "Person") {
    if (typeof given.email === "string") derived.domain = domainOf(given.email);
    const access = given.access as readonly GivenRecord[] | undefined;
    if (access !== undefined) derived.permissions = [...new Set(access.map((each) => each.permission ?? ""))];
    if (access !== undefined) derived.entitled = access.length > 0;
  }
  return { ...derived, ...given };
}

function isExpected(test: PolicyTest, result: RuleResult): boolean {
  if (result === null) return test.expect === "none";
  if ("failure" in result || test.expect === "none") return false;
  return test.message === null || test.message === result.message;
}

function expectedText({ expect, message }: PolicyTest): string {
  if (expect === "none") return "no finding";
  return message === null ? "a finding" : `the finding "${message}"`;
}

function actualText(result: RuleResult): string {
  if (result === null) return "no finding";
  return "failure" in result ? `the rule cannot judge: ${result.failure}` : `the finding "${result.message}"`;
}
