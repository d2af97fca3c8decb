/** One call, with the care an unknown outcome needs. */
import { PARENT } from "../kind/kind.ts";
import type { KindTable } from "../kind/table.ts";
import { kindOf } from "../kind/table.ts";
import { type Call, type Client, PlatformError } from "../platform/contract.ts";

/** Times a creation is tried again after a look-up has shown that the earlier try had no effect. */
const LOOKUPS_MAXIMUM = 3;

/**
 * Makes the call. Where the platform has no keys for repeats, a creation whose outcome is unknown is looked up by its
 * identity before it is tried again, so that nothing is ever made twice.
 */
export async function makeCall(
  client: Client,
  table: KindTable,
  call: Call,
): Promise<{ readonly id: string }> {
  for (let lookups = 0; ; lookups++) {
    try {
      return await client.execute(call);
    } catch (error) {
      const unknown = error instanceof PlatformError && error.reason === "unknown-outcome";
      if (!unknown || call.repeat !== "lookup" || lookups >= LOOKUPS_MAXIMUM) throw error;
      const found = await lookUp(client, table, call);
      if (found !== null) return { id: found };
    }
  }
}

async function lookUp(client: Client, table: KindTable, call: Call): Promise<string | null> {
  const [attribute] = kindOf(table, call.kind).identity;
  const value = attribute === undefined ? undefined : call.args[attribute];
  if (attribute === undefined || typeof value !== "string") return null;
  const found = await client.find(call.kind, attribute, value);
  const parent = call.args[PARENT];
  const same = found.filter((object) => object.present && (parent === undefined || object.parent === parent));
  return same[0]?.id ?? null;
}
