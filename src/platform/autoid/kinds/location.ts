import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { nodeApi, nodeAttributes, nodeLife } from "./node.ts";

export const location = defineKind<AccountApi>({
  ...nodeLife,
  name: "location",
  manifestKey: "locations",
  parents: ["group", "subgroup"],
  parentsRule: "AID-TREE-03",
  summary:
    "A leaf of the tree. Whoever has access to what it stands in reaches it without a grant of its own.",
  attributes: nodeAttributes("location", "Harbor Street"),
  api: nodeApi("location"),
});
