/** A platform that answers badly: limits, errors before and after the fact, connections that break. */
import { expect, test } from "vitest";
import { Workplace } from "../support/command-line.ts";
import { crowd } from "../support/crowd.ts";
import { Rehearsal } from "../support/rehearsal.ts";

const PEOPLE = 1_000;
const INVOCATIONS_MAXIMUM = 3;
const LIMIT_MILLISECONDS = 180_000;
const FAULTS = {
  rate429: 0.1,
  retryAfterSeconds: 0,
  rate500Before: 0.1,
  rate500After: 0.1,
  rateDrop: 0.05,
  rateDropAfter: 0.05,
};

test(
  "1,000 people are invited exactly once through faults of every sort",
  async () => {
    const rehearsal = await Rehearsal.start();
    const workplace = new Workplace(rehearsal);
    try {
      workplace.write("people.roster.yaml", crowd(PEOPLE));
      await rehearsal.admin("POST", "/admin/faults", { ...FAULTS, seed: 11 });
      const codes: (number | null)[] = [];
      while (codes.length < INVOCATIONS_MAXIMUM && codes.at(-1) !== 0) {
        codes.push((await workplace.run("apply", "--auto-approve")).code);
      }
      expect(codes.at(-1)).toBe(0);
      await rehearsal.admin("POST", "/admin/faults", {});
      expect((await workplace.run("plan", "--detailed-exitcode")).code).toBe(0);
      const mailed = (await rehearsal.outbox()).map((message) => message.to);
      expect(mailed.length).toBe(PEOPLE);
      expect(new Set(mailed).size).toBe(PEOPLE);
    } finally {
      await rehearsal.stop();
      workplace.remove();
    }
  },
  LIMIT_MILLISECONDS,
);

test("Retry-After pauses every call for as long as it says", async () => {
  const rehearsal = await Rehearsal.start();
  try {
    const waits: number[] = [];
    const client = rehearsal.connect(undefined, { onWait: ({ milliseconds }) => waits.push(milliseconds) });
    const names = Array.from({ length: 12 }, (_, index) => `{ name: Work ${index} }`);
    const plan = await rehearsal.plan(`workspaces: { include: [${names.join(", ")}] }`, { client });
    await rehearsal.admin("POST", "/admin/faults", { rate429: 0.25, retryAfterSeconds: 1, seed: 5 });
    expect((await rehearsal.apply(plan, { client })).status).toBe("applied");
    expect(waits.length).toBeGreaterThan(0);
    expect(new Set(waits)).toEqual(new Set([1_000]));
  } finally {
    await rehearsal.stop();
  }
});
