/** A whole manifest of one platform as JSON Schema, for editors and for anybody who writes manifests with a program. */
import { declarable, type Kind } from "../kind/kind.ts";
import type { KindTable } from "../kind/table.ts";
import {
  listOrParts,
  objectSchema,
  patternsSchema,
  reasonSchema,
  type Schema,
  untilSchema,
} from "./attribute-schema.ts";

export const DRAFT = "https://json-schema.org/draft/2020-12/schema";
export const API_VERSION = "cxroster/v1";

/** JSON Schema (draft 2020-12) of one document of a platform's manifest. */
export function jsonSchema(table: KindTable): Schema {
  const top = table.kinds.filter((kind) => kind.parents === undefined);
  return {
    $schema: DRAFT,
    $id: `urn:cxroster:manifest:v1:${table.platform}`,
    title: `cxroster manifest for ${table.product}`,
    description:
      "What should exist. A key that is absent is not managed; a key that is present lists everything that should be " +
      "in it. A value tagged `!env NAME` or `!file PATH` is a string to an editor; `cxroster init` writes the editor's " +
      "`customTags`.",
    type: "object",
    properties: {
      apiVersion: { const: API_VERSION, description: "Version of the manifest format." },
      platform: { const: table.platform, description: `Platform of the manifest: ${table.product}.` },
      ...Object.fromEntries(top.map((kind) => [kind.manifestKey, memberSchema(kind)])),
      ignore: ignoreSchema(table),
    },
    required: ["apiVersion", "platform"],
    additionalProperties: false,
    $defs: Object.fromEntries(table.kinds.map((kind) => [kind.name, entrySchema(table, kind)])),
  };
}

function memberSchema(kind: Kind): Schema {
  const entry = { $ref: `#/$defs/${kind.name}` };
  return kind.root === true ? entry : { description: kind.summary, ...listOrParts(entry) };
}

function entrySchema(table: KindTable, kind: Kind): Schema {
  const children = table.kinds.filter((each) => each.parents?.includes(kind.name));
  const more = {
    ...Object.fromEntries(children.map((child) => [child.manifestKey, memberSchema(child)])),
    ...engineMembers(kind),
  };
  return { title: kind.name, description: kind.summary, ...objectSchema(table, kind.attributes, more) };
}

/** Members of an entry that the engine reads, whatever the kind. */
function engineMembers(kind: Kind): { readonly [name: string]: Schema } {
  const own = new Set(declarable(kind).map(([path]) => path));
  const members: [string, Schema][] = [
    ...(kind.rename.as === "never" ? [] : [["renamedFrom", renamedFrom(kind)] as [string, Schema]]),
    ["protect", PROTECT],
    ...Object.entries(kind.person === true ? untilSchema() : reasonSchema()),
  ];
  return Object.fromEntries(members.filter(([name]) => !own.has(name)));
}

function renamedFrom(kind: Kind): Schema {
  const how = RENAMES[kind.rename.as];
  return {
    type: "string",
    minLength: 1,
    description: `Former identity. Where only the former one exists, ${how}; afterwards the entry says nothing.`,
  };
}

const RENAMES = {
  update: "the object is renamed in place",
  replace: "the object is replaced, because its identity cannot change",
  refused: "the plan is refused, because its identity cannot change",
  never: "nothing can be done",
} as const;

const PROTECT: Schema = {
  type: "boolean",
  default: false,
  description: "Refuses any plan that would remove or replace the object.",
};

function ignoreSchema(table: KindTable): Schema {
  const collections = table.kinds.filter((kind) => kind.root !== true).map((kind) => kind.manifestKey);
  const properties = Object.fromEntries([...new Set(collections)].map((key) => [key, patternsSchema()]));
  return {
    type: "object",
    description:
      "Identity patterns, by collection, of objects that others manage: they are never created, changed or removed, " +
      "nor is a link to them.",
    properties,
    additionalProperties: false,
    examples: [Object.fromEntries(collections.slice(-1).map((key) => [key, ["*@vendor.example"]]))],
  };
}
