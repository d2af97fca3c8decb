import { integer, string } from "../../../kind/attribute.ts";
import { fold } from "../../../kind/identity.ts";
import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { subscriptionEnds } from "../checks.ts";
import { SETTINGS } from "../limits.ts";

export const account = defineKind<AccountApi>({
  name: "account",
  manifestKey: "account",
  root: true,
  summary: "The account itself. It is found by the target, never by its name.",
  source: SETTINGS,
  attributes: {
    name: string({
      required: true,
      format: "name",
      createOnly: true,
      canonical: fold,
      rule: "CTC-ACC-01",
      doc: "Name of the account. It guards against the wrong account: another name than the live one is refused.",
      example: "Northwind",
    }),
    subscription: string({
      readOnly: true,
      rule: "CTC-ACC-03",
      doc: "Subscription in force, shared by all workspaces: free, email or omnichannel.",
    }),
    subscriptionNext: string({
      readOnly: true,
      rule: "CTC-B-05",
      doc: "Lower subscription that starts with the next billing period; absent where none is to come.",
    }),
    subscriptionNextFrom: string({
      readOnly: true,
      rule: "CTC-B-05",
      doc: "Time that subscription starts, RFC 3339 UTC.",
    }),
    workspacesAtMost: integer({
      readOnly: true,
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      unit: "workspaces",
      rule: "CTC-WS-06",
      doc: "Workspaces the account takes.",
    }),
    membersAtMost: integer({
      readOnly: true,
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      unit: "members",
      rule: "CTC-TM-12",
      doc: "Members the account takes, pending ones included.",
    }),
    createdAt: string({
      readOnly: true,
      rule: "CTC-ACC-01",
      doc: "Time the account was made, RFC 3339 UTC.",
    }),
  },
  identity: [],
  rename: { as: "never", rule: "CTC-ACC-01" },
  removal: { effect: "never", rule: "CTC-ACC-01" },
  checks: [subscriptionEnds],
  api: {
    list: "/accounts",
    item: "",
    fields: {
      workspacesAtMost: { field: "limits.workspaces" },
      membersAtMost: { field: "limits.members" },
      subscriptionNext: { field: "subscriptionNext.subscription" },
      subscriptionNextFrom: { field: "subscriptionNext.from" },
    },
  },
});
