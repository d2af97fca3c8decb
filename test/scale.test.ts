import { expect, test } from "vitest";
import { measure, type Timing } from "../bench/engine.ts";

const SMALL = 1_000;
const LARGE = 4_000;
/** Four times the people: work that grows with their square would take sixteen times as long. */
const GROWTH_MAXIMUM = 10;
/** Stages this short tell more about the machine than about growth. */
const TELLING_MILLISECONDS = 30;

const least = (rounds: readonly Timing[], stage: keyof Timing) =>
  Math.min(...rounds.map((round) => round[stage]));

test("time grows with the number of people and not with its square", { retry: 2, timeout: 60_000 }, () => {
  const small = [measure(SMALL), measure(SMALL)];
  const large = [measure(LARGE), measure(LARGE)];
  for (const stage of ["parse", "graph", "create", "same"] as const) {
    const growth = least(large, stage) / Math.max(TELLING_MILLISECONDS, least(small, stage));
    expect(growth, stage).toBeLessThan(GROWTH_MAXIMUM);
  }
});
