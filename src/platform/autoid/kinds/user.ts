import { links, string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { addsNothing, keepsARole } from "../checks/users.ts";
import { HELP, NODE_KINDS, ROLES, USER } from "../limits.ts";
import { reach, staysInherited } from "../reach.ts";

export const user = defineKind<AccountApi>({
  name: "user",
  manifestKey: "users",
  parents: NODE_KINDS,
  parentsRule: "AID-TREE-06",
  summary: "A person's direct grant on one node: it gives access to the node and to everything below it.",
  source: HELP,
  attributes: {
    email: string({
      required: true,
      format: "email",
      rule: "AID-USR-02",
      doc: "E-mail address of the person; letter case never matters. One person may have grants on several nodes.",
      example: "ana@northwind.example",
    }),
    roles: links("role", {
      required: true,
      whole: { first: ROLES },
      atLeastOne: "AID-ROLE-09",
      rule: "AID-ROLE-01",
      doc: "Roles the person has on the node and below, at least one; none includes another. The invitation carries one, the others follow at once.",
      example: [USER],
    }),
    login: string({ readOnly: true, rule: "AID-USR-03", doc: "The name the person logs in with." }),
    lastLogin: string({
      readOnly: true,
      rule: "AID-INV-03",
      doc: "Time of the last login; none while the invitation can still be sent again.",
    }),
  },
  identity: ["email"],
  creation: { from: "new", permissionRule: "AID-ROLE-06", invites: true },
  rename: { as: "replace", rule: "AID-USR-06" },
  removal: { effect: "delete", rule: "AID-USR-04" },
  person: true,
  checks: [addsNothing, keepsARole],
  notes: [reach, staysInherited],
  api: {
    list: "/users",
    parent: { field: "node", inPath: true },
    create: "/nodes/{parent}/users",
    whole: { roles: { field: "roles", first: "role" } },
  },
});
