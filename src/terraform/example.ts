/** An example of each resource, from the examples of its attributes; references lead to the examples of other kinds. */
import type { Attribute, LeafAttribute, LinksAttribute } from "../kind/attribute.ts";
import { type Kind, keyOfWritten, PARENT } from "../kind/kind.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import type { Value } from "../kind/value.ts";
import type { KindEntry, LinkEntry, ResourceEntry } from "./catalog.ts";
import { block, Expression, type Hcl, type HclObject } from "./hcl.ts";
import { resourceType, snakeCase } from "./names.ts";
import { endsOf } from "./schema.ts";

export const EXAMPLE_NAME = "example";

/** Attributes by name, as they are configured. */
export function exampleBody(entry: ResourceEntry): HclObject {
  return entry.is === "kind" ? kindBody(entry) : linkBody(entry);
}

/** @param more attributes besides those of the example. */
export function exampleBlock(entry: ResourceEntry, more: HclObject = {}): string {
  return block(["resource", entry.type, EXAMPLE_NAME], { ...exampleBody(entry), ...more });
}

function kindBody({ kind, platform }: KindEntry): HclObject {
  const body = { ...parentBody(platform.table, kind), ...objectBody(platform.table, kind.attributes) };
  return kind.removal.effect === "never" ? { ...body, ...provided(kind) } : body;
}

/** The example of the first kind it may stand in, by id. */
export function parentBody(table: KindTable, kind: Kind): HclObject {
  const outer = outerKind(table, kind);
  return outer === null
    ? {}
    : { [PARENT]: new Expression(`${resourceType(table, outer)}.${EXAMPLE_NAME}.id`) };
}

/** What cannot be removed would keep what it stands in from being destroyed; names the platform provides stay anyway. */
function provided(kind: Kind): HclObject {
  return Object.fromEntries(
    Object.entries(kind.attributes).flatMap(([name, attribute]): [string, Hcl][] => {
      const first = attribute.type === "reference" ? attribute.also?.[0] : undefined;
      return first === undefined || attribute.readOnly === true ? [] : [[snakeCase(name), first]];
    }),
  );
}

/** Null where no attribute inside has an example. */
function objectBody(table: KindTable, attributes: { readonly [name: string]: Attribute }): HclObject | null {
  const body: { [name: string]: Hcl } = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    if (attribute.readOnly === true) continue;
    const value =
      attribute.type === "object"
        ? objectBody(table, attribute.attributes)
        : leafExample(table, attribute, attribute.example);
    if (value !== null) body[snakeCase(name)] = value;
  }
  return Object.keys(body).length === 0 ? null : body;
}

function leafExample(table: KindTable, leaf: LeafAttribute, example: Value | undefined): Hcl {
  if (leaf.type === "secret") return new Expression("var.secret");
  if (example === undefined) return null;
  if (leaf.type === "reference") return nameOf(table, leaf.to, String(example));
  if (leaf.type === "links")
    return (example as readonly Value[]).map((each) => linkExample(table, leaf, each));
  if (leaf.type !== "records") return example as Hcl;
  return (example as readonly { readonly [member: string]: Value }[]).map((record) =>
    Object.fromEntries(Object.entries(record).map(([member, value]) => [snakeCase(member), value as Hcl])),
  );
}

function linkExample(table: KindTable, leaf: LinksAttribute, example: Value): Hcl {
  if (typeof example === "string" && leaf.with === undefined) return nameOf(table, leaf.to, example);
  const [part = "name"] = kindOf(table, leaf.to).identity;
  const members =
    typeof example === "string" ? { [part]: example } : (example as { readonly [name: string]: Value });
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      snakeCase(name),
      name === part ? nameOf(table, leaf.to, String(value)) : (value as Hcl),
    ]),
  );
}

/** The example of the kind by reference where it is the one that is meant, else the name itself. */
function nameOf(table: KindTable, to: string, written: string): Hcl {
  const kind = table.kinds.find((each) => each.name === to);
  const own = kind === undefined ? null : exampleName(kind);
  if (kind === undefined || own === null || keyOfWritten(kind, own) !== keyOfWritten(kind, written))
    return written;
  return referenceTo(table, kind);
}

/** The name the example of a kind has; null for one whose identity has no example. */
export function exampleName(kind: Kind): string | null {
  const parts = kind.identity.map((name) => kind.leaves.get(name)?.example);
  if (parts.length === 0 || !parts.every((part) => typeof part === "string")) return null;
  return parts.join("/");
}

/** The path by which the example of a kind is known; the name alone for one that stands at the top. */
export function examplePath(table: KindTable, kind: Kind): string | null {
  const own = exampleName(kind);
  const outer = outerKind(table, kind);
  if (own === null || outer === null) return own;
  return `${examplePath(table, outer)}/${own.replace(/[\\/]/g, "\\$&")}`;
}

/** The first kind it may stand in besides itself. */
function outerKind(table: KindTable, kind: Kind): Kind | null {
  const name = kind.parents?.find((each) => each !== kind.name);
  return name === undefined ? null : kindOf(table, name);
}

/** An expression that names the example of a kind. */
function referenceTo(table: KindTable, kind: Kind, label = EXAMPLE_NAME): Expression {
  const address = `${resourceType(table, kind)}.${label}`;
  const parts = kind.identity.map((name) => `${address}.${snakeCase(name)}`);
  const [only = address] = parts;
  return new Expression(parts.length === 1 ? only : `"${parts.map((part) => `\${${part}}`).join("/")}"`);
}

function linkBody(entry: LinkEntry): HclObject {
  const { table } = entry.platform;
  const ends = endsOf(entry);
  const sample = entry.leaf.example;
  const first = Array.isArray(sample) ? (sample[0] as Value | undefined) : undefined;
  const written = typeof first === "string" ? first : firstName(entry.target, first);
  const own = objectBody(table, entry.leaf.with ?? {}) ?? ownOf(first, entry);
  return {
    [ends.owner]: referenceTo(table, entry.kind),
    [ends.target]:
      written === null ? referenceTo(table, entry.target) : nameOf(table, entry.leaf.to, written),
    ...own,
  };
}

function firstName(target: Kind, example: Value | undefined): string | null {
  const [part = "name"] = target.identity;
  const named =
    typeof example === "object" && example !== null ? (example as { [name: string]: Value })[part] : null;
  return typeof named === "string" ? named : null;
}

function ownOf(example: Value | undefined, { leaf, target }: LinkEntry): HclObject {
  if (leaf.with === undefined || typeof example !== "object" || example === null) return {};
  const members = Object.entries(example as { readonly [name: string]: Value });
  const own = members.filter(([name]) => !target.identity.includes(name));
  return Object.fromEntries(own.map(([name, value]) => [snakeCase(name), value as Hcl]));
}
