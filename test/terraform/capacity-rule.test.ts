/** A capacity rule without a version is never said to be in use. */
import { expect, test } from "vitest";
import { Rehearsal } from "../support/rehearsal.ts";
import { Bench } from "./support/bench.ts";

const RULE = "cxroster_cxengage_capacity_rule";

test("CXE-B-28 a new capacity rule in use needs a version, and an inactive one none", async () => {
  const rehearsal = await Rehearsal.start({ platform: "cxengage" });
  try {
    const bench = new Bench(rehearsal);
    await bench.configure();
    for (const active of [true, null]) {
      const { state, diagnostics } = await bench.apply(RULE, null, { name: "Standard", active });
      expect([state, diagnostics.map((each) => each.detail)]).toEqual([
        null,
        [expect.stringContaining("needs a version to be in use")],
      ]);
    }
    expect(await rehearsal.connect().readAll("capacityRule")).toEqual([]);
    const made = await bench.make(RULE, { name: "Standard", active: false });
    expect((await bench.read(RULE, made)).state?.active).toBe(false);
    expect(bench.problems).toEqual([]);
  } finally {
    await rehearsal.stop();
  }
});
