import { expect, test } from "vitest";
import { type Cause, causeOf, exitCodeOf } from "../../src/cli/exit-code.ts";

const CODES: readonly [Cause, number][] = [
  [null, 0],
  ["usage", 10],
  ["plan-refused", 11],
  ["stale", 12],
  ["unauthorized", 14],
  ["forbidden", 14],
  ["unreachable", 15],
  ["interrupted", 130],
  ["refused", 1],
  ["unknown-outcome", 1],
  ["defect", 1],
];

test.each(CODES)("cause %s without a write exits %i", (cause, code) => {
  expect(exitCodeOf({ cause })).toBe(code);
});

test.each(CODES.slice(1))("cause %s after a write exits 13", (cause) => {
  expect(exitCodeOf({ cause, writes: 1 })).toBe(13);
});

test("differences count only where nothing went wrong", () => {
  expect(exitCodeOf({ cause: null, differences: true })).toBe(2);
  expect(exitCodeOf({ cause: "plan-refused", differences: true })).toBe(11);
  expect(exitCodeOf({ cause: null, writes: 3 })).toBe(0);
});

test("a reason nobody knows is a defect", () => {
  expect(causeOf("forbidden")).toBe("forbidden");
  expect(causeOf("toString")).toBe("defect");
  expect(causeOf(undefined)).toBe("defect");
});
