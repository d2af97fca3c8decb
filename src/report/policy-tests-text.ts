/** Results of a policy's tests in words. */
import { paintFor } from "./paint.ts";
import { shown } from "./visible.ts";
import { count, hanging, type TextOptions } from "./words.ts";

export interface PolicyTestsReport {
  readonly rules: number;
  readonly passed: number;
  readonly failed: number;
  /** Names of rules that no test makes speak. */
  readonly untested: readonly string[];
  readonly tests: readonly {
    readonly name: string;
    readonly rule: string;
    readonly passed: boolean;
    readonly expected: string;
    readonly actual: string;
    /** `file:line:col`. */
    readonly at: string;
  }[];
}

const MESSAGE_COLUMNS = 1_000;

/** One line for each test, two more for one that fails, and a summary. Ends with a newline. */
export function renderPolicyTests(
  report: PolicyTestsReport,
  options: Pick<TextOptions, "color" | "columns">,
): string {
  const paint = paintFor(options.color, options.columns);
  const lines = report.tests.flatMap(({ name, rule, passed, expected, actual, at }) => {
    const head = `${passed ? paint.good("ok    ") : paint.bad("FAILED")} ${shown(rule)}: `;
    const first = hanging(paint, head, shown(name, MESSAGE_COLUMNS), 9);
    if (passed) return first;
    return [
      ...first,
      `         at ${shown(at)}`,
      ...hanging(paint, "         expected ", shown(expected, MESSAGE_COLUMNS), 18),
      ...hanging(paint, "         actual   ", shown(actual, MESSAGE_COLUMNS), 18),
    ];
  });
  const summary = `${count(report.tests.length, "test")} of ${count(report.rules, "rule")}: ${report.passed} passed, ${report.failed} failed.`;
  const silent = report.untested.map((name) => shown(name)).join(", ");
  const rest = silent === "" ? [] : hanging(paint, "No test makes these speak: ", `${silent}.`, 2);
  return `${[...lines, summary, ...rest].join("\n")}\n`;
}
