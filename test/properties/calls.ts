/** What rows of the properties have in common: looking ids up and accepting invitations. */
import type { Rehearsal } from "../support/rehearsal.ts";

/** Ids of a listing by the value of a member. */
export async function ids(rehearsal: Rehearsal, list: string, member: string): Promise<Map<string, string>> {
  const response = await rehearsal.call("GET", `${list}?limit=500`);
  const { items } = (await response.json()) as { items: Record<string, unknown>[] };
  return new Map(items.map((row) => [String(row[member]), String(row.id)]));
}

/** The id of a name, or one that nothing has. */
export function refer(known: ReadonlyMap<string, string>, name: string): string {
  return known.get(name) ?? "none";
}

/** Follows the links of open invitations that went to some people. */
export async function accept(
  rehearsal: Rehearsal,
  people: readonly string[],
  fields: Record<string, string> = {},
): Promise<void> {
  for (const message of await rehearsal.outbox()) {
    if (!people.includes(message.to)) continue;
    const link = new URL(message.link, rehearsal.server.url);
    await fetch(link, { method: "POST", body: new URLSearchParams(fields) });
  }
}

/** A manifest with some of its collections. */
export function manifestOf(platform: string, collections: object): string {
  return JSON.stringify({ apiVersion: "cxroster/v1", platform, ...collections });
}
