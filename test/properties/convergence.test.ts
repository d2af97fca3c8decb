/**
 * Random accounts and manifests on the real server, by platform: applying a plan leaves nothing to do, plans are
 * deterministic, and the order of the input never matters.
 */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Live } from "../../src/kind/state.ts";
import { isRefused, type Plan } from "../../src/plan/plan.ts";
import type { Client, ReadNeeds } from "../../src/platform/contract.ts";
import { type RunningServer, startServer } from "../../src/server/server.ts";
import { ADMIN_TOKEN, Rehearsal } from "../support/rehearsal.ts";
import { LIFTABLE, LIMIT_MILLISECONDS, type PropertyRow, RUNS } from "./row.ts";
import { rows } from "./rows.ts";

const AT = `${new Date().toISOString().slice(0, 19)}Z`;

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ port: 0, adminToken: ADMIN_TOKEN });
});
afterAll(() => server.stop());

for (const row of rows) {
  test(
    `${row.platform}: applying a plan leaves nothing to do, from any account to any manifest`,
    () =>
      fc.assert(
        fc.asyncProperty(row.manifest, row.manifest, (first, second) => bothInTurn(row, [first, second])),
        { numRuns: RUNS },
      ),
    LIMIT_MILLISECONDS,
  );
}

async function bothInTurn(row: PropertyRow, [first, second]: readonly [object, object]): Promise<void> {
  const rehearsal = await Rehearsal.on(server, row);
  try {
    const plan = await rehearsal.plan(row.textOf(first), { allow: LIFTABLE, at: AT });
    if (!isRefused(plan)) await carryOut(rehearsal, plan);
    await converge(rehearsal, row.textOf(second), row.textOf(shuffled(second)));
  } finally {
    await rehearsal.leave();
  }
}

async function converge(rehearsal: Rehearsal, text: string, otherOrder: string): Promise<void> {
  const client = remembering(rehearsal.connect());
  const options = { allow: LIFTABLE, at: AT, client };
  const plan = await rehearsal.plan(text, options);
  expect(await rehearsal.plan(text, options)).toEqual(plan);
  const turned = await rehearsal.plan(otherOrder, options);
  expect(turned.steps).toEqual(plan.steps);
  expect([turned.manifestDigest, turned.access]).toEqual([plan.manifestDigest, plan.access]);
  if (isRefused(plan)) return;
  await carryOut(rehearsal, plan);
  const left = await rehearsal.plan(text, { allow: LIFTABLE, at: AT });
  expect([left.changes, left.access]).toEqual([[], []]);
}

async function carryOut(rehearsal: Rehearsal, plan: Plan): Promise<void> {
  const run = await rehearsal.apply(plan);
  expect(run.outcomes.filter((outcome) => outcome.state !== "done")).toEqual([]);
}

/** A client that reads the account once, and tells every plan what it read. */
function remembering(client: Client): Client {
  let live: Promise<Live> | null = null;
  const readLive = (needs: ReadNeeds) => {
    live ??= client.readLive(needs);
    return live;
  };
  return { ...client, calls: client.calls, account: () => client.account(), readLive } as Client;
}

/** Every list turned round, however deep, but for lists of records, whose order means something. */
function shuffled<T>(value: T, name = ""): T {
  if (Array.isArray(value)) {
    const turned = value.map((each) => shuffled(each));
    return (ORDERED.includes(name) ? turned : turned.reverse()) as T;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, shuffled(each, key)])
      .reverse(),
  ) as T;
}

const ORDERED = ["extensions", "reasons"];
