/** Checks of names that several objects share. */
import type { Call } from "../call.ts";
import { acceptName, fold, NAME_MAXIMUM } from "../text.ts";

/** ECX-WS-03 as read in Q-ECX-06: letters of any script, their marks, digits and spaces. */
const PLAIN = /^[\p{L}\p{M}\p{Nd} ]+$/u;
const NOT_PLAIN = /[^\p{L}\p{M}\p{Nd} ]/u;

export interface Named {
  readonly name: string;
  readonly name_key: string;
}

/** The name to store, refused under `rule` where it is missing, blank or unusable. */
export function requireName(call: Call, rule: string, value: unknown): Named {
  const name = acceptName(value);
  const message = `a name of 1 to ${NAME_MAXIMUM} characters is needed`;
  call.rules.require(rule, name !== null, { status: 422, field: "name", message });
  const stored = name ?? String(value ?? "");
  return { name: stored, name_key: fold(stored) };
}

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
