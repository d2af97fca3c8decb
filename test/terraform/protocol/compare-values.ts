/** Values compared as a core compares them: sets in any order, decimals by their text. */
import {
  Decimal,
  type TerraformObject,
  type TerraformValue,
  type TypeConstraint,
  Typed,
  UNKNOWN,
} from "../../../src/terraform/protocol/provider.ts";

export const plainNull = (value: TerraformValue | undefined): boolean =>
  value === null || value === undefined;

export const isObject = (value: TerraformValue): value is TerraformObject =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Decimal) &&
  !(value instanceof Typed);

export const elements = (value: TerraformValue): readonly TerraformValue[] =>
  Array.isArray(value) ? value : [];
export const entries = (value: TerraformValue): TerraformObject => (isObject(value) ? value : {});

export function whollyKnown(value: TerraformValue): boolean {
  if (value === UNKNOWN) return false;
  if (Array.isArray(value)) return value.every(whollyKnown);
  return Object.values(entries(value)).every(whollyKnown);
}

/** Equal in every part. Without a type an array is taken for a set. */
export const same = (one: TerraformValue, other: TerraformValue, type?: TypeConstraint): boolean =>
  canonical(one, type) === canonical(other, type);

/** Type of what an array or map holds, or of one attribute of an object. */
export function partType(
  type: TypeConstraint | undefined,
  part: string | number,
): TypeConstraint | undefined {
  if (type === undefined || typeof type === "string") return undefined;
  if (type[0] === "object") return type[1][part];
  return type[0] === "tuple" ? type[1][Number(part)] : type[1];
}

function canonical(value: TerraformValue, type: TypeConstraint | undefined): string {
  if (value === UNKNOWN) return "unknown";
  if (value instanceof Decimal) return value.text;
  if (value instanceof Typed) return `${JSON.stringify(value.type)} ${canonical(value.value, value.type)}`;
  if (Array.isArray(value)) {
    const parts = value.map((each, index) => canonical(each, partType(type, index)));
    return `[${(type === undefined || type[0] === "set" ? parts.toSorted() : parts).join()}]`;
  }
  if (!isObject(value)) return JSON.stringify(typeof value === "string" ? value.normalize("NFC") : value);
  const names = Object.keys(value).toSorted();
  const part = (name: string) => canonical(value[name] ?? null, partType(type, name));
  return `{${names.map((name) => `${JSON.stringify(name)}:${part(name)}`).join()}}`;
}
