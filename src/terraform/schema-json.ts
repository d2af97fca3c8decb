/** The provider's schema as `terraform providers schema -json` prints it, without a terraform. */
import type { ObjectSchema, ProviderSchema, SchemaAttribute } from "./protocol/provider.ts";

/** Registry host that the addresses below are written with. */
const HOST = "registry.terraform.io";

/** Keys are sorted, so that what is generated from it never depends on the order of definitions. */
export function schemaJson(schema: ProviderSchema, source: string): object {
  const provider = {
    provider: objectJson(schema.provider),
    resource_schemas: mapSorted(schema.resources, objectJson),
    data_source_schemas: mapSorted(schema.dataSources, objectJson),
  };
  return { format_version: "1.0", provider_schemas: { [`${HOST}/${source}`]: provider } };
}

function objectJson({ version, description, attributes }: ObjectSchema): object {
  return { version, block: { attributes: attributesJson(attributes), ...described(description) } };
}

function attributesJson(attributes: readonly SchemaAttribute[]): object {
  const named = Object.fromEntries(attributes.map((each) => [each.name, each]));
  return mapSorted(named, attributeJson);
}

function attributeJson(attribute: SchemaAttribute): object {
  const { type, nested, description, required, optional, computed, sensitive, writeOnly } = attribute;
  const shape =
    nested === undefined
      ? { type }
      : { nested_type: { attributes: attributesJson(nested.attributes), nesting_mode: nested.nesting } };
  return {
    ...shape,
    ...described(description),
    ...flags({ required, optional, computed, sensitive, write_only: writeOnly }),
    ...(attribute.deprecated === undefined ? {} : { deprecated: true }),
  };
}

function described(description: string): object {
  return { description, description_kind: "markdown" };
}

function flags(each: { readonly [name: string]: boolean | undefined }): object {
  return Object.fromEntries(Object.entries(each).filter(([, is]) => is === true));
}

function mapSorted<T>(record: { readonly [name: string]: T }, change: (value: T) => object): object {
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, value]) => [name, change(value)]));
}
