/** An object of the account → values of a state, in the spelling the state has already where it means the same. */
import type {
  Attribute,
  LeafAttribute,
  LinksAttribute,
  RecordMember,
  RecordsAttribute,
} from "../kind/attribute.ts";
import { fold } from "../kind/identity.ts";
import { type Kind, keyOfWritten } from "../kind/kind.ts";
import { isVendorOwned, type RecordValue, recordKey, recordsOf } from "../kind/record.ts";
import { linksOf, type State, type StateObject } from "../kind/state.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import type { Link, Value } from "../kind/value.ts";
import { compareValue } from "../plan/compare.ts";
import { declare, joinWritten, ownAttributes, valueAt, writtenTarget } from "./declare.ts";
import { snakeCase } from "./names.ts";
import { type TerraformObject, type TerraformValue, UNKNOWN } from "./protocol/provider.ts";

/** `managed`: what `before` leaves null stays null. `all`: everything that can be read, for import and data sources. */
export type Extent = "managed" | "all";

export interface Rendering {
  readonly kind: Kind;
  readonly table: KindTable;
  readonly object: StateObject;
  /** Holds what the object refers to. */
  readonly state: State;
  /** The values so far; null where there are none. */
  readonly before: TerraformObject | null;
  readonly extent: Extent;
  /** `data` has every attribute computed and no write-only ones. */
  readonly role: "resource" | "data";
}

/** Every attribute of the kind, facts included. */
export function render(rendering: Rendering): TerraformObject {
  const { before, kind, table } = rendering;
  const declared = before === null ? null : declare(kind, table, before).node.attributes;
  return renderObject({ ...rendering, declared }, kind.attributes, "");
}

interface Work extends Rendering {
  readonly declared: { readonly [path: string]: Value } | null;
}

function renderObject(
  work: Work,
  attributes: { readonly [name: string]: Attribute },
  prefix: string,
): TerraformObject {
  const object: { [name: string]: TerraformValue } = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    if (work.role === "data" && attribute.writeOnly === true) continue;
    if (work.role === "resource" && prefix !== "" && attribute.readOnly === true) continue;
    const path = prefix + name;
    object[snakeCase(name)] =
      attribute.type === "object"
        ? renderInner(work, attribute.attributes, path)
        : renderLeaf(work, path, attribute);
    if (attribute.type === "secret" && attribute.createOnly !== true && work.role === "resource") {
      object[`${snakeCase(name)}_version`] = beforeAt(work, `${path}_version`);
    }
  }
  return object;
}

function renderInner(
  work: Work,
  attributes: { readonly [name: string]: Attribute },
  path: string,
): TerraformValue {
  if (work.extent === "managed" && beforeAt(work, path) === null) return null;
  return renderObject(work, attributes, `${path}.`);
}

/** What was planned as unknown and cannot be read is null: a state holds no unknown values. */
function beforeAt({ before }: Work, path: string): TerraformValue {
  const value = before === null ? null : valueAt(before, path);
  return value === UNKNOWN ? null : value;
}

function renderLeaf(work: Work, path: string, leaf: LeafAttribute): TerraformValue {
  const before = beforeAt(work, path);
  const live = work.object.attributes[path];
  if (leaf.type === "secret") return null;
  if (leaf.writeOnly === true) return before;
  if (leaf.readOnly !== true && before === null && work.extent === "managed") return null;
  if (leaf.type === "links") return live === undefined ? before : renderLinks(work, leaf, path, before);
  if (live === undefined) return before;
  if (isSpelling(work, path, leaf, before, live)) return before;
  const declared = work.declared?.[path];
  if (before !== null && declared !== undefined && compareValue(leaf, live, declared) === "same")
    return before;
  return live === null ? null : renderValue(work, leaf, live);
}

/** Where names cannot be changed, another spelling of one means nothing, nor does another name the object goes by. */
function isSpelling(
  { kind, object }: Work,
  path: string,
  leaf: LeafAttribute,
  before: TerraformValue,
  live: Value,
): boolean {
  if (leaf.type !== "string" || kind.rename.as === "update" || !kind.identity.includes(path)) return false;
  const names = [live, ...(kind.alsoKnownBy ?? []).map((other) => object.attributes[other])];
  return typeof before === "string" && names.some((each) => fold(String(each)) === fold(before));
}

function renderValue(work: Work, leaf: LeafAttribute, live: Value): TerraformValue {
  switch (leaf.type) {
    case "reference":
      return nameOf(work, leaf.to, String(live)) ?? nameOfProvided(leaf.also, String(live));
    case "records":
      return renderRecords(work, leaf, live);
    case "texts":
      return Array.isArray(live) ? live.map(String).sort() : null;
    case "file":
      return null;
    case "integer":
      return typeof live === "number" ? live : null;
    case "boolean":
      return typeof live === "boolean" ? live : null;
    case "string":
    case "enum":
    case "secret":
    case "links":
      return typeof live === "string" ? live : JSON.stringify(live);
  }
}

/** Vendor-owned records nobody declared are no part of what is managed. */
function renderRecords(work: Work, leaf: RecordsAttribute, live: Value): TerraformValue {
  const declared = recordsOf(work.declared?.[pathOf(work, leaf)]);
  const named = new Set(declared.map((record) => recordKey(leaf, record)));
  return recordsOf(live)
    .filter((record) => {
      const isOthers = isVendorOwned(leaf.vendorOwned, record) && !named.has(recordKey(leaf, record));
      return work.role === "data" || !isOthers;
    })
    .map((record) => renderRecord(leaf, record));
}

function pathOf({ kind }: Work, leaf: LeafAttribute): string {
  return [...kind.leaves].find(([, each]) => each === leaf)?.[0] ?? "";
}

function renderRecord(leaf: RecordsAttribute, record: RecordValue): TerraformObject {
  return Object.fromEntries(
    Object.entries(leaf.of).map(([member, attribute]) => [
      snakeCase(member),
      renderMember(attribute, record[member]),
    ]),
  );
}

function renderMember(attribute: RecordMember, value: Value | undefined): TerraformValue {
  if (value === undefined || value === null || value === "") return null;
  if (attribute.type === "texts") return Array.isArray(value) ? value.map(String).sort() : null;
  return typeof value === "object" ? null : value;
}

/** Links in the spelling of `before`, with the implicit ones it names. */
function renderLinks(work: Work, leaf: LinksAttribute, path: string, before: TerraformValue): TerraformValue {
  const target = kindOf(work.table, leaf.to);
  const implicit = new Set((leaf.implicit ?? []).map(fold));
  const written = new Map<string, TerraformValue>();
  for (const each of Array.isArray(before) ? (before as readonly TerraformValue[]) : []) {
    written.set(keyOfWritten(target, writtenTarget(target, each)), each);
  }
  const links = linksOf(work.object, path).filter((link) => work.role === "data" || !implicit.has(link.to));
  const rendered = links.flatMap((link) => renderLink(work, leaf, target, link, written.get(link.to)));
  const kept = [...written].filter(([key]) => work.role === "resource" && implicit.has(key));
  return [...rendered, ...kept.map(([, each]) => each)];
}

function renderLink(
  work: Work,
  leaf: LinksAttribute,
  target: Kind,
  link: Link,
  before: TerraformValue | undefined,
): TerraformValue[] {
  const name = nameOf(work, leaf.to, link.to);
  if (name === null) return [];
  if (leaf.with === undefined) return [before ?? name];
  return [renderDetailed(work, leaf, target, link, before as TerraformObject | undefined)];
}

function renderDetailed(
  work: Work,
  leaf: LinksAttribute,
  target: Kind,
  link: Link,
  before: TerraformObject | undefined,
): TerraformObject {
  const parts = partsOf(work, target, link.to) ?? [];
  const identity = target.identity.map((part, index): [string, TerraformValue] => [
    snakeCase(part),
    before?.[snakeCase(part)] ?? parts[index] ?? null,
  ]);
  const managed = before === undefined ? null : ownAttributes(leaf, work.table, before);
  const own = Object.entries(leaf.with ?? {}).map(([name]): [string, TerraformValue] => {
    const isUnmanaged = managed !== null && managed[name] === undefined && work.extent === "managed";
    const value = link[name] ?? null;
    return [snakeCase(name), isUnmanaged || typeof value === "object" ? null : value];
  });
  return Object.fromEntries([...identity, ...own]);
}

/** The name of an object as people write it; null for one that is not in the account. */
export function nameOf(work: Pick<Work, "table" | "state">, kindName: string, key: string): string | null {
  const parts = partsOf(work, kindOf(work.table, kindName), key);
  return parts === null ? null : joinWritten(parts);
}

function partsOf({ table, state }: Pick<Work, "table" | "state">, kind: Kind, key: string): string[] | null {
  const object = state.objects.get(kind.name)?.get(key);
  if (object === undefined) return null;
  return kind.identity.map((name) => {
    const value = String(object.attributes[name] ?? "");
    const leaf = kind.leaves.get(name);
    return leaf?.type === "reference" ? (nameOf({ table, state }, leaf.to, value) ?? value) : value;
  });
}

/** Names the platform provides resolve to objects of other kinds. */
function nameOfProvided(also: readonly string[] | undefined, key: string): string | null {
  if (key.startsWith("\u0000")) return null;
  return also?.find((name) => fold(name) === key) ?? key;
}
