/** JSON as it is stored in state: parsed without losing digits, and read as values of a known type. */
import { Malformed } from "./malformed.ts";
import { fromText } from "./number-text.ts";
import { Decimal, type TerraformValue, type TypeConstraint, Typed } from "./provider.ts";
import { type Members, readType } from "./type-constraint.ts";
import { setOwn } from "./value-reader.ts";

/** Parses JSON; a number that would lose digits comes as a {@link Decimal}. Throws {@link Malformed} for other text. */
export function parseJson(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  try {
    return JSON.parse(text, (_, value, context?: { readonly source?: string }) =>
      typeof value === "number" && context?.source !== undefined ? fromText(context.source) : value,
    );
  } catch {
    throw new Malformed("the text is not JSON");
  }
}

/**
 * Reads parsed JSON as a value of a type. Attributes that are missing are null, since what is stored may be older than
 * the schema. Throws {@link Malformed} where it is no such value.
 */
export function fromJson(type: TypeConstraint, json: unknown, place = ""): TerraformValue {
  if (json === null || json === undefined) return null;
  if (typeof type === "string") return plainFromJson(type, json, place);
  if (type[0] === "object") return objectFromJson(type[1], entriesOf(json, place), place);
  if (type[0] === "map") return mapFromJson(type[1], entriesOf(json, place), place);
  if (!Array.isArray(json)) throw new Malformed("the value is not a list", place);
  if (type[0] !== "tuple") return json.map((each, index) => fromJson(type[1], each, `${place}[${index}]`));
  if (json.length !== type[1].length)
    throw new Malformed(`the value is not a list of ${type[1].length}`, place);
  return type[1].map((each, index) => fromJson(each, json[index], `${place}[${index}]`));
}

function plainFromJson(type: TypeConstraint & string, json: unknown, place: string): TerraformValue {
  if (type === "string" && typeof json === "string") return json;
  if (type === "bool" && typeof json === "boolean") return json;
  if (type === "number" && (typeof json === "number" || json instanceof Decimal)) return json;
  if (type === "number" && typeof json === "string") return fromText(json);
  if (type !== "dynamic") throw new Malformed(`the value is not of the type ${type}`, place);
  const typed = entriesOf(json, place);
  const inner = readType(typed.type);
  return new Typed(inner, fromJson(inner, typed.value, place));
}

type Entries = { readonly [name: string]: unknown };

function entriesOf(json: unknown, place: string): Entries {
  if (typeof json !== "object" || json === null || Array.isArray(json) || json instanceof Decimal)
    throw new Malformed("the value is not an object", place);
  return json as Entries;
}

function mapFromJson(type: TypeConstraint, entries: Entries, place: string): TerraformValue {
  const value: { [name: string]: TerraformValue } = {};
  for (const [name, each] of Object.entries(entries))
    setOwn(value, name, fromJson(type, each, `${place}[${JSON.stringify(name)}]`));
  return value;
}

function objectFromJson(types: Members, entries: Entries, place: string): TerraformValue {
  const value: { [name: string]: TerraformValue } = {};
  for (const [name, type] of Object.entries(types)) {
    const each = Object.hasOwn(entries, name) ? entries[name] : null;
    setOwn(value, name, fromJson(type, each, `${place}.${name}`));
  }
  return value;
}
