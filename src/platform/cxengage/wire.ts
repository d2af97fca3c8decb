/** Rows as CxEngage's API sends them, and the little that is needed to read them safely. */
import type { Value } from "../../kind/value.ts";
import { PlatformError } from "../contract.ts";

export type Row = { readonly [member: string]: unknown };
export type Body = Record<string, unknown>;

/** Where a kind is listed and how its attributes are called in rows and bodies. */
export interface CxengageApi {
  /** Listing path under the tenant. */
  readonly list: string;
  /** Attribute → member, where the two differ. */
  readonly fields?: { readonly [path: string]: string };
  /** Members of a create body that are sent unless they are declared. */
  readonly create?: Readonly<Body>;
  /** A create body names the caller as owner. Default false. */
  readonly owned?: boolean;
}

export function asRow(value: unknown): Row {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Row;
  throw new PlatformError("refused", "the platform answered with something that is no object");
}

export function asRows(value: unknown): Row[] {
  if (Array.isArray(value)) return value.map(asRow);
  throw new PlatformError("refused", "the platform answered a listing with something that is no list");
}

/** A list of rows inside a row; null where the member is no list. */
export function rowsIn(row: Row, member: string): Row[] | null {
  const value = row[member];
  return Array.isArray(value) ? value.map(asRow) : null;
}

/** The first of these members that holds a text; empty where none does. */
export function textIn(row: Row, ...members: string[]): string {
  for (const member of members) if (typeof row[member] === "string") return row[member];
  return "";
}

/** The id of a row, whatever it is called. */
export function idOf(row: Row, ...members: string[]): string {
  const id = textIn(row, ...members, "id");
  if (id === "") throw new PlatformError("refused", "the platform answered with a row that has no id");
  return id;
}

/** Adds the attributes that the row tells; a member the row does not have stays unknown. */
export function copy(
  into: Record<string, Value>,
  row: Row,
  names: readonly string[],
  fields: { readonly [path: string]: string } = {},
): void {
  for (const name of names) {
    const value = row[fields[name] ?? name];
    if (value === null || ["string", "boolean", "number"].includes(typeof value)) into[name] = value as Value;
  }
}
