/** A planned object, attribute by attribute. */
import type { Attribute } from "../kind/attribute.ts";
import { snakeCase } from "./names.ts";
import { type TerraformObject, type TerraformValue, UNKNOWN } from "./protocol/provider.ts";

/**
 * An object of the schema's shape out of the configuration.
 * @param choose the planned value of a configured attribute.
 * @param fact the planned value of a read-only one.
 */
export function shape(
  attributes: { readonly [name: string]: Attribute },
  config: TerraformObject,
  choose: (path: string, value: TerraformValue) => TerraformValue,
  fact: (name: string) => TerraformValue,
  prefix = "",
): TerraformObject {
  const planned: { [name: string]: TerraformValue } = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    const own = snakeCase(name);
    const value = config[own] ?? null;
    if (attribute.readOnly === true) {
      if (prefix === "") planned[own] = fact(own);
    } else if (attribute.type === "secret") {
      planned[own] = null;
      if (attribute.createOnly !== true) planned[`${own}_version`] = config[`${own}_version`] ?? null;
    } else if (attribute.type !== "object") planned[own] = choose(prefix + name, value);
    else if (value === null || value === UNKNOWN) planned[own] = value;
    else {
      const inner = value as TerraformObject;
      planned[own] = shape(attribute.attributes, inner, choose, fact, `${prefix}${name}.`);
    }
  }
  return planned;
}
