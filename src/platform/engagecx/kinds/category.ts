import { integer, string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { emptyBeforeRemoval } from "../checks.ts";
import { COLUMNS_MAXIMUM, GUIDE, ORDER_MAXIMUM, RESERVED_CATEGORIES } from "../limits.ts";

export const category = defineKind<AccountApi>({
  name: "category",
  manifestKey: "categories",
  summary: "A heading on the welcome page under which installed apps are grouped.",
  source: GUIDE,
  attributes: {
    name: string({
      required: true,
      format: "name",
      reserved: { names: RESERVED_CATEGORIES, rule: "ECX-CAT-07" },
      rule: "ECX-CAT-02",
      doc: "Name of the category, unique in the organization; not Featured or Installed, which are filters.",
      example: "Daily Work",
    }),
    order: integer({
      minimum: 1,
      maximum: ORDER_MAXIMUM,
      unit: "position",
      atCreate: "after",
      rule: "ECX-CAT-03",
      doc: "Position on the welcome page, counted from 1 (the first column); ties are ordered by name.",
      example: 1,
    }),
    columns: integer({
      minimum: 1,
      maximum: COLUMNS_MAXIMUM,
      unit: "columns",
      atCreate: "after",
      rule: "ECX-CAT-04",
      doc: "Columns the category may span on the welcome page.",
      example: 2,
    }),
  },
  identity: ["name"],
  rename: { as: "update", rule: "ECX-CAT-02" },
  removal: { effect: "delete", rule: "ECX-CAT-06" },
  checks: [emptyBeforeRemoval],
  api: { list: "/categories" },
});
