/** AutoID account trees. */
import { defineTable } from "../../kind/table.ts";
import { PAGE_ROWS } from "../account-client.ts";
import { BEARER_TOKEN } from "../bearer.ts";
import type { Platform } from "../contract.ts";
import { access, permissions } from "./access.ts";
import { capabilities } from "./capabilities.ts";
import { onlyDirect } from "./checks/exclusions.ts";
import { makerManages, rights } from "./checks/rights.ts";
import { connect } from "./client.ts";
import { group } from "./kinds/group.ts";
import { location } from "./kinds/location.ts";
import { role } from "./kinds/role.ts";
import { subgroup } from "./kinds/subgroup.ts";
import { user } from "./kinds/user.ts";
import { rules } from "./rules.ts";

export const autoidTable = defineTable({
  platform: "autoid",
  product: "AutoID account tree",
  kinds: [group, subgroup, location, user],
  references: [role],
  rules,
  permissions,
  capabilities,
  pageSize: PAGE_ROWS,
  manageRule: "AID-ROLE-06",
  checks: [rights, makerManages, onlyDirect],
  access,
});

export const autoid: Platform = {
  table: autoidTable,
  credentials: [BEARER_TOKEN],
  connect: (connection) => connect(connection, autoidTable),
};
