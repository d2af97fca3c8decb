/** One suite for every platform. A case that a platform cannot take is skipped by its capability, with the reason. */
import { expect, type TestContext, test } from "vitest";
import { exportAccount } from "../../src/export/export-account.ts";
import { wholeNeeds } from "../../src/export/needs.ts";
import { isRefused } from "../../src/plan/plan.ts";
import { DEFAULT_POLICY } from "../../src/plan/policy.ts";
import { ADMIN_TOKEN, Rehearsal } from "../support/rehearsal.ts";
import type { Row } from "./row.ts";

type Case = (rehearsal: Rehearsal) => Promise<void>;

export function conformance(row: Row): void {
  const name = row.title ?? (typeof row.platform === "string" ? row.platform : row.platform.table.platform);
  const check = (title: string, needs: readonly string[], run: Case) =>
    test(`${name}: ${title}`, async (context) => {
      const rehearsal = await Rehearsal.start({ platform: row.platform, account: row.account });
      try {
        skipWithout(context, rehearsal, needs);
        await run(rehearsal);
      } finally {
        await rehearsal.stop();
      }
    });

  check("create everything, then nothing is left to do", [], async (rehearsal) => {
    await rehearsal.sync(row.everything);
    await expectNothing(rehearsal, row.everything);
  });

  check("change every attribute, then nothing is left to do", [], async (rehearsal) => {
    await rehearsal.sync(row.everything);
    const { plan } = await rehearsal.sync(row.changed, { allow: row.allow });
    expect(plan.summary.update + plan.summary.replace).toBeGreaterThan(0);
    await expectNothing(rehearsal, row.changed);
  });

  check("letter case and order are no change", [], async (rehearsal) => {
    await rehearsal.sync(row.everything);
    await expectNothing(rehearsal, row.respelled);
  });

  check("a rename is one update that keeps the object and its links", ["rename"], async (rehearsal) => {
    await rehearsal.sync(row.everything);
    const before = await rehearsal.connect().readAll(row.rename.kind);
    const { plan, run } = await rehearsal.sync(row.rename.manifest);
    expect(plan.changes.map((change) => [change.verb, change.key])).toEqual([["update", row.rename.key]]);
    expect(plan.access).toEqual([]);
    expect(run?.writes).toBe(1);
    const after = await rehearsal.connect().readAll(row.rename.kind);
    expect(after.map((object) => object.id).sort()).toEqual(before.map((object) => object.id).sort());
    await expectNothing(rehearsal, row.rename.manifest);
  });

  check("removing what is no longer declared", [], async (rehearsal) => {
    await rehearsal.sync(row.everything);
    const { plan } = await rehearsal.sync(row.fewer, { allow: row.allow });
    expect(plan.summary.remove).toBeGreaterThan(0);
    await expectNothing(rehearsal, row.fewer);
  });

  check("vendor-owned objects are refused for removal", [], async (rehearsal) => {
    const plan = await rehearsal.plan(row.defaults.manifest, { allow: row.allow });
    expect(isRefused(plan)).toBe(true);
    const codes = new Set(plan.findings.map((finding) => finding.code));
    expect([...row.defaults.rules].filter((rule) => !codes.has(rule))).toEqual([]);
  });

  check("what is protected is refused for removal", [], async (rehearsal) => {
    await rehearsal.sync(row.everything);
    const kinds = rehearsal.platform.table.kinds.map((kind) => [kind.name, ["*"]]);
    const policy = { ...DEFAULT_POLICY, protected: Object.fromEntries(kinds) };
    const allow = row.allow.filter((guard) => guard !== "protected");
    const plan = await rehearsal.plan(row.fewer, { allow, policy });
    const guard = plan.guards.find((each) => each.name === "protected");
    expect([guard?.status, guard?.count]).toEqual(["refused", plan.summary.remove + plan.summary.replace]);
  });

  check("what exists is imported: an export plans nothing", [], async (rehearsal) => {
    await rehearsal.sync(row.everything);
    const { table } = rehearsal.platform;
    const live = await rehearsal.connect().readLive(wholeNeeds(table, true));
    const at = `${new Date().toISOString().slice(0, 19)}Z`;
    const options = { at, only: null, withDisabled: false, skipped: [], schema: null, together: true };
    const { files, unproven } = exportAccount(live, table, options);
    expect([files.length, unproven]).toEqual([1, []]);
    await expectNothing(rehearsal, files.map((file) => file.text).join(""));
  });

  check("invitations are sent once, and never again", ["invitations"], async (rehearsal) => {
    await rehearsal.sync(row.people(3));
    expect(await rehearsal.outbox()).toHaveLength(3);
    await expectNothing(rehearsal, row.people(3));
    await rehearsal.sync(row.people(4));
    expect(await rehearsal.outbox()).toHaveLength(4);
  });

  for (const count of ["none", "one", "a page", "a page and one", "three pages"] as const) {
    check(`listing ${count}`, [], async (rehearsal) => {
      const page = rehearsal.platform.table.pageSize;
      const counts = { none: 0, one: 1, "a page": page, "a page and one": page + 1, "three pages": 3 * page };
      await rehearsal.sync(row.people(counts[count]));
      await expectNothing(rehearsal, row.people(counts[count]));
    });
  }

  check("a failure in the middle leaves the rest done, and a second run finishes", [], async (rehearsal) => {
    const plan = await rehearsal.plan(row.people(40));
    const refuse = { rate500Before: 0.5, methods: ["POST"], seed: 3 };
    await rehearsal.admin("POST", "/admin/faults", refuse);
    const impatient = rehearsal.connect(undefined, { sends: 1 });
    const run = await rehearsal.apply(plan, { client: impatient });
    await rehearsal.admin("POST", "/admin/faults", {});
    expect(run.status).toBe("failed");
    expect(run.outcomes.some((outcome) => outcome.state === "failed")).toBe(true);
    await rehearsal.sync(row.people(40));
    await expectNothing(rehearsal, row.people(40));
    const mailed = (await rehearsal.outbox()).map((message) => message.to);
    expect(new Set(mailed).size).toBe(mailed.length);
  });

  check("a change made by somebody else in a touched object stops the run", [], async (rehearsal) => {
    await rehearsal.sync(row.everything);
    const plan = await rehearsal.plan(row.changed, { allow: row.allow });
    await row.drift(rehearsal);
    const run = await rehearsal.apply(plan);
    expect(run.status).toBe("stale");
    expect(run.writes).toBe(0);
    expect(run.staleObjects.length).toBeGreaterThan(0);
  });

  check("a change made by somebody else elsewhere does not matter", [], async (rehearsal) => {
    const plan = await rehearsal.plan(row.people(2));
    await row.driftElsewhere(rehearsal);
    expect((await rehearsal.apply(plan)).status).toBe("applied");
  });

  check("drift is seen and corrected", [], async (rehearsal) => {
    await rehearsal.sync(row.everything);
    await row.drift(rehearsal);
    const { plan } = await rehearsal.sync(row.everything, { allow: row.allow });
    expect(plan.changes.map((change) => change.verb)).toEqual([
      rehearsal.can("updateMemberships") ? "update" : "replace",
    ]);
    await expectNothing(rehearsal, row.everything);
  });

  check("an expiring grant ends when its time has come", [], async (rehearsal) => {
    await rehearsal.sync(row.everything);
    await expectNothing(rehearsal, row.onePersonEnding("2099-01-01"));
    const plan = await rehearsal.plan(row.onePersonEnding("2099-01-01"), { at: "2099-01-02T00:00:00Z" });
    expect(plan.summary.remove).toBe(1);
  });

  test(`${name}: a rate limit slows a run down and breaks nothing`, async () => {
    const rehearsal = await Rehearsal.start({
      platform: row.platform,
      account: row.account,
      server: { adminToken: ADMIN_TOKEN, rateLimitPerMinute: 80 },
    });
    try {
      const waits: string[] = [];
      const client = rehearsal.connect(undefined, { onWait: ({ reason }) => waits.push(reason) });
      const plan = await rehearsal.plan(row.people(Math.ceil(90 / (row.callsPerPerson ?? 1))), { client });
      expect((await rehearsal.apply(plan, { client })).status).toBe("applied");
      expect(waits).toContain("rate limit");
    } finally {
      await rehearsal.stop();
    }
  });
}

function skipWithout(context: TestContext, rehearsal: Rehearsal, needs: readonly string[]): void {
  for (const need of needs) {
    const capability = rehearsal.platform.table.capabilities[need];
    if (capability?.can !== true) context.skip(`cannot ${need}: ${capability?.because ?? "not stated"}`);
  }
}

/** Planning again finds nothing, and applying that plan writes nothing and mails nobody. */
async function expectNothing(rehearsal: Rehearsal, manifest: string): Promise<void> {
  const mails = (await rehearsal.outbox()).length;
  const client = rehearsal.connect();
  const plan = await rehearsal.plan(manifest, { client });
  expect(plan.changes).toEqual([]);
  expect(plan.access).toEqual([]);
  const run = await rehearsal.apply(plan, { client });
  expect([run.status, client.calls.writes]).toEqual(["nothing", 0]);
  expect((await rehearsal.outbox()).length).toBe(mails);
}
