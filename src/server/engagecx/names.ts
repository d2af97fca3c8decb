/** Checks of names that several objects share. */
import type { Call } from "../call.ts";
import type { Named } from "../names.ts";
import { fold } from "../text.ts";

/** ECX-WS-03 as read in Q-ECX-06: letters of any script, their marks, digits and spaces. */
const PLAIN = /^[\p{L}\p{M}\p{Nd} ]+$/u;
const NOT_PLAIN = /[^\p{L}\p{M}\p{Nd} ]/u;

export function requirePlainName(call: Call, name: string): void {
  const character = NOT_PLAIN.exec(name)?.[0];
  const message = `a workspace name has letters, digits and spaces only, not ${JSON.stringify(character ?? "")}`;
  call.rules.require("ECX-WS-03", PLAIN.test(name), { status: 422, field: "name", message });
}

type NamedTable = "ecx_workspaces" | "ecx_categories" | "ecx_groups";

/** Refuses a name that another row of the organization has, however it is spelled. `own` is the row being renamed. */
export async function requireUnique(
  call: Call,
  rule: string,
  table: NamedTable,
  organization: string,
  { name, name_key }: Named,
  own = "",
): Promise<void> {
  const other = await call.db
    .selectFrom(table)
    .select("id")
    .where("organization_id", "=", organization)
    .where("name_key", "=", name_key)
    .where("id", "!=", own)
    .executeTakeFirst();
  const message = `the name ${JSON.stringify(name)} is taken`;
  call.rules.require(rule, other === undefined, { status: 409, field: "name", message });
}

/** A text no stored name can contain. */
const NEVER = "\u0000";

/** What a listing is searched for, folded; null for everything (ECX-SRCH-07). */
export function searchTerm(call: Call, rule: string): string | null {
  const term = fold(call.request.query.get("search") ?? "");
  if (term === "") return call.rules.applies("ECX-SRCH-07") ? null : NEVER;
  return call.rules.applies(rule) ? term : null;
}
