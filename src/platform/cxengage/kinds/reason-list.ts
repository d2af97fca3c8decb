import { boolean, records, string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import { keepDefaultLists, neverEmpty, readable } from "../checks/objects.ts";
import { HELP } from "../limits.ts";
import type { CxengageApi } from "../wire.ts";

export const reasonList = defineKind<CxengageApi>({
  name: "reasonList",
  manifestKey: "reasonLists",
  summary: "A list of reasons users choose from when they are away, with the reasons in it.",
  source: `${HELP}Managing%20Users/Presence%20Reasons/Assign_Reason_Lists.htm`,
  attributes: {
    name: string({
      required: true,
      format: "name",
      rule: "CXE-B-25",
      doc: "Name of the list, unique in the tenant.",
      example: "Claims Breaks",
    }),
    description: string({
      rule: "CXE-B-25",
      maxLength: 1000,
      doc: "What the list is for.",
      example: "Breaks of the claims teams",
    }),
    externalId: string({ rule: "CXE-B-25", doc: "Id of the list in another system." }),
    shared: boolean({
      rule: "CXE-B-25",
      conditional: "every reason has to be shared first",
      doc: "Whether child tenants may use the list.",
      example: false,
    }),
    active: boolean({ rule: "CXE-B-25", doc: "Whether the list is in use.", example: true }),
    reasons: records(
      {
        name: string({ required: true, format: "name", doc: "Name of the reason, unique in the tenant." }),
        category: string({ format: "name", doc: "Heading the reason stands under." }),
      },
      {
        by: ["name"],
        rule: "CXE-B-25",
        doc: "The reasons in order. One the tenant does not have yet is created; one that leaves the list stays in the tenant.",
        example: [{ name: "Lunch", category: "Break" }, { name: "Training" }],
      },
    ),
    isDefault: boolean({
      readOnly: true,
      rule: "CXE-B-26",
      doc: "Belongs to every user by itself, or is inherited from another tenant.",
    }),
  },
  identity: ["name"],
  rename: { as: "update", rule: "CXE-B-25" },
  removal: { effect: "disable", rule: "CXE-B-25", sets: { active: false }, restores: { active: true } },
  defaultFlag: "isDefault",
  checks: [keepDefaultLists, neverEmpty, readable("reasonList")],
  api: { list: "/reason-lists", create: { active: true, shared: false } },
});
