/** Prints `N passed, N failed[, N skipped]` for a JSON report of the test runner; exits 1 unless some passed and none failed. */
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
  readonly line: string;
  readonly good: boolean;
}

/** A file that failed although none of its tests did (it could not be loaded, say) counts as one failure. */
export function count(report: Report): Count {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  const skipped = report.numPendingTests + report.numTodoTests;
  const line = `${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  return { line, good: report.success && failed === 0 && report.numPassedTests > 0 };
}

/** A run that left no report failed as a whole. */
export function countFile(path: string): Count {
  try {
    return count(JSON.parse(readFileSync(path, "utf8")) as Report);
  } catch {
    return { line: "0 passed, 1 failed", good: false };
  }
}

if (import.meta.main) {
  const result = countFile(process.argv[2] ?? "");
  console.log(result.line);
  process.exitCode = result.good ? 0 : 1;
}
