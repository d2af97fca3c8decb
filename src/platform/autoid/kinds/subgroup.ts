import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { nodeApi, nodeAttributes, nodeLife } from "./node.ts";

export const subgroup = defineKind<AccountApi>({
  ...nodeLife,
  name: "subgroup",
  manifestKey: "subgroups",
  parents: ["group", "subgroup"],
  parentsRule: "AID-TREE-03",
  summary: "A part of a group or of another subgroup.",
  attributes: nodeAttributes("subgroup", "North"),
  api: nodeApi("subgroup"),
});
