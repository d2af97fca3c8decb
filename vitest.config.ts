import { defineConfig } from "vitest/config";

const TERRAFORM_RUNS = ["acceptance", "examples", "lifecycle", "scale"].map(
  (name) => `test/terraform/${name}.test.ts`,
);
const COVERAGE = "test/rules/coverage.test.ts";

/** Tests share a process per worker (`isolate: false`), so a test file must leave no global state behind. */
const common = { isolate: false, testTimeout: 20_000, hookTimeout: 20_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: "all",
          include: ["test/**/*.test.ts"],
          exclude: [COVERAGE, ...TERRAFORM_RUNS],
          setupFiles: ["test/support/rules/record.ts"],
          sequence: { groupOrder: 0 },
        },
      },
      // Drives whole lives of resources through the real terraform: minutes, run by `npm run test:terraform`.
      {
        test: {
          ...common,
          name: "terraform",
          include: TERRAFORM_RUNS,
          globalSetup: "test/terraform/support/built-provider.ts",
          sequence: { groupOrder: 0 },
        },
      },
      // Reads what the others recorded, so it runs after all of them.
      { test: { ...common, name: "rules", include: [COVERAGE], sequence: { groupOrder: 1 } } },
    ],
  },
});
