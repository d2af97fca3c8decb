import { boolean, string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { adoptedName, keepDefaultWorkspace } from "../checks.ts";
import { DEFAULT_WORKSPACE, GUIDE, PLAIN_NAME } from "../limits.ts";

export const workspace = defineKind<AccountApi>({
  name: "workspace",
  manifestKey: "workspaces",
  summary: "A named division of the organization, typically a department, that stores its assets.",
  source: GUIDE,
  attributes: {
    name: string({
      required: true,
      format: "name",
      pattern: PLAIN_NAME,
      rule: "ECX-WS-01",
      doc: "Name of the workspace, unique in the organization; letters, digits and spaces only.",
      example: "Claims",
    }),
    isDefault: boolean({
      readOnly: true,
      rule: "ECX-WS-02",
      doc: "The workspace every organization starts with.",
    }),
  },
  identity: ["name"],
  creation: { from: "new", permissionRule: "ECX-WS-05" },
  rename: { as: "update", rule: "ECX-WS-07" },
  removal: {
    effect: "delete",
    rule: "ECX-WS-09",
    destroys: "the files, jobs, schedules, triggers and documents stored in the workspace",
  },
  defaults: [DEFAULT_WORKSPACE],
  defaultFlag: "isDefault",
  checks: [keepDefaultWorkspace, adoptedName],
  api: { list: "/workspaces" },
});
