/** CxEngage tenants, over the vendor's public API. */
import { defineTable } from "../../kind/table.ts";
import type { Platform } from "../contract.ts";
import { access, permissions } from "./access.ts";
import { capabilities } from "./capabilities.ts";
import { ranks } from "./checks/ranks.ts";
import { connect } from "./client.ts";
import { capacityRule } from "./kinds/capacity-rule.ts";
import { group } from "./kinds/group.ts";
import { reasonList } from "./kinds/reason-list.ts";
import { identityProvider, permission, platformRole } from "./kinds/references.ts";
import { role } from "./kinds/role.ts";
import { skill } from "./kinds/skill.ts";
import { tenant } from "./kinds/tenant.ts";
import { user } from "./kinds/user.ts";
import { rules } from "./rules.ts";

/** Listings have no pages. Reading this many objects one by one is taken to cost as much as a whole listing. */
const ROWS_WORTH_A_LISTING = 100;

export const cxengageTable = defineTable({
  platform: "cxengage",
  product: "CxEngage tenant",
  kinds: [tenant, role, group, skill, reasonList, capacityRule, user],
  references: [permission, platformRole, identityProvider],
  rules,
  permissions,
  capabilities,
  pageSize: ROWS_WORTH_A_LISTING,
  manageRule: "CXE-EDIT-10",
  unseen: ["API keys: not read; whoever holds the secret of one may do what its role allows"],
  checks: [ranks],
  access,
});

export const cxengage: Platform = {
  table: cxengageTable,
  credentials: [
    {
      name: "token",
      secret: true,
      environment: "CXROSTER_TOKEN",
      required: false,
      doc: "A token of the platform. It cannot be renewed; the other credentials can.",
    },
    {
      name: "username",
      secret: false,
      environment: "CXROSTER_USERNAME",
      required: false,
      suggested: true,
      doc: "E-mail address of a user who may sign in with a password.",
    },
    {
      name: "password",
      secret: true,
      environment: "CXROSTER_PASSWORD",
      required: false,
      suggested: true,
      doc: "Password of that user.",
    },
    {
      name: "apiKey.id",
      secret: false,
      environment: "CXROSTER_API_KEY_ID",
      required: false,
      doc: "Id of an API key of the tenant; `account` then names the tenant.",
    },
    {
      name: "apiKey.secret",
      secret: true,
      environment: "CXROSTER_API_KEY_SECRET",
      required: false,
      doc: "Secret of that API key.",
    },
  ],
  connect: (connection) => connect(connection, cxengageTable),
};
