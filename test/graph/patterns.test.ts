import fc from "fast-check";
import { expect, test } from "vitest";
import { fold, joinKey, literalPattern, matchAny, matchPattern } from "../../src/kind/identity.ts";

test.each([
  ["*", "", true],
  ["a*c", "abbc", true],
  ["a*c", "abbcd", false],
  ["A?C", "abc", true],
  ["a?c", "ac", false],
  ["a?c", "a😀c", true],
  ["what[?]", "what?", true],
  ["what[?]", "whatx", false],
  ["[*]", "*", true],
  ["[a]", "[a]", true],
  ["r/d", joinKey(["R/D"]), true],
])("%s against %s is %s", (pattern, key, is) => {
  expect(matchPattern(pattern)(key)).toBe(is);
  expect(matchAny([pattern])(key)).toBe(is);
});

const text = fc.string({ unit: fc.constantFrom("a", "B", "*", "?", "[", "]", "/", "\\", " ", "é") });

test("the pattern of a key matches that key and no other", () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const matches = matchPattern(literalPattern(joinKey([one])));
      expect(matches(joinKey([one]))).toBe(true);
      expect(matches(joinKey([other]))).toBe(fold(one) === fold(other));
    }),
  );
});

test("several patterns match what one of them matches", () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), text, (patterns, key) => {
      const folded = joinKey([key]);
      expect(matchAny(patterns)(folded)).toBe(patterns.some((each) => matchPattern(each)(folded)));
    }),
  );
});

/** One that tries every way to share the text out among its wildcards would not end before the test is stopped. */
test("a hostile pattern comes to an end", () => {
  expect(matchPattern(`${"*a".repeat(200)}b`)("a".repeat(5_000))).toBe(false);
  expect(matchPattern(`${"*a".repeat(200)}b`)(`${"a".repeat(5_000)}b`)).toBe(true);
});
