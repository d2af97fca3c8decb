/** Configured or planned values → a node, as the differ takes it. */
import { hash } from "node:crypto";
import type { Location } from "../diagnostic/diagnostic.ts";
import { type DeclaredLink, type Node, nodeId } from "../graph/node.ts";
import type { LeafAttribute, LinksAttribute, RecordsAttribute } from "../kind/attribute.ts";
import { joinKey, pathPart, splitKey } from "../kind/identity.ts";
import { assumedValues, declarable, type Kind, keyOfWritten } from "../kind/kind.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import { normalizeName } from "../kind/text.ts";
import { canonicalTimezone } from "../kind/timezone.ts";
import type { Value } from "../kind/value.ts";
import type { Place } from "./container.ts";
import { snakeCase } from "./names.ts";
import { Decimal, type TerraformObject, type TerraformValue, UNKNOWN } from "./protocol/provider.ts";

export interface Declared {
  readonly node: Node;
  /** Paths whose value is not known yet; the node is silent about them. */
  readonly unknown: ReadonlySet<string>;
}

/** Stands for the place of an attribute: there is no text, so the path stands in its stead. */
export function placeOf(path: string): Location {
  return { file: "", line: 0, column: 0, length: 0, text: path };
}

/**
 * Reads every declarable attribute; null ones are not managed.
 * @param place what the object stands in. Default: the key is the own part alone.
 */
export function declare(
  kind: Kind,
  table: KindTable,
  object: TerraformObject,
  place: Place | null = null,
): Declared {
  const attributes: { [path: string]: Value } = { ...assumedValues(kind) };
  const links: { [path: string]: Node["links"][string] } = {};
  const unknown = new Set<string>();
  for (const [path, leaf] of declarable(kind)) {
    const value = valueAt(object, path);
    if (value === null) continue;
    if (!isKnown(value)) {
      unknown.add(path);
      delete attributes[path];
    } else if (leaf.type === "links") {
      links[path] = { mode: "all", entries: linkEntries(leaf, table, value, path), exclude: [] };
    } else attributes[path] = toValue(leaf, table, value);
  }
  const own = keyOf(kind, table, object) ?? "";
  const key = place === null ? own : `${place.key}/${own}`;
  const node: Node = {
    id: nodeId(kind.name, key),
    kind: kind.name,
    key,
    label: place === null ? labelOf(kind, object) : `${place.label}/${pathPart(labelOf(kind, object))}`,
    parent: place?.id ?? null,
    attributes,
    links,
    renamedFrom: null,
    protect: false,
    until: null,
    reason: null,
    at: placeOf(""),
    placeOf,
  };
  return { node, unknown };
}

/** The value at a dotted path; null where an object around it is null. */
export function valueAt(object: TerraformObject, path: string): TerraformValue {
  let value: TerraformValue = object;
  for (const name of path.split(".")) {
    if (value === UNKNOWN || value === null) return value;
    if (typeof value !== "object" || Array.isArray(value) || value instanceof Decimal) return null;
    value = (value as TerraformObject)[snakeCase(name)] ?? null;
  }
  return value;
}

/** True when nothing in the value is unknown. */
export function isKnown(value: TerraformValue): boolean {
  if (value === UNKNOWN) return false;
  if (Array.isArray(value)) return value.every(isKnown);
  if (typeof value !== "object" || value === null || value instanceof Decimal) return true;
  return Object.values(value).every(isKnown);
}

/** Key of the object; null while a part of it is unknown or missing. A root has the empty key. */
export function keyOf(kind: Kind, table: KindTable, object: TerraformObject): string | null {
  const parts: string[] = [];
  for (const name of kind.identity) {
    const value = valueAt(object, name);
    if (typeof value !== "string") return null;
    const leaf = kind.leaves.get(name);
    if (leaf?.type !== "reference") parts.push(value);
    else parts.push(...splitKey(keyOfWritten(kindOf(table, leaf.to), value)));
  }
  return joinKey(parts);
}

export function labelOf(kind: Kind, object: TerraformObject): string {
  if (kind.root === true) return String(valueAt(object, "name") ?? kind.name);
  return kind.identity.map((name) => textOf(valueAt(object, name))).join("/");
}

function textOf(value: TerraformValue): string {
  return typeof value === "string" ? value : "(unknown)";
}

/** A number as a JavaScript number; the attributes' bounds leave no place for others. */
export function numberOf(value: TerraformValue): number {
  return Number(value instanceof Decimal ? value.text : value);
}

function toValue(leaf: LeafAttribute, table: KindTable, value: TerraformValue): Value {
  switch (leaf.type) {
    case "string":
      return toText(leaf, String(value));
    case "integer":
      return numberOf(value);
    case "texts":
      return (value as readonly string[]).map(normalizeName).sort();
    case "records":
      return (value as readonly TerraformObject[]).map((record) => toRecord(leaf, table, record));
    case "reference":
      return keyOfWritten(kindOf(table, leaf.to), String(value));
    case "file":
      return { $file: "", sha256: hash("sha256", fileBytes(value)) };
    case "boolean":
    case "enum":
    case "secret":
    case "links":
      return value as Value;
  }
}

/** The bytes of a file attribute. */
export function fileBytes(value: TerraformValue): Uint8Array {
  return Buffer.from(String(value), "base64");
}

function toText(leaf: LeafAttribute & { readonly type: "string" }, text: string): string {
  if (leaf.format === "timezone") return canonicalTimezone(text.trim()) ?? text;
  return leaf.format === undefined && leaf.pattern === undefined ? text : normalizeName(text);
}

function toRecord(leaf: RecordsAttribute, table: KindTable, record: TerraformObject): Value {
  const members: { [member: string]: Value } = {};
  for (const [member, attribute] of Object.entries(leaf.of)) {
    const value = record[snakeCase(member)] ?? null;
    if (value !== null) members[member] = toValue(attribute, table, value);
  }
  return members;
}

function linkEntries(
  leaf: LinksAttribute,
  table: KindTable,
  value: TerraformValue,
  path: string,
): DeclaredLink[] {
  return (value as readonly TerraformValue[]).map((each) => linkEntry(leaf, table, each, path));
}

function linkEntry(
  leaf: LinksAttribute,
  table: KindTable,
  value: TerraformValue,
  path: string,
): DeclaredLink {
  const target = kindOf(table, leaf.to);
  const written = writtenTarget(target, value);
  return {
    to: keyOfWritten(target, written),
    written,
    until: null,
    reason: null,
    attributes: typeof value === "string" ? {} : ownAttributes(leaf, table, value as TerraformObject),
    at: placeOf(path),
  };
}

/** The target of a link as a text, the parts of a composed identity joined. */
export function writtenTarget(target: Kind, value: TerraformValue): string {
  if (typeof value === "string") return value;
  const object = value as TerraformObject;
  return joinWritten(target.identity.map((part) => String(object[snakeCase(part)] ?? "")));
}

/** Parts of a name as one text; a `/` inside a part is escaped where there are several. */
export function joinWritten(parts: readonly string[]): string {
  return parts.length === 1
    ? (parts[0] ?? "")
    : parts.map((part) => part.replace(/[\\/]/g, "\\$&")).join("/");
}

/** What a link carries, by attribute name; unset ones are left out. */
export function ownAttributes(
  leaf: LinksAttribute,
  table: KindTable,
  object: TerraformObject,
): { readonly [name: string]: Value } {
  const own: { [name: string]: Value } = {};
  for (const [name, attribute] of Object.entries(leaf.with ?? {})) {
    const value = object[snakeCase(name)] ?? null;
    if (value !== null && attribute.type !== "object") own[name] = toValue(attribute, table, value);
  }
  return own;
}
