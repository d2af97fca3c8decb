import { expect, test } from "vitest";
import { platforms } from "../../src/platform/index.ts";
import { rows } from "./platforms.ts";
import { conformance } from "./suite.ts";

test("every platform has a row", () => {
  expect([...new Set(rows.map(({ platform }) => platform))]).toEqual(
    platforms.map((platform) => platform.table.platform),
  );
});

for (const row of rows) conformance(row);
