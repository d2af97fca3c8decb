/** EngageCX organization accounts (Ecrion / MHC NorthStar). */
import { defineTable } from "../../kind/table.ts";
import { PAGE_ROWS } from "../account-client.ts";
import { BEARER_TOKEN } from "../bearer.ts";
import type { Platform } from "../contract.ts";
import { access, permissions } from "./access.ts";
import { capabilities } from "./capabilities.ts";
import { connect } from "./client.ts";
import { app } from "./kinds/app.ts";
import { category } from "./kinds/category.ts";
import { group } from "./kinds/group.ts";
import { license } from "./kinds/license.ts";
import { organization } from "./kinds/organization.ts";
import { user } from "./kinds/user.ts";
import { workspace } from "./kinds/workspace.ts";
import { rules } from "./rules.ts";

export const engagecxTable = defineTable({
  platform: "engagecx",
  product: "EngageCX organization account",
  kinds: [organization, workspace, category, app, license, group, user],
  rules,
  permissions,
  capabilities,
  pageSize: PAGE_ROWS,
  manageRule: "ECX-PERM-04",
  access,
});

export const engagecx: Platform = {
  table: engagecxTable,
  credentials: [BEARER_TOKEN],
  connect: (connection) => connect(connection, engagecxTable),
};
