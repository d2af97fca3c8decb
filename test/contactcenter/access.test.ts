/** What the access report says of random accounts is what the server lets each person do. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Entitlement } from "../../src/kind/entitlement.ts";
import { objectsOf, type State, textOf } from "../../src/kind/state.ts";
import { liveState } from "../../src/plan/live-state.ts";
import { type RunningServer, startServer } from "../../src/server/server.ts";
import { accept, ids } from "../properties/calls.ts";
import { cases } from "../support/property-cases.ts";
import { ADMIN_TOKEN, Rehearsal } from "../support/rehearsal.ts";

const OWNER = "owner@northwind.example";
const PEOPLE = ["ana", "ben", "cleo"].map((name) => `${name}@x.example`);
const ROOMS = ["Main", "Sales", "Support"];
const RUNS = cases(20);
const LIMIT_MILLISECONDS = 120_000 + RUNS * 2_000;

const account = fc.record({
  opens: fc.tuple(...PEOPLE.map(() => fc.subarray(ROOMS, { minLength: 1 }))),
  accepting: fc.subarray(PEOPLE),
  demoted: fc.subarray(PEOPLE),
  removed: fc.subarray(PEOPLE),
  deleted: fc.option(fc.constantFrom("Sales", "Support"), { nil: null }),
});

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ port: 0, adminToken: ADMIN_TOKEN });
});
afterAll(() => server.stop());

test(
  "CTC-TM-06, CTC-TM-07, CTC-TM-08, CTC-TM-14, CTC-INV-09 reports what the server allows, in any account",
  async () => {
    await fc.assert(
      fc.asyncProperty(account, async (drawn) => {
        const rehearsal = await Rehearsal.on(server, { platform: "contactcenter" });
        try {
          await furnish(rehearsal, drawn);
          const live = await rehearsal.connect().readLive(new Map());
          const { table } = rehearsal.platform;
          const { state } = liveState(live, table, "2026-01-01T00:00:00Z", new Map());
          expect(await probed(rehearsal, state)).toEqual(said(table.access(state)));
        } finally {
          await rehearsal.leave();
        }
      }),
      { numRuns: RUNS },
    );
  },
  LIMIT_MILLISECONDS,
);

type Drawn = typeof account extends fc.Arbitrary<infer T> ? T : never;

async function furnish(rehearsal: Rehearsal, drawn: Drawn): Promise<void> {
  await rehearsal.sync(
    JSON.stringify({
      apiVersion: "cxroster/v1",
      platform: "contactcenter",
      workspaces: ROOMS.map((name) => ({ name })),
      members: { include: PEOPLE.map((email, index) => ({ email, workspaces: drawn.opens[index] })) },
    }),
  );
  await accept(rehearsal, drawn.accepting, { firstName: "A", lastName: "B" });
  const members = await ids(rehearsal, "/members", "email");
  for (const email of drawn.demoted) {
    const path = `/admin/accounts/${rehearsal.account.id}/members/${members.get(email)}`;
    await rehearsal.admin("PATCH", path, { role: "Agent" });
  }
  for (const email of drawn.removed)
    await rehearsal.call("DELETE", `/members/${members.get(email)}?confirm=true`);
  if (drawn.deleted === null) return;
  const room = (await ids(rehearsal, "/workspaces", "name")).get(drawn.deleted);
  await rehearsal.call("DELETE", `/workspaces/${room}?confirm=true`);
}

function said(entitlements: readonly Entitlement[]): string[] {
  const now = entitlements.filter((each) => each.when === "now");
  return now.map((each) => `${each.person} ${each.permission} ${each.on}`).sort();
}

async function probed(rehearsal: Rehearsal, state: State): Promise<string[]> {
  const found: string[] = [];
  for (const person of [OWNER, ...PEOPLE]) {
    const token = await rehearsal.tokenOf(person).catch(() => null);
    if (token === null) continue;
    const may = async (permission: string, on: string, path: string) => {
      if ((await rehearsal.call("GET", path, { token })).ok) found.push(`${person} ${permission} ${on}`);
    };
    await may("account.enter", "", "/me");
    await may("account.manage", "", "/management");
    for (const workspace of objectsOf(state, "workspace")) {
      await may("workspace.open", textOf(workspace, "name"), `/workspaces/${workspace.id}/content`);
    }
  }
  return found.sort();
}
