import { boolean, links, string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { keepDefaultGroups } from "../checks.ts";
import { ADMINISTRATORS, EVERYONE, GUIDE } from "../limits.ts";

export const group = defineKind<AccountApi>({
  name: "group",
  manifestKey: "groups",
  summary:
    "A set of users who share workspaces and, where switched on, the right to manage the organization.",
  source: GUIDE,
  attributes: {
    name: string({
      required: true,
      format: "name",
      rule: "ECX-GRP-01",
      doc: "Name of the group, unique in the organization.",
      example: "Claims Handlers",
    }),
    workspaces: links("workspace", {
      rule: "ECX-GRP-02",
      unknownRule: "ECX-PERM-05",
      mayEnd: false,
      doc: "Workspaces every member may open.",
      example: ["Claims"],
    }),
    manageOrganization: boolean({
      rule: "ECX-GRP-03",
      doc: "Whether every member may manage the organization: its users, groups, workspaces, apps and licenses.",
      example: false,
    }),
    isDefault: boolean({
      readOnly: true,
      rule: "ECX-GRP-04",
      doc: "Administrators or Everyone, which always exist.",
    }),
  },
  identity: ["name"],
  rename: { as: "update", rule: "ECX-GRP-08" },
  removal: { effect: "delete", rule: "ECX-GRP-09" },
  defaults: [ADMINISTRATORS, EVERYONE],
  defaultFlag: "isDefault",
  checks: [keepDefaultGroups],
  api: {
    list: "/groups",
    links: {
      workspaces: {
        field: "workspaces",
        add: { path: "/groups/{id}/workspaces", member: "workspace" },
        remove: "/groups/{id}/workspaces/{to}",
        create: "workspaces",
      },
    },
  },
});
