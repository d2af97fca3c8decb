import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { count, countFile, lineOf, type Report } from "../../.ci/closing-line.ts";

const report = (over: Partial<Report>): Report => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  success: true,
  testResults: [],
  ...over,
});

test("reports are added up, and skipped tests are named only when there are some", () => {
  expect(count(report({})).good).toBe(true);
  expect(lineOf([count(report({}))])).toBe("3 passed, 0 failed");
  const other = count(report({ numPendingTests: 1, numTodoTests: 1 }));
  expect(lineOf([count(report({})), other])).toBe("6 passed, 0 failed, 2 skipped");
});

test("no test and no report are failures", () => {
  expect(count(report({ numPassedTests: 0 })).good).toBe(false);
  expect(countFile("/nowhere/report.json")).toEqual({ passed: 0, failed: 1, skipped: 0, good: false });
});

/** Runs the real runner over a folder of test files and counts its report. */
function run(files: { readonly [name: string]: string }) {
  mkdirSync(".cache", { recursive: true });
  const root = mkdtempSync(join(".cache", "closing-line-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
    const output = join(root, "report.json");
    const options = ["--reporter=json", `--outputFile.json=${join(process.cwd(), output)}`];
    const vitest = join("node_modules", "vitest", "vitest.mjs");
    spawnSync(process.execPath, [vitest, "run", "--root", root, "--config", "vitest.config.ts", ...options]);
    return countFile(output);
  } finally {
    rmSync(root, { recursive: true });
  }
}

test("failed tests and files that cannot be loaded both count", () => {
  const head = 'import { test } from "vitest";';
  const counted = run({
    "vitest.config.ts": "export default {};",
    "mixed.test.ts": `${head} test("a", () => {}); test("b", () => { throw new Error("no"); }); test.skip("c", () => {});`,
    "broken.test.ts": `${head} import "./missing.ts"; test("d", () => {});`,
  });
  expect(counted).toEqual({ passed: 1, failed: 2, skipped: 1, good: false });
});
