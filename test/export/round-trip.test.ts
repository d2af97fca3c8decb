/**
 * export → plan is empty, on random accounts of every platform; export → a new empty account → apply → the same
 * people may do the same.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { accessDifference } from "../../src/access/difference.ts";
import { exportAccount } from "../../src/export/export-account.ts";
import { unreadCostly, wholeNeeds } from "../../src/export/needs.ts";
import type { Entitlement } from "../../src/kind/entitlement.ts";
import { liveState } from "../../src/plan/live-state.ts";
import { isRefused } from "../../src/plan/plan.ts";
import { cases } from "../support/property-cases.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { RANDOM_ACCOUNTS, type RandomAccounts } from "./random-accounts.ts";

const RUNS = cases(8);
const LIMIT_MILLISECONDS = 60_000 + RUNS * 4_000;
const AT = `${new Date().toISOString().slice(0, 19)}Z`;
const ALLOW = ["max-removals", "last-administrator", "self-lockout", "destructive", "protected"];

for (const accounts of RANDOM_ACCOUNTS) {
  test(
    `${accounts.platform}: planning an export at once shows no change, and a new account gets the same access from it`,
    () =>
      fc.assert(
        fc.asyncProperty(accounts.arbitrary, (drawn) => roundTrip(accounts, drawn)),
        { numRuns: RUNS },
      ),
    LIMIT_MILLISECONDS,
  );
}

async function roundTrip(accounts: RandomAccounts, drawn: unknown): Promise<void> {
  const { platform, options } = accounts;
  const [old, fresh] = [
    await Rehearsal.start({ platform, account: options }),
    await Rehearsal.start({ platform, account: options }),
  ];
  try {
    await accounts.furnish(old, drawn);
    const text = await exported(old);
    const plan = await old.plan(text, { at: AT });
    expect([plan.changes, plan.findings.filter((each) => each.severity === "error")]).toEqual([[], []]);
    expect(await exported(old)).toBe(text);
    const move = await fresh.plan(accounts.moved?.(text) ?? text, { at: AT, allow: ALLOW });
    expect(isRefused(move) ? move : []).toEqual([]);
    const run = await fresh.apply(move);
    expect(run.outcomes.filter((outcome) => outcome.state !== "done")).toEqual([]);
    const [held, gained] = [await accessOf(old), await accessOf(fresh)];
    expect(accessDifference(held, gained, old.platform.table.permissions)).toEqual([]);
  } finally {
    await old.stop();
    await fresh.stop();
  }
}

async function exported(rehearsal: Rehearsal): Promise<string> {
  const { table } = rehearsal.platform;
  const live = await rehearsal.connect().readLive(wholeNeeds(table, false));
  const result = exportAccount(live, table, {
    at: AT,
    only: null,
    withDisabled: false,
    skipped: unreadCostly(table),
    schema: null,
    together: true,
  });
  expect(result.unproven).toEqual([]);
  return result.files.map((file) => file.text).join("---\n");
}

/** A new account's people have not accepted yet: what counts is what they may do once they have. */
async function accessOf(rehearsal: Rehearsal): Promise<Entitlement[]> {
  const { table } = rehearsal.platform;
  const live = await rehearsal.connect().readLive(wholeNeeds(table, true));
  const entitlements = table.access(liveState(live, table, AT, new Map()).state);
  return entitlements.map((each) => ({ ...each, when: "now" }) as Entitlement);
}
