/** A fifth platform is one folder, one entry of a list and one row: the suite and everything generated follow. */
import { expect, test } from "vitest";
import { generate } from "../../src/emit/generate.ts";
import { platforms } from "../../src/platform/index.ts";
import { catalogOf } from "../../src/terraform/catalog.ts";
import { madeUp } from "./made-up/index.ts";
import { row } from "./made-up/row.ts";
import { conformance } from "./suite.ts";

const list = [...platforms, madeUp];

test("a platform that is listed has schema, pages and resources", () => {
  const paths = generate(list.map((platform) => platform.table)).map((file) => file.path);
  expect(paths).toEqual(
    expect.arrayContaining([
      "schema/houses.schema.json",
      "docs/rules/houses.md",
      "docs/kinds/houses/guest.md",
    ]),
  );
  const { resources, dataSources } = catalogOf(list);
  expect([...resources.keys()].filter((type) => type.includes("houses"))).toEqual([
    "cxroster_houses_room",
    "cxroster_houses_guest",
  ]);
  expect(dataSources.has("cxroster_houses_access")).toBe(true);
});

conformance(row);
