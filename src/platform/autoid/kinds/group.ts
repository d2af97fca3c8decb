import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { ACCOUNT_ADMIN } from "../limits.ts";
import { nodeApi, nodeAttributes, nodeLife } from "./node.ts";

export const group = defineKind<AccountApi>({
  ...nodeLife,
  creation: { ...nodeLife.creation, forCaller: { kind: "user", links: { roles: [ACCOUNT_ADMIN] } } },
  name: "group",
  manifestKey: "groups",
  summary: "A top group of the account tree, which holds subgroups, locations and users.",
  attributes: nodeAttributes("group", "Main Group"),
  api: nodeApi("group"),
});
