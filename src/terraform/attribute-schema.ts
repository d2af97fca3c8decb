/** Attributes of kinds → attributes of Terraform schemas. */
import type {
  Attribute,
  LeafAttribute,
  LinksAttribute,
  ObjectAttribute,
  RecordsAttribute,
} from "../kind/attribute.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import { snakeCase } from "./names.ts";
import type { SchemaAttribute, TypeConstraint } from "./protocol/provider.ts";

/** How an attribute is offered: to be configured, as a fact of a resource, or as a result of a data source. */
export type Role = "configured" | "computed";

/** The attributes of a record of definitions; those of a data source are all computed. */
export function schemaAttributes(
  table: KindTable,
  attributes: { readonly [name: string]: Attribute },
  role: Role,
): SchemaAttribute[] {
  return Object.entries(attributes)
    .filter(([, attribute]) => role === "configured" || attribute.writeOnly !== true)
    .flatMap(([name, attribute]) => schemaAttribute(table, name, attribute, role));
}

function schemaAttribute(
  table: KindTable,
  name: string,
  attribute: Attribute,
  role: Role,
): SchemaAttribute[] {
  const shape =
    attribute.type === "object" ? objectShape(table, attribute, role) : leafShape(table, attribute, role);
  const base = { name: snakeCase(name), ...shape, description: describe(attribute) };
  if (role === "computed" || attribute.readOnly === true) return [{ ...base, computed: true }];
  const use = attribute.required === true ? { required: true } : { optional: true };
  if (attribute.type !== "secret") return [{ ...base, ...use }];
  const secret = { ...base, ...use, sensitive: true, writeOnly: true };
  return attribute.createOnly === true ? [secret] : [secret, versionOf(name)];
}

/** A changed secret cannot be seen; a changed version of it can. */
function versionOf(name: string): SchemaAttribute {
  return {
    name: `${snakeCase(name)}_version`,
    type: "number",
    description: `Any whole number; a changed one sends \`${snakeCase(name)}\` again.`,
    optional: true,
  };
}

type Shape = Pick<SchemaAttribute, "type" | "nested">;

/** Facts inside a configured object have no place of their own and are left to the data source. */
function objectShape(table: KindTable, attribute: ObjectAttribute, role: Role): Shape {
  const inner = Object.entries(attribute.attributes).filter(
    ([, each]) => role === "computed" || each.readOnly !== true,
  );
  return {
    nested: { nesting: "single", attributes: schemaAttributes(table, Object.fromEntries(inner), role) },
  };
}

function leafShape(table: KindTable, leaf: LeafAttribute, role: Role): Shape {
  switch (leaf.type) {
    case "integer":
      return { type: "number" };
    case "boolean":
      return { type: "bool" };
    case "texts":
      return { type: ["set", "string"] };
    case "records":
      return recordsShape(table, leaf, role);
    case "links":
      return linksShape(table, leaf, role);
    case "file":
    case "string":
    case "enum":
    case "reference":
    case "secret":
      return { type: "string" };
  }
}

function recordsShape(table: KindTable, leaf: RecordsAttribute, role: Role): Shape {
  return { nested: { nesting: "list", attributes: schemaAttributes(table, leaf.of, role) } };
}

/** Names alone, or objects of the target's identity and what the link itself carries. */
function linksShape(table: KindTable, leaf: LinksAttribute, role: Role): Shape {
  if (leaf.with === undefined) return { type: ["set", "string"] };
  const target = kindOf(table, leaf.to);
  const identity = target.identity.map((part): SchemaAttribute => {
    const type: TypeConstraint = "string";
    const description = `The ${leaf.to} that is meant.`;
    const use = role === "computed" ? { computed: true } : { required: true };
    return { name: snakeCase(part), type, description, ...use };
  });
  return {
    nested: { nesting: "set", attributes: [...identity, ...schemaAttributes(table, leaf.with, role)] },
  };
}

/** The attribute's own text, without what only manifests know. */
export function describe(attribute: Attribute): string {
  return [ownText(attribute), ...remarks(attribute)].join(" ");
}

function ownText(attribute: Attribute): string {
  if (attribute.type === "file") {
    return `Content of the file in base64, as \`filebase64\` gives it; at most ${attribute.maxBytes} bytes, compared by its hash.`;
  }
  const sentences = attribute.doc
    .split(/(?<=\.)\s+/)
    .filter((each) => !/!env|!file|manifest|renamedFrom/i.test(each));
  const text = sentences.length === 0 ? attribute.doc : sentences.join(" ");
  return text.replace(/`([a-z]+[A-Z]\w*)`/g, (_, name: string) => `\`${snakeCase(name)}\``);
}

function remarks(attribute: Attribute): string[] {
  const managed = attribute.readOnly !== true && attribute.required !== true;
  return [
    ...(attribute.type === "enum"
      ? [`One of ${attribute.values.map((each) => `\`${each}\``).join(", ")}.`]
      : []),
    ...(attribute.type === "integer" ? [integerText(attribute)] : []),
    ...(attribute.type === "links" && managed ? ["Unset: not managed. Empty: nobody and nothing."] : []),
    ...(attribute.type === "secret"
      ? ["Write-only: never kept in a plan or a state; needs Terraform 1.11 or later."]
      : []),
    ...(attribute.createOnly === true
      ? ["Used at creation; a later change is kept as it was, with a warning."]
      : []),
    ...(attribute.type !== "secret" && attribute.writeOnly === true
      ? ["Never read back; kept as configured."]
      : []),
    ...(attribute.caution === undefined ? [] : [`Caution: ${attribute.caution}.`]),
    ...(attribute.rule === undefined ? [] : [`Rule ${attribute.rule}.`]),
  ];
}

function integerText({ minimum, maximum, unit }: Attribute & { readonly type: "integer" }): string {
  const most = maximum === Number.MAX_SAFE_INTEGER ? "" : ` to ${maximum}`;
  return `A whole number from ${minimum}${most} (${unit}).`;
}
