/** The value a core proposes: the configuration, with prior values where the provider decides and nothing is configured. */
import type {
  ObjectSchema,
  SchemaAttribute,
  TerraformObject,
  TerraformValue,
} from "../../../src/terraform/protocol/provider.ts";
import { UNKNOWN } from "../../../src/terraform/protocol/provider.ts";
import { elements, entries, same } from "./compare-values.ts";

export function proposed(
  schema: ObjectSchema,
  prior: TerraformObject | null,
  config: TerraformObject | null,
): TerraformObject | null {
  return config === null ? null : merged(schema.attributes, prior ?? {}, config);
}

function merged(
  attributes: readonly SchemaAttribute[],
  prior: TerraformObject,
  config: TerraformObject,
): TerraformObject {
  return Object.fromEntries(
    attributes.map((each) => [
      each.name,
      mergedOne(each, prior[each.name] ?? null, config[each.name] ?? null),
    ]),
  );
}

function mergedOne(
  attribute: SchemaAttribute,
  prior: TerraformValue,
  config: TerraformValue,
): TerraformValue {
  if (config === null) return attribute.computed ? prior : null;
  if (attribute.nested === undefined || config === UNKNOWN) return config;
  const { nesting, attributes } = attribute.nested;
  if (nesting === "single") return merged(attributes, entries(prior), entries(config));
  if (nesting === "map")
    return Object.fromEntries(
      Object.entries(entries(config)).map(([key, each]) => [
        key,
        merged(attributes, entries(entries(prior)[key] ?? null), entries(each)),
      ]),
    );
  const had = elements(prior);
  return elements(config).map((each, index) => {
    if (each === UNKNOWN) return each;
    const before =
      nesting === "list" ? had[index] : had.find((one) => answers(attributes, entries(one), entries(each)));
    return merged(attributes, entries(before ?? null), entries(each));
  });
}

/** Whether an element of a set is the earlier form of a configured one. */
const answers = (
  attributes: readonly SchemaAttribute[],
  one: TerraformObject,
  config: TerraformObject,
): boolean =>
  attributes.every(({ name, computed }) => {
    const wanted = config[name] ?? null;
    return (computed && wanted === null) || same(wanted, one[name] ?? null);
  });
