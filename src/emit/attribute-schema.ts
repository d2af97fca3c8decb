/** One attribute as JSON Schema (draft 2020-12), as an editor needs it. */
import type { Attribute, LeafAttribute, LinksAttribute, StringAttribute } from "../kind/attribute.ts";
import type { KindTable } from "../kind/table.ts";
import { kindOf } from "../kind/table.ts";
import type { Value } from "../kind/value.ts";

export type Schema = { readonly [keyword: string]: Value };

const MAXIMUM_CHARACTERS = 255;
/** Something, `@`, something: the schema never refuses an address that validation accepts. */
const EMAIL_PATTERN = "^\\s*[^\\s@]+@[^\\s@]+\\s*$";

/** Schema of a declarable attribute; read-only attributes have none, so that declaring one is an unknown property. */
function attributeSchema(table: KindTable, attribute: Attribute): Schema {
  if (attribute.type === "object") return described(attribute, objectSchema(table, attribute.attributes));
  return described(attribute, leafSchema(table, attribute));
}

/** A closed object of attributes, without keywords of its own. */
export function objectSchema(
  table: KindTable,
  attributes: { readonly [name: string]: Attribute },
  more: { readonly [name: string]: Schema } = {},
): Schema {
  const declared = Object.entries(attributes).filter(([, attribute]) => attribute.readOnly !== true);
  const required = declared.filter(([, attribute]) => attribute.required === true).map(([name]) => name);
  return {
    type: "object",
    properties: {
      ...Object.fromEntries(declared.map(([name, attribute]) => [name, attributeSchema(table, attribute)])),
      ...more,
    },
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function leafSchema(table: KindTable, leaf: LeafAttribute): Schema {
  switch (leaf.type) {
    case "string":
      return stringSchema(leaf);
    case "integer":
      return { type: "integer", minimum: leaf.minimum, maximum: leaf.maximum };
    case "boolean":
      return { type: "boolean" };
    case "enum":
      return { enum: leaf.values };
    case "texts":
      return { type: "array", items: { type: "string" }, uniqueItems: true };
    case "records":
      return { type: "array", items: objectSchema(table, leaf.of) };
    case "reference":
    case "file":
    case "secret":
      return { type: "string", minLength: 1 };
    case "links":
      return listOrParts(linkSchema(table, leaf));
  }
}

function stringSchema(leaf: StringAttribute): Schema {
  const pattern = leaf.pattern?.source ?? (leaf.format === "email" ? EMAIL_PATTERN : undefined);
  return {
    type: "string",
    ...(leaf.format === undefined ? {} : { minLength: 1 }),
    maxLength: leaf.maxLength ?? MAXIMUM_CHARACTERS,
    ...(pattern === undefined ? {} : { pattern }),
    ...(leaf.reserved === undefined ? {} : { not: { enum: leaf.reserved.names } }),
  };
}

/**
 * The target's name alone, or an object that also says how long and why, and carries the link's own attributes. A link
 * with a required attribute of its own has no short form.
 */
function linkSchema(table: KindTable, leaf: LinksAttribute): Schema {
  const target = kindOf(table, leaf.to);
  const name: Schema = { type: "string", minLength: 1 };
  const identity = Object.fromEntries(
    target.identity.map((part) => [part, { ...name, description: `The ${leaf.to} that is meant.` }]),
  );
  const own = objectSchema(table, leaf.with ?? {}, leaf.mayEnd === false ? reasonSchema() : untilSchema());
  const properties = own.properties as { readonly [name: string]: Schema };
  const needed = Array.isArray(own.required) ? own.required : [];
  const entry = {
    ...own,
    properties: { ...identity, ...properties },
    required: [...target.identity, ...needed],
  };
  return needed.length > 0 ? entry : { anyOf: [name, entry] };
}

/** When an entry ends, and why it was made. */
export function untilSchema(): { readonly [name: string]: Schema } {
  return {
    until: {
      type: "string",
      pattern: "^\\d{4}-\\d{2}-\\d{2}([Tt ].+)?$",
      description:
        "Date or RFC 3339 time from which the entry counts as absent; a date means the end of that day in UTC.",
      examples: ["2026-12-31", "2026-12-31T17:00:00Z"],
    },
    ...reasonSchema(),
  };
}

export function reasonSchema(): { readonly [name: string]: Schema } {
  const description = "Why the entry exists; shown in plans and audits.";
  return { reason: { type: "string", minLength: 1, description } };
}

/** A plain list (these and no others), or `include` and `exclude` (at least these, never those). */
export function listOrParts(items: Schema): Schema {
  const list = { type: "array", items };
  return {
    anyOf: [
      { ...list, description: "Everything that should exist; what is not listed is removed." },
      {
        type: "object",
        description: "At least `include`, never `exclude`; everything else is not managed.",
        properties: {
          include: { ...list, description: "Entries that should exist." },
          exclude: {
            ...patternsSchema(),
            description: "Identities that must not exist: `*` stands for any run of characters, `?` for one.",
          },
        },
        minProperties: 1,
        additionalProperties: false,
      },
    ],
  };
}

export function patternsSchema(): Schema {
  return { type: "array", items: { type: "string", minLength: 1 } };
}

function described(attribute: Attribute, schema: Schema): Schema {
  return {
    description: [attribute.doc, ...remarks(attribute)].join(" "),
    ...schema,
    ...(attribute.default === undefined ? {} : { default: attribute.default }),
    ...(attribute.example === undefined ? {} : { examples: [attribute.example] }),
  };
}

/** What the type alone does not say, each a full sentence. */
export function remarks(attribute: Attribute): string[] {
  return [
    ...(attribute.createOnly === true ? ["Used at creation only; a later difference is information."] : []),
    ...(attribute.writeOnly === true ? ["Never read back or compared."] : []),
    ...(attribute.type === "secret" ? ["Written as `!env NAME` or `!file PATH`, never as text."] : []),
    ...(attribute.type === "integer" ? [`Unit: ${attribute.unit}.`] : []),
    ...(attribute.caution === undefined ? [] : [`Caution: ${attribute.caution}.`]),
    ...(attribute.rule === undefined ? [] : [`Rule ${attribute.rule}.`]),
  ];
}
