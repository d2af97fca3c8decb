import { boolean, string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { keepLastWorkspace, leftWithoutWorkspace, workspaceNeedsPaidPlan } from "../checks.ts";
import { SETTINGS, WORKSPACES_MAXIMUM } from "../limits.ts";

export const workspace = defineKind<AccountApi>({
  name: "workspace",
  manifestKey: "workspaces",
  summary: "A part of the account with contacts, campaigns, templates and automation of its own.",
  source: SETTINGS,
  attributes: {
    name: string({
      required: true,
      format: "name",
      rule: "CTC-WS-02",
      doc: "Name of the workspace, unique in the account. It can never change.",
      example: "Sales",
    }),
    createdAt: string({ readOnly: true, rule: "CTC-WS-03", doc: "Time it was made, RFC 3339 UTC." }),
    current: boolean({
      readOnly: true,
      rule: "CTC-WS-04",
      doc: "The workspace the caller works in at the moment.",
    }),
  },
  identity: ["name"],
  creation: { from: "new" },
  rename: {
    as: "refused",
    rule: "CTC-WS-13",
    why: "workspaces cannot be renamed, and a new one would start without the contacts, campaigns, templates and automation of the old one, which are lost when it is deleted",
  },
  removal: {
    effect: "delete",
    rule: "CTC-WS-11",
    destroys: "the contacts, campaigns, templates and automation of the workspace",
  },
  limit: { most: WORKSPACES_MAXIMUM, told: "workspacesAtMost", rule: "CTC-WS-06", least: 1 },
  checks: [workspaceNeedsPaidPlan, keepLastWorkspace, leftWithoutWorkspace],
  api: { list: "/workspaces" },
});
