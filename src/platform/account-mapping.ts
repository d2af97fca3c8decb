/** Rows of an account API ↔ attributes of a kind, by the mapping the kind states. */
import type { LeafAttribute } from "../kind/attribute.ts";
import { type Kind, PARENT } from "../kind/kind.ts";
import type { LiveObject } from "../kind/state.ts";
import type { Link, Value } from "../kind/value.ts";
import type { AccountApi } from "./account-api.ts";

export type Row = { readonly [member: string]: unknown };

/** Decodes a row; a member the row does not have leaves its attribute unknown. */
export function readRow(kind: Kind<AccountApi>, row: Row): LiveObject {
  const attributes: Record<string, Value> = {};
  for (const [path, leaf] of kind.leaves) {
    const value = decode(kind.api, path, leaf, row);
    if (value !== undefined) attributes[path] = value;
  }
  const presentWhen = kind.api.presentWhen;
  const present = presentWhen === undefined || Boolean(row[presentWhen]);
  const parent = kind.api.parent === undefined ? null : row[kind.api.parent.field];
  const place = typeof parent === "string" ? { parent } : {};
  return { kind: kind.name, id: String(row.id), present, ...place, attributes };
}

/** Several kinds may share a listing: whether a row is one of this kind. */
export function isOfKind(kind: Kind<AccountApi>, row: Row): boolean {
  return Object.entries(kind.api.onlyWhen ?? {}).every(([member, value]) => row[member] === value);
}

function decode(api: AccountApi, path: string, leaf: LeafAttribute, row: Row): Value | undefined {
  if (leaf.type === "links") {
    const ids = member(row, api.whole?.[path]?.field ?? api.links?.[path]?.field ?? path);
    return Array.isArray(ids) ? ids.map((id): Link => ({ to: String(id) })) : undefined;
  }
  const field = api.fields?.[path]?.field;
  if (field === null || leaf.writeOnly === true) return undefined;
  const value = member(row, field ?? path);
  if (value === undefined) return undefined;
  const trueWhen = api.fields?.[path]?.trueWhen;
  if (trueWhen !== undefined) return value === trueWhen;
  const presentAs = api.fields?.[path]?.presentAs;
  if (presentAs !== undefined) return value === null ? null : presentAs;
  return value as Value;
}

/** The value at a dotted path; undefined where the row does not have it, null where it holds nothing to look into. */
function member(row: Row, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((at, name) => (isRow(at) ? at[name] : at === null ? null : undefined), row);
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null;
}

/** Body of a create or update call; only attributes that are sent and known. */
export function encodeAttributes(
  kind: Kind<AccountApi>,
  args: { readonly [name: string]: Value | Uint8Array },
  call: "create" | "update",
): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(args)) {
    const leaf = kind.leaves.get(path);
    if (path === PARENT && kind.api.parent !== undefined) {
      if (kind.api.parent.inPath !== true) body[kind.api.parent.field] = value;
      continue;
    }
    const whole = kind.api.whole?.[path];
    if (whole !== undefined) {
      const ids = (value as Link[]).map((link) => link.to);
      if (call === "update") body[whole.field] = ids;
      else body[whole.first] = ids[0];
      continue;
    }
    if (leaf?.type === "links") {
      const member = kind.api.links?.[path]?.create;
      if (member !== undefined && call === "create") body[member] = (value as Link[]).map((link) => link.to);
      continue;
    }
    const field = kind.api.fields?.[path];
    if (field?.write === null) continue;
    body[field?.write ?? field?.field ?? path] = encodeValue(value);
  }
  return body;
}

function encodeValue(value: Value | Uint8Array): unknown {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value;
}

export function linkCall(
  kind: Kind<AccountApi>,
  add: boolean,
  id: string,
  args: { readonly [name: string]: unknown },
): { readonly path: string; readonly member: string; readonly to: string } {
  const path = String(args.path);
  const to = String(args.to);
  const mapping = kind.api.links?.[path];
  if (mapping?.add === undefined || mapping.remove === undefined) {
    throw new Error(`kind ${kind.name} does not say how to link ${path}`);
  }
  const spelled = fillPath(add ? mapping.add.path : mapping.remove, { id, to });
  return { path: spelled, member: mapping.add.member, to };
}

/** Fills `{name}` places of a path, percent-encoded. */
export function fillPath(path: string, places: { readonly [name: string]: string }): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(places[name] ?? ""));
}
