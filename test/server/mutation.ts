/** Every rule case must fail on a server that leaves its rule out: no case is vacuous, and every check is tested. */
import { expect, test } from "vitest";
import type { RunningServer, ServerOptions } from "../../src/server/server.ts";

export function missesEveryRule<Case extends { readonly title: string }>(
  cases: readonly Case[],
  ruleOf: (each: Case) => string,
  start: (options: ServerOptions) => Promise<RunningServer>,
  run: (each: Case, server: RunningServer) => Promise<unknown>,
): void {
  for (const each of cases) {
    const rule = ruleOf(each);
    test(`${rule} is missed where the server leaves it out`, async () => {
      const server = await start({ withoutRules: [rule], log: () => {} });
      const outcome = await run(each, server)
        .then(
          () => "passed",
          (error: unknown) =>
            error instanceof Error && error.name === "AssertionError" ? "failed" : `broke: ${error}`,
        )
        .finally(() => server.stop());
      expect(outcome).toBe("failed");
    });
  }
}
