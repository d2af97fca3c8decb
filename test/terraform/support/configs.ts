/** Random configurations of a schema, with unset and unknown values anywhere a core may send them. */
import fc from "fast-check";
import type { Attribute } from "../../../src/kind/attribute.ts";
import { fold } from "../../../src/kind/identity.ts";
import { type KindTable, kindOf } from "../../../src/kind/table.ts";
import type { ResourceEntry } from "../../../src/terraform/catalog.ts";
import { snakeCase } from "../../../src/terraform/names.ts";
import {
  type ObjectSchema,
  type SchemaAttribute,
  type TerraformObject,
  type TerraformValue,
  UNKNOWN,
} from "../../../src/terraform/protocol/provider.ts";

const NAMES = ["Claims", "claims", "Sales", "ana@x.example", "ANA@x.example", "Everyone", "Documents", ""];

/** @param unknown may values be unknown? A configuration at apply holds none. */
export function configOf(
  entry: ResourceEntry,
  schema: ObjectSchema,
  unknown: boolean,
): fc.Arbitrary<TerraformObject> {
  const definitions = entry.is === "kind" ? entry.kind.attributes : (entry.leaf.with ?? {});
  return objectOf(entry.platform.table, schema.attributes, definitions, unknown);
}

function objectOf(
  table: KindTable,
  attributes: readonly SchemaAttribute[],
  definitions: { readonly [name: string]: Attribute },
  unknown: boolean,
): fc.Arbitrary<TerraformObject> {
  const byName = new Map(Object.entries(definitions).map(([name, each]) => [snakeCase(name), each]));
  const model = Object.fromEntries(
    attributes.map((attribute) => [
      attribute.name,
      anyValue(table, attribute, byName.get(attribute.name), unknown),
    ]),
  );
  return fc.record(model) as fc.Arbitrary<TerraformObject>;
}

function anyValue(
  table: KindTable,
  attribute: SchemaAttribute,
  definition: Attribute | undefined,
  unknown: boolean,
): fc.Arbitrary<TerraformValue> {
  if (attribute.computed === true && attribute.optional !== true) return fc.constant(null);
  const value = knownValue(table, attribute, definition, unknown);
  const choices = [{ weight: 6, arbitrary: value }];
  if (attribute.required !== true) choices.push({ weight: 3, arbitrary: fc.constant(null) });
  if (unknown) choices.push({ weight: 1, arbitrary: fc.constant(UNKNOWN) });
  return fc.oneof(...choices);
}

function knownValue(
  table: KindTable,
  attribute: SchemaAttribute,
  definition: Attribute | undefined,
  unknown: boolean,
): fc.Arbitrary<TerraformValue> {
  const { nested, type } = attribute;
  if (nested !== undefined) {
    const inner = objectOf(table, nested.attributes, innerOf(table, definition), unknown);
    if (nested.nesting === "single") return inner;
    const selector = (each: TerraformObject) => identityOf(definition, each);
    return fc.uniqueArray(inner, { maxLength: 3, selector });
  }
  if (type === "bool") return fc.boolean();
  if (type === "number") return fc.integer({ min: 0, max: 100 });
  if (Array.isArray(type)) return fc.uniqueArray(nameOf(unknown), { maxLength: 3 });
  if (definition?.type === "enum") return fc.constantFrom(...definition.values);
  if (definition?.type === "file") return fc.constantFrom("aGVsbG8=", "d29ybGQ=");
  if (definition?.type === "string" && definition.format === "timezone") {
    return fc.constantFrom("UTC", "Etc/UTC", "Europe/Bucharest");
  }
  return fc.constantFrom(...NAMES);
}

/** What makes an element one of its own: of records the members that say so, of everything else all of it. */
function identityOf(definition: Attribute | undefined, element: TerraformObject): string {
  const vendor = definition?.type === "records" ? definition.vendorOwned : undefined;
  if (vendor !== undefined && element[snakeCase(vendor.member)] === vendor.is) return "vendor";
  const members = definition?.type === "records" ? definition.by.map(snakeCase) : Object.keys(element);
  return JSON.stringify(members.map((name) => plain(element[name])));
}

/** No text and an empty one are the same, and so is another case. */
function plain(value: TerraformValue | undefined): unknown {
  if (value === null || value === undefined) return "";
  if (value === UNKNOWN) return "unknown";
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === "string" ? fold(value) : String(value);
}

function nameOf(unknown: boolean): fc.Arbitrary<TerraformValue> {
  return unknown
    ? fc.constantFrom<TerraformValue>(...NAMES, UNKNOWN)
    : fc.constantFrom<TerraformValue>(...NAMES);
}

function innerOf(
  table: KindTable,
  definition: Attribute | undefined,
): { readonly [name: string]: Attribute } {
  if (definition?.type === "object") return definition.attributes;
  if (definition?.type === "records") return definition.of;
  if (definition?.type !== "links") return {};
  const target = kindOf(table, definition.to);
  const inner: { [name: string]: Attribute } = { ...definition.with };
  for (const name of target.identity) {
    const attribute = target.attributes[name];
    if (attribute !== undefined) inner[name] = attribute;
  }
  return inner;
}
