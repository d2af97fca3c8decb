import { string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { HELP, ROLES } from "../limits.ts";

/** There are these three and no others, so nothing is read. */
export const role = defineKind<AccountApi>({
  name: "role",
  manifestKey: "roles",
  summary: "What a user may do on a node and on everything below it.",
  source: HELP,
  attributes: { name: string({ readOnly: true, rule: "AID-ROLE-01", doc: "Name of the role." }) },
  identity: ["name"],
  rename: { as: "never", rule: "AID-ROLE-01" },
  removal: { effect: "never", rule: "AID-ROLE-01" },
  defaults: ROLES,
  closed: true,
  api: { list: "" },
});
