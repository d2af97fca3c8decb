import { boolean, links, string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { keepDefaultUser } from "../checks.ts";
import { EVERYONE, GUIDE } from "../limits.ts";

export const user = defineKind<AccountApi>({
  name: "user",
  manifestKey: "users",
  summary: "A person who may enter the organization, known by an e-mail address.",
  source: GUIDE,
  attributes: {
    email: string({
      required: true,
      format: "email",
      rule: "ECX-USR-03",
      doc: "E-mail address of the person; letter case never matters.",
      example: "ana@northwind.example",
    }),
    groups: links("group", {
      implicit: [EVERYONE],
      rule: "ECX-PERM-02",
      unknownRule: "ECX-USR-04",
      doc: "Groups the person belongs to. Everybody is in Everyone, named or not.",
      example: ["Claims Handlers"],
    }),
    enabled: boolean({
      enables: true,
      default: true,
      rule: "ECX-USR-05",
      doc: "Whether the person may enter the organization. Sent as true for a new user unless declared.",
      example: true,
    }),
    sendInvitation: boolean({
      writeOnly: true,
      invites: true,
      default: false,
      rule: "ECX-USR-06",
      doc: "Whether a new user gets an invitation by e-mail. Used once, at creation.",
      example: true,
    }),
    isDefault: boolean({ readOnly: true, rule: "ECX-USR-01", doc: "The account owner's own user." }),
    pending: boolean({ readOnly: true, rule: "ECX-USR-06", doc: "Invited and not accepted yet." }),
    name: string({
      readOnly: true,
      rule: "ECX-ACC-01",
      doc: "The name the person goes by; theirs alone to change.",
    }),
  },
  identity: ["email"],
  rename: { as: "replace", rule: "ECX-USR-03" },
  removal: { effect: "delete", rule: "ECX-USR-10" },
  person: true,
  pending: { flag: "pending", atCreate: "when-invited" },
  defaultFlag: "isDefault",
  checks: [keepDefaultUser],
  api: {
    list: "/users",
    links: {
      groups: {
        field: "groups",
        add: { path: "/users/{id}/groups", member: "group" },
        remove: "/users/{id}/groups/{to}",
        create: "groups",
      },
    },
  },
});
