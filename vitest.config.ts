import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const TERRAFORM_RUNS = ["acceptance", "examples", "lifecycle", "made-up-kind", "random-lives", "scale"].map(
  (name) => `test/terraform/${name}.test.ts`,
);
/** Tests share a process per worker (`isolate: false`), so a test file must leave no global state behind. */
const common = { isolate: false, testTimeout: 60_000, hookTimeout: 60_000 };

/** Constructs are written once and tested with each core. */
const CONSTRUCTS = "test/constructs/*.test.ts";
/** What takes minutes: packages that are installed, stacks that are applied. Run by `npm run test:constructs`. */
const CONSTRUCT_RUNS = "test/constructs/runs/*.test.ts";
const aliasFor = (core: string) => ({
  alias: { "#core": core, "#l1": `${import.meta.dirname}/src/constructs/${core}/index.ts` },
});
const flavour = (core: string) => ({
  resolve: aliasFor(core),
  test: { ...common, name: core, include: [CONSTRUCTS], sequence: { groupOrder: 0 } },
});
const COVERAGE = "test/rules/coverage.test.ts";

export default defineConfig({
  test: {
    // The runner itself mostly waits, so that a machine of two cores has work for two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          ...common,
          name: "all",
          include: ["test/**/*.test.ts"],
          exclude: [COVERAGE, CONSTRUCTS, CONSTRUCT_RUNS, ...TERRAFORM_RUNS],
          setupFiles: ["test/support/settle-property-cases.ts", "test/support/rules/record.ts"],
          sequence: { groupOrder: 0 },
        },
      },
      // Drives whole lives of resources through the real terraform: minutes, run by `npm run test:terraform`.
      {
        test: {
          ...common,
          name: "terraform",
          include: TERRAFORM_RUNS,
          setupFiles: ["test/support/settle-property-cases.ts"],
          globalSetup: "test/terraform/support/built-provider.ts",
          sequence: { groupOrder: 0 },
        },
      },
      flavour("cdktf"),
      flavour("cdktn"),
      {
        resolve: aliasFor("cdktn"),
        test: {
          ...common,
          name: "constructs",
          include: [CONSTRUCT_RUNS],
          globalSetup: "test/terraform/support/built-provider.ts",
          sequence: { groupOrder: 0 },
        },
      },
      // Reads what the others recorded, so it runs after all of them.
      { test: { ...common, name: "rules", include: [COVERAGE], sequence: { groupOrder: 1 } } },
    ],
  },
});
