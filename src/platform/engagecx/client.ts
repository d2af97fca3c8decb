/** Opens an EngageCX organization and makes its calls. The account API is ours: schema/openapi/engagecx.yaml. */
import type { KindTable } from "../../kind/table.ts";
import { openAccount } from "../account-opening.ts";
import type { Client, Connection } from "../contract.ts";
import { workspace } from "./kinds/workspace.ts";

export function connect(connection: Connection, table: KindTable): Client {
  return openAccount(connection, table, {
    path: "/organizations",
    word: "organization",
    manages: "manageOrganization",
    hidden: {
      says: "the caller sees only the workspaces of the caller's own groups",
      kinds: [workspace.name],
    },
    rules: { none: "ECX-ORG-02", several: "ECX-ORG-01" },
    whenNone: "create one, or say `create: true` in the target",
  });
}
