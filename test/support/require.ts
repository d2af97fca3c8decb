/** Programs from outside that some tests drive. Where all of them must be there, a missing one fails the run. */
import { spawnSync } from "node:child_process";
import { test } from "vitest";

/** `test` where the program answers, else one that is skipped with a printed reason; fails when CXROSTER_REQUIRE_ALL=1. */
export function requiring(
  program: string,
  args: readonly string[] = ["version"],
): typeof test | typeof test.skip {
  if (spawnSync(program, args, { stdio: "ignore" }).status === 0) return test;
  if (process.env.CXROSTER_REQUIRE_ALL === "1")
    throw new Error(`${program} is missing, and CXROSTER_REQUIRE_ALL=1 wants every test to run`);
  console.warn(`skipped: ${program} is not installed`);
  return test.skip;
}
