/** contact.center accounts, over an account API of our own. */
import { defineTable } from "../../kind/table.ts";
import { PAGE_ROWS } from "../account-client.ts";
import { BEARER_TOKEN } from "../bearer.ts";
import type { Platform } from "../contract.ts";
import { access, permissions } from "./access.ts";
import { capabilities } from "./capabilities.ts";
import { connect } from "./client.ts";
import { account } from "./kinds/account.ts";
import { member } from "./kinds/member.ts";
import { workspace } from "./kinds/workspace.ts";
import { rules } from "./rules.ts";
import { noRenameInDisguise } from "./whole-plan.ts";

export const contactcenterTable = defineTable({
  platform: "contactcenter",
  product: "contact.center account",
  kinds: [account, workspace, member],
  rules,
  permissions,
  capabilities,
  pageSize: PAGE_ROWS,
  manageRule: "CTC-TM-04",
  checks: [noRenameInDisguise],
  access,
});

export const contactcenter: Platform = {
  table: contactcenterTable,
  credentials: [BEARER_TOKEN],
  connect: (connection) => connect(connection, contactcenterTable),
};
