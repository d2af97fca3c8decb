import { expect, test } from "vitest";
import { newTenant, testServer } from "./client.ts";
import { cases, ruleOf, runCase } from "./rules.ts";

for (const each of cases) {
  const rule = ruleOf(each);
  test(`${rule} is missed where the server leaves it out`, async () => {
    const server = await testServer({ withoutRules: [rule], log: () => {} });
    const outcome = await newTenant(server, each.fixture)
      .then((tenant) => runCase(each, tenant))
      .then(
        () => "passed",
        (error: unknown) =>
          error instanceof Error && error.name === "AssertionError" ? "failed" : `broke: ${error}`,
      )
      .finally(() => server.stop());
    expect(outcome).toBe("failed");
  });
}
