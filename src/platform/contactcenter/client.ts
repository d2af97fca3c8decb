/** Opens a contact.center account and makes its calls. The account API is ours: schema/openapi/contactcenter.yaml. */
import type { KindTable } from "../../kind/table.ts";
import { openAccount } from "../account-opening.ts";
import type { Client, Connection } from "../contract.ts";

export function connect(connection: Connection, table: KindTable): Client {
  return openAccount(connection, table, {
    path: "/accounts",
    word: "account",
    manages: "manageAccount",
    hidden: null,
    rules: { none: "CTC-ACC-01", several: "CTC-ACC-01" },
    whenNone: "ask its owner for an invitation",
  });
}
