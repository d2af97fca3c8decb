import { expect, test } from "vitest";
import { audit } from "../support/rules/audit.ts";
import { gather, readRecords } from "../support/rules/evidence.ts";
import { readPlaces } from "../support/rules/places.ts";
import { allRules } from "../support/rules/report.ts";

test("every rule is shown by a test on each side that enforces it, and no unknown one is named", () => {
  const records = readRecords();
  expect(records.length, "no record of the other tests: run the whole suite").toBeGreaterThan(0);
  expect(audit(allRules(), gather(records), readPlaces())).toEqual([]);
});
