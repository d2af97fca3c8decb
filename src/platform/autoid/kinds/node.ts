/** What groups, subgroups and locations have in common: they are nodes of one tree (AID-TREE-03). */
import { boolean, string } from "../../../kind/attribute.ts";
import type { KindDefinition } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { ownName, staysActive } from "../checks/nodes.ts";
import { HELP } from "../limits.ts";

/** Only creating and activating are described, so nothing else can be done to a node. */
export const nodeLife = {
  source: HELP,
  identity: ["name"],
  creation: { from: "new", permissionRule: "AID-ROLE-07" },
  rename: {
    as: "refused",
    rule: "AID-TREE-08",
    why: "an account can be created and activated, but neither renamed nor moved",
  },
  removal: { effect: "never", rule: "AID-TREE-08" },
  checks: [staysActive, ownName],
} satisfies Partial<KindDefinition<AccountApi>>;

export function nodeAttributes(what: string, example: string) {
  return {
    name: string({
      required: true,
      format: "name",
      rule: "AID-TREE-03",
      doc: `Name of the ${what}, unique inside what it stands in.`,
      example,
    }),
    active: boolean({
      default: true,
      assumed: true,
      initial: false,
      atCreate: "after",
      conditional: "an inactive node can be activated, and an active one stays so (AID-TREE-08)",
      rule: "AID-ROLE-07",
      doc: `Whether the ${what} is active. A new one is created and then activated, unless this says false; there is no way back.`,
      example: true,
    }),
  };
}

/** The three kinds share one listing, in which each row names its kind. */
export function nodeApi(kind: string): AccountApi {
  return {
    list: "/nodes",
    parent: { field: "parent" },
    onlyWhen: { kind },
    constant: { kind },
    special: { active: { method: "POST", path: "/nodes/{id}/activate", sets: true } },
  };
}
