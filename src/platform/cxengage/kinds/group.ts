import { boolean, string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import { keepEveryone, readable } from "../checks/objects.ts";
import { EVERYONE, HELP } from "../limits.ts";
import type { CxengageApi } from "../wire.ts";

export const group = defineKind<CxengageApi>({
  name: "group",
  manifestKey: "groups",
  summary: "A set of users that work is handed to. It gives no permissions.",
  source: `${HELP}Admin%20Guide/AdminGuideStep1.htm`,
  attributes: {
    name: string({
      required: true,
      format: "name",
      rule: "CXE-B-17",
      doc: "Name of the group, unique in the tenant.",
      example: "Claims",
    }),
    description: string({
      rule: "CXE-B-17",
      maxLength: 1000,
      doc: "What the group is for.",
      example: "Handles claims",
    }),
    active: boolean({ rule: "CXE-B-17", doc: "Whether the group is in use.", example: true }),
    isDefault: boolean({
      readOnly: true,
      rule: "CXE-GRP-01",
      doc: "The group everyone, which holds all users.",
    }),
  },
  identity: ["name"],
  rename: { as: "update", rule: "CXE-B-17" },
  removal: { effect: "disable", rule: "CXE-GRP-01", sets: { active: false }, restores: { active: true } },
  defaults: [EVERYONE],
  defaultFlag: "isDefault",
  checks: [keepEveryone, readable("group")],
  api: { list: "/groups", create: { active: true }, owned: true },
});
