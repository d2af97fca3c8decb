/** Calls are counted, by the client and by the server: listings are read, nothing is read one by one. */
import { expect, test } from "vitest";
import { crowd } from "../support/crowd.ts";
import { Rehearsal } from "../support/rehearsal.ts";

const PEOPLE = 2_000;
/** Reads a plan may make besides the pages of its listings. */
const OTHER_READS_MAXIMUM = 10;

interface Counters {
  readonly reads: number;
  readonly writes: number;
  readonly mails: number;
}

test("a plan reads pages and a handful more, apply writes each object once, a second run writes and mails nothing", async () => {
  const rehearsal = await Rehearsal.start();
  const manifest = crowd(PEOPLE);
  const pages = Math.ceil((PEOPLE + 1) / rehearsal.platform.table.pageSize);
  const counted = async (): Promise<Counters> => {
    const counters = (await rehearsal.admin(
      "GET",
      `/admin/counters?account=${rehearsal.account.id}`,
    )) as Counters;
    await rehearsal.admin("POST", "/admin/counters/reset", {});
    return counters;
  };
  try {
    const plan = await rehearsal.plan(manifest);
    await counted();
    await rehearsal.apply(plan);
    const applied = await counted();
    expect([applied.writes, applied.mails]).toEqual([plan.changes.length, PEOPLE]);
    const client = rehearsal.connect();
    const again = await rehearsal.plan(manifest, { client });
    const run = await rehearsal.apply(again, { client });
    expect([again.changes, run.status]).toEqual([[], "nothing"]);
    expect(client.calls.reads).toBeLessThanOrEqual(pages + OTHER_READS_MAXIMUM);
    expect(again.budget.reads).toBe(client.calls.reads);
    const second = await counted();
    expect([second.writes, second.mails]).toEqual([0, 0]);
    expect(second.reads).toBeLessThanOrEqual(pages + OTHER_READS_MAXIMUM);
  } finally {
    await rehearsal.stop();
  }
}, 60_000);
