/** Attributes that no listing shows cost one call for each object that manages them, whatever else the account holds. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { TerraformObject } from "../../src/terraform/protocol/provider.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { Bench } from "./support/bench.ts";

const USER = "cxroster_cxengage_user";
const LIST = "cxroster_cxengage_reason_list";
const PEOPLE = 30;
/** Listings of the kinds that people refer to, and the account itself. */
const LISTINGS_MAXIMUM = 15;

let rehearsal: Rehearsal;
let bench: Bench;

beforeEach(async () => {
  rehearsal = await Rehearsal.start({ platform: "cxengage" });
  bench = new Bench(rehearsal);
});
afterEach(async () => {
  expect(bench.problems).toEqual([]);
  await bench.configure();
  await rehearsal.stop();
});

async function readsOf(states: readonly TerraformObject[]): Promise<number> {
  await bench.configure();
  await rehearsal.admin("POST", "/admin/counters/reset");
  const read = await Promise.all(states.map((state) => bench.read(USER, state)));
  expect(read.map((each) => each.state)).toEqual(states);
  const counted = await rehearsal.admin("GET", `/admin/counters?account=${rehearsal.account.id}`);
  return (counted as { reads: number }).reads;
}

test("people who manage their reason lists are refreshed with one call each", {
  timeout: 60_000,
}, async () => {
  await bench.make(LIST, { name: "Breaks", reasons: [{ name: "Lunch", category: "Break" }] });
  const person = (index: number, reasonLists: readonly string[] | null) =>
    bench.make(USER, {
      email: `p${index}@x.example`,
      role: "Agent",
      invite: "later",
      reason_lists: reasonLists,
    });
  const managing: TerraformObject[] = [];
  const others: TerraformObject[] = [];
  for (let index = 0; index < PEOPLE; index++) {
    managing.push(await person(index, index % 2 === 0 ? ["Breaks"] : []));
    others.push(await person(PEOPLE + index, null));
  }
  const bare = await readsOf(others);
  expect(bare).toBeLessThanOrEqual(LISTINGS_MAXIMUM);
  expect(await readsOf(managing)).toBeLessThanOrEqual(PEOPLE + LISTINGS_MAXIMUM);
});
