/**
 * With every guard lifted that can be, what the tool refuses the server refuses, and what the tool plans the server
 * takes, on random operations of random callers in random accounts. What only the tool refuses stands in tool-only.ts.
 */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isRefused, type Plan } from "../../src/plan/plan.ts";
import type { Client } from "../../src/platform/contract.ts";
import { type RunningServer, startServer } from "../../src/server/server.ts";
import { ADMIN_TOKEN, Rehearsal } from "../support/rehearsal.ts";
import { LIFTABLE, LIMIT_MILLISECONDS, type Operation, type PropertyRow, RUNS } from "./row.ts";
import { rows } from "./rows.ts";
import { TOOL_ONLY } from "./tool-only.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ port: 0, adminToken: ADMIN_TOKEN });
});
afterAll(() => server.stop());

for (const row of rows) {
  const caller = fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constantFrom(...row.callers) },
  );
  test(
    `${row.platform}: the tool and the server refuse the same operations`,
    () =>
      fc.assert(
        fc.asyncProperty(row.furnish, row.operation, caller, (furnish, operation, who) =>
          agree(row, furnish, operation, who),
        ),
        { numRuns: RUNS },
      ),
    LIMIT_MILLISECONDS,
  );
}

test("each refusal that only the tool makes names an open question, once", () => {
  const names = TOOL_ONLY.map((each) => `${each.platform} ${each.code}`);
  expect(new Set(names).size).toBe(names.length);
  for (const each of TOOL_ONLY) expect(each.question).toMatch(/^Q-(X|ECX|CXE|CTC|AID)-\d\d$/);
});

async function agree(
  row: PropertyRow,
  furnish: (rehearsal: Rehearsal) => Promise<void>,
  operation: Operation,
  who: string | null,
): Promise<void> {
  const rehearsal = await Rehearsal.on(server, row);
  try {
    await furnish(rehearsal);
    const token = await tokenOf(rehearsal, who);
    const client = rehearsal.connect(token);
    const tool = await asked(rehearsal, operation, client);
    const platform = await tried(rehearsal, row, operation, tool, client, token);
    compare(row, { tool: tool.refusals, server: platform });
  } finally {
    await rehearsal.leave();
  }
}

/** Somebody's token; the owner's for a person the account does not have. */
async function tokenOf(rehearsal: Rehearsal, who: string | null): Promise<string> {
  return who === null ? rehearsal.account.token : rehearsal.tokenOf(who).catch(() => rehearsal.account.token);
}

interface Asked {
  readonly plan: Plan | null;
  /** Codes of what refuses; empty where nothing does. */
  readonly refusals: readonly string[];
}

async function asked(rehearsal: Rehearsal, { manifest }: Operation, client: Client): Promise<Asked> {
  try {
    const plan = await rehearsal.plan(manifest, { allow: LIFTABLE, client });
    const found = plan.findings.filter((each) => each.severity === "error").map((each) => each.code);
    const guards = plan.guards.filter((each) => each.status === "refused").map((each) => each.name);
    return { plan, refusals: isRefused(plan) ? [...found, ...guards] : [] };
  } catch (error) {
    const [code] = String((error as Error).message).split(":");
    return { plan: null, refusals: [code ?? "error"] };
  }
}

/** Rules the server names when the operation is carried out all the same; empty where it takes everything. */
async function tried(
  rehearsal: Rehearsal,
  row: PropertyRow,
  { calls }: Operation,
  { plan, refusals }: Asked,
  client: Client,
  token: string,
): Promise<string[]> {
  const isSaid = calls !== undefined && refusals.length > 0;
  if (plan !== null && plan.steps.length > 0 && !isSaid) {
    const run = await rehearsal.apply(plan, { client });
    const broken = run.outcomes.filter((each) => each.state !== "done");
    return broken.map((each) => each.error?.rule ?? each.error?.message ?? each.state);
  }
  if (refusals.length === 0) return [];
  const responses = (await calls?.(rehearsal, token)) ?? [
    await rehearsal.call("GET", row.managing, { token }),
  ];
  return responses.flatMap((each) =>
    each.ok ? [] : [each.headers.get("x-rule-id") ?? `status ${each.status}`],
  );
}

function compare(
  { platform }: PropertyRow,
  refusals: { tool: readonly string[]; server: readonly string[] },
): void {
  const allowed = TOOL_ONLY.filter((each) => each.platform === platform).map((each) => each.code);
  const counted = refusals.tool.filter((code) => !allowed.includes(code));
  const isToolOnly = refusals.server.length === 0 && counted.length === 0;
  const bothOrNeither = refusals.tool.length > 0 === refusals.server.length > 0;
  if (isToolOnly || bothOrNeither) return;
  expect(refusals, "the tool and the server disagree").toEqual({
    tool: refusals.server,
    server: refusals.tool,
  });
}
