import { boolean, links, oneOf, string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import {
  highPrivilege,
  invitationOpen,
  invitedWithWorkspace,
  keepOwner,
  memberNeedsPaidPlan,
  notReplacingOneself,
  roleDiffers,
} from "../checks.ts";
import { MEMBERS_MAXIMUM, SETTINGS, SUPER_ADMIN } from "../limits.ts";

const facts = {
  invitedEmail: string({
    readOnly: true,
    rule: "CTC-B-02",
    doc: "Address the invitation went to; the member may have changed the address since.",
  }),
  firstName: string({ readOnly: true, rule: "CTC-TM-02", doc: "Given by the member; empty until then." }),
  lastName: string({ readOnly: true, rule: "CTC-TM-02", doc: "Given by the member; empty until then." }),
  status: string({
    readOnly: true,
    rule: "CTC-TM-08",
    doc: "active, or pending until the invitation is accepted.",
  }),
  pending: boolean({ readOnly: true, rule: "CTC-TM-08", doc: "Invited and not accepted yet." }),
  addedAt: string({ readOnly: true, rule: "CTC-TM-09", doc: "Time the member was added, RFC 3339 UTC." }),
  lastLogin: string({
    readOnly: true,
    rule: "CTC-TM-10",
    doc: "Last sign-in, RFC 3339 UTC; none before the first.",
  }),
  isOwner: boolean({
    readOnly: true,
    rule: "CTC-TM-01",
    doc: "The account's first member, who holds the subscription.",
  }),
};

export const member = defineKind<AccountApi>({
  name: "member",
  manifestKey: "members",
  summary: "A person with access to the account, known by an e-mail address.",
  source: SETTINGS,
  attributes: {
    email: string({
      required: true,
      format: "email",
      rule: "CTC-TM-03",
      doc: "E-mail address of the member, the present one or the one that was invited; letter case never matters.",
      example: "ana@northwind.example",
    }),
    workspaces: links("workspace", {
      rule: "CTC-TM-07",
      unknownRule: "CTC-INV-03",
      atLeastOne: "CTC-INV-02",
      replaces: {
        rule: "CTC-TM-15",
        loses: "the member's access until a new invitation is accepted",
      },
      doc: "Workspaces the member may open. A change removes the member and sends a new invitation.",
      example: ["Sales"],
    }),
    role: oneOf([SUPER_ADMIN], {
      default: SUPER_ADMIN,
      createOnly: true,
      rule: "CTC-TM-04",
      doc: "Role of the member. Every invitation grants Super Admin; another live role is reported and left alone.",
      example: SUPER_ADMIN,
    }),
    ...facts,
  },
  identity: ["email"],
  creation: { from: "new", invites: true },
  rename: { as: "replace", rule: "CTC-B-02" },
  removal: { effect: "delete", rule: "CTC-TM-13", caution: "access ends at once, open sessions included" },
  person: true,
  pending: { flag: "pending", atCreate: "always" },
  defaultFlag: "isOwner",
  alsoKnownBy: ["invitedEmail"],
  limit: { most: MEMBERS_MAXIMUM, told: "membersAtMost", rule: "CTC-TM-12" },
  checks: [
    memberNeedsPaidPlan,
    invitedWithWorkspace,
    keepOwner,
    notReplacingOneself,
    roleDiffers,
    invitationOpen,
  ],
  notes: [highPrivilege],
  api: {
    list: "/members",
    fields: {
      pending: { field: "status", trueWhen: "pending" },
    },
    links: {
      workspaces: {
        field: "workspaces",
        create: "workspaces",
      },
    },
  },
});
