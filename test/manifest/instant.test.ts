import fc from "fast-check";
import { expect, test } from "vitest";
import { parseInstant } from "../../src/manifest/instant.ts";

test.each([
  ["2026-12-31", "2027-01-01T00:00:00Z"],
  ["2028-02-28", "2028-02-29T00:00:00Z"],
  ["2026-12-31T18:00:00Z", "2026-12-31T18:00:00Z"],
  ["2026-12-31t18:00:00.999z", "2026-12-31T18:00:00Z"],
  ["2026-12-31 23:30:00-02:00", "2027-01-01T01:30:00Z"],
  ["9999-12-31", "9999-12-31T23:59:59Z"],
  ["2027-01-01T01:00:00+05:30", "2026-12-31T19:30:00Z"],
])("%s is %s", (text, instant) => {
  expect(parseInstant(text)).toBe(instant);
});

test.each([
  "",
  "2026",
  "2026-2-3",
  "2026-02-29",
  "2026-13-01",
  "2026-00-10",
  "2026-12-31T18:00",
  "2026-12-31T18:00:00",
  "2026-12-31T24:00:00Z",
  "2026-12-31T18:60:00Z",
  "2026-12-31T18:00:00+25:00",
  "31.12.2026",
  "tomorrow",
  "99999-12-31",
])("%j is no time", (text) => {
  expect(parseInstant(text)).toBeNull();
});

test("a time is the same instant in every offset", () => {
  const whole = fc.date({ min: new Date("1990-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(whole, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
      const seconds = Math.floor(date.getTime() / 1000) * 1000;
      const local = new Date(seconds + offset * 60_000).toISOString().slice(0, 19);
      const size = Math.abs(offset);
      const hour = String(Math.floor(size / 60)).padStart(2, "0");
      const minute = String(size % 60).padStart(2, "0");
      const sign = offset < 0 ? "-" : "+";
      const expected = `${new Date(seconds).toISOString().slice(0, 19)}Z`;
      expect(parseInstant(`${local}${sign}${hour}:${minute}`)).toBe(expected);
    }),
  );
});
