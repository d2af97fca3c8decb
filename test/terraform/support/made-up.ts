/** A platform with one more kind in its list: a made-up one, which the account serves as categories. */
import { integer, object, string } from "../../../src/kind/attribute.ts";
import { defineKind } from "../../../src/kind/kind.ts";
import { defineTable } from "../../../src/kind/table.ts";
import type { AccountApi } from "../../../src/platform/account-api.ts";
import type { Platform } from "../../../src/platform/contract.ts";
import { connect } from "../../../src/platform/engagecx/client.ts";
import { engagecx } from "../../../src/platform/engagecx/index.ts";

export const bookShelf = defineKind<AccountApi>({
  name: "bookShelf",
  manifestKey: "bookShelves",
  summary: "A shelf nobody sells.",
  source: "https://example.com/shelves",
  attributes: {
    title: string({
      required: true,
      format: "name",
      rule: "ECX-CAT-02",
      doc: "What stands on its front.",
      example: "Poetry",
    }),
    place: object({
      doc: "Where it stands.",
      attributes: {
        row: integer({
          minimum: 1,
          maximum: 9,
          unit: "row",
          atCreate: "after",
          rule: "ECX-CAT-03",
          doc: "Row it stands in, counted from 1.",
          example: 2,
        }),
      },
    }),
    boards: integer({
      minimum: 1,
      maximum: 3,
      unit: "boards",
      atCreate: "after",
      rule: "ECX-CAT-04",
      doc: "Boards it has.",
      example: 1,
    }),
  },
  identity: ["title"],
  rename: { as: "update", rule: "ECX-CAT-02" },
  removal: { effect: "delete", rule: "ECX-CAT-06" },
  api: {
    list: "/categories",
    fields: { title: { field: "name" }, "place.row": { field: "order" }, boards: { field: "columns" } },
  },
});

const table = defineTable({ ...engagecx.table, kinds: [...engagecx.table.kinds, bookShelf] });

export const madeUp: Platform = { ...engagecx, table, connect: (connection) => connect(connection, table) };
