/** Records that belong to an object: what a manifest may say of them, and how they are compared. */
import { expect, test } from "vitest";
import { oneOf, records, string, texts } from "../../src/kind/attribute.ts";
import { defineKind } from "../../src/kind/kind.ts";
import { defineTable } from "../../src/kind/table.ts";
import { compareValue } from "../../src/plan/compare.ts";
import { settleRecords } from "../../src/plan/records.ts";
import { planOf } from "../support/plans.ts";

const phones = records(
  {
    type: oneOf(["desk", "house"], { required: true, doc: "Sort." }),
    number: string({ doc: "Number." }),
    hours: texts({ doc: "Hours." }),
    owner: string({ doc: "Owner." }),
  },
  { by: ["type", "number"], vendorOwned: { member: "owner", is: "vendor" }, doc: "Phones." },
);
const table = defineTable({
  platform: "made-up",
  product: "Made up",
  kinds: [
    defineKind({
      name: "person",
      manifestKey: "people",
      summary: "A person.",
      source: "https://made-up.example",
      attributes: { name: string({ required: true, format: "name", doc: "Name." }), phones },
      identity: ["name"],
      rename: { as: "update", rule: "MU-1" },
      removal: { effect: "delete", rule: "MU-1" },
      api: {},
    }),
  ],
  rules: {},
  permissions: [],
  capabilities: {},
  pageSize: 100,
  manageRule: "MU-1",
  access: () => [],
});

const VENDOR = { type: "house", number: "0", owner: "vendor" };
const DESK = { type: "desk", number: "A1" };

const codes = (list: string) =>
  planOf(`people: { include: [{ name: Ana, phones: ${list} }] }`, "people: []", { table }).diagnostics.map(
    (each) => each.code,
  );

test("a record names what it must and nothing unknown, and stands once", () => {
  expect(codes("[{ type: desk, number: A1 }]")).toEqual([]);
  expect(codes("[{ number: A1 }]")).toEqual(["missing-value"]);
  expect(codes("[{ type: mobile }]")).toHaveLength(1);
  expect(codes("[{ type: desk, color: red }]")).toEqual(["unknown-key"]);
  expect(codes("[{ type: desk, number: a1 }, { type: desk, number: A1 }]")).toHaveLength(1);
  expect(codes("[desk]")).toEqual(["wrong-type"]);
  expect(codes("{ type: desk }")).toEqual(["wrong-type"]);
  expect(codes("null")).toHaveLength(1);
});

test("order counts; letter case of names, empty members and the order of texts do not", () => {
  const live = [{ ...DESK, hours: ["9", "8"], owner: "" }, VENDOR];
  const same = [
    { type: "desk", number: "a1", hours: ["8", "9"] },
    { type: "house", owner: "vendor" },
  ];
  expect(compareValue(phones, live, same)).toBe("same");
  expect(compareValue(phones, live, same.toReversed())).toBe("differs");
  expect(compareValue(phones, undefined, same)).toBe("unknown");
});

test("what a record leaves out is kept from its live counterpart", () => {
  expect(settleRecords(phones, [{ ...DESK, owner: "Ana" }], [DESK])).toEqual([{ ...DESK, owner: "Ana" }]);
});

test("undeclared vendor-owned records stay where they are, and others go", () => {
  expect(settleRecords(phones, [VENDOR, DESK], [])).toEqual([VENDOR]);
  expect(settleRecords(phones, [DESK, VENDOR], [{ type: "desk", number: "B2" }])).toEqual([
    { type: "desk", number: "B2" },
    VENDOR,
  ]);
  expect(compareValue(phones, [VENDOR], [])).toBe("same");
});
