/**
 * Prints `N passed, N failed[, N skipped]` for the JSON reports of the test runner, added up; exits 1 unless each has
 * some that passed and none that failed.
 */
import { readFileSync } from "node:fs";

/** The part of a report that counts. */
export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { status: string }[];
  }[];
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly good: boolean;
}

/** A file that failed although none of its tests did (it could not be loaded, say) counts as one failure. */
export function count(report: Report): Count {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + brokenFiles;
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed, failed, skipped, good: report.success && failed === 0 && passed > 0 };
}

/** A run that left no report failed as a whole. */
export function countFile(path: string): Count {
  try {
    return count(JSON.parse(readFileSync(path, "utf8")) as Report);
  } catch {
    return { passed: 0, failed: 1, skipped: 0, good: false };
  }
}

export function lineOf(counts: readonly Count[]): string {
  const sum = (of: (each: Count) => number) => counts.reduce((all, each) => all + of(each), 0);
  const skipped = sum((each) => each.skipped);
  const tail = skipped > 0 ? `, ${skipped} skipped` : "";
  return `${sum((each) => each.passed)} passed, ${sum((each) => each.failed)} failed${tail}`;
}

if (import.meta.main) {
  const counts = process.argv.slice(2).map(countFile);
  console.log(lineOf(counts));
  process.exitCode = counts.length > 0 && counts.every((each) => each.good) ? 0 : 1;
}
