/** Values of a known type as MessagePack. */
import { Malformed } from "./malformed.ts";
import { MsgpackWriter } from "./msgpack-writer.ts";
import { fromText, plainText, printsExactly } from "./number-text.ts";
import { Decimal, type TerraformValue, type TypeConstraint, Typed, UNKNOWN } from "./provider.ts";
import type { Members } from "./type-constraint.ts";

const INT64_MINIMUM = -(2n ** 63n);
const INT64_MAXIMUM = 2n ** 63n - 1n;

/** Throws {@link Malformed} with the place where the value is not of the type. */
export function encodeValue(type: TypeConstraint, value: TerraformValue): Buffer {
  const writer = new MsgpackWriter();
  put(writer, type, value, "");
  return writer.finish();
}

function put(writer: MsgpackWriter, type: TypeConstraint, value: TerraformValue, place: string): void {
  if (value === UNKNOWN) writer.unknown();
  else if (value === null) writer.nil();
  else if (typeof type === "string") putPlain(writer, type, value, place);
  else if (type[0] === "object") putObject(writer, type[1], value, place);
  else if (type[0] === "map") putMap(writer, type[1], value, place);
  else if (type[0] === "tuple") putTuple(writer, type[1], value, place);
  else putList(writer, type[1], value, place);
}

type Plain = TypeConstraint & string;

function putPlain(writer: MsgpackWriter, type: Plain, value: TerraformValue, place: string): void {
  if (type === "dynamic") putTyped(writer, value, place);
  else if (type === "string" && typeof value === "string") writer.text(value.normalize("NFC"));
  else if (type === "bool" && typeof value === "boolean") writer.bool(value);
  else if (type === "number" && (typeof value === "number" || value instanceof Decimal))
    putNumber(writer, value, place);
  else throw new Malformed(`the value is not of the type ${type}`, place);
}

function putNumber(writer: MsgpackWriter, value: number | Decimal, place: string): void {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new Malformed("the number is not finite", place);
  const text = plainText(String(value instanceof Decimal ? value.text : value));
  const number = fromText(text);
  const whole = text.includes(".") ? null : BigInt(text);
  if (whole !== null && whole >= INT64_MINIMUM && whole <= INT64_MAXIMUM) writer.whole(whole);
  else if (whole === null && typeof number === "number" && printsExactly(number)) writer.float64(number);
  else writer.text(text);
}

function putTyped(writer: MsgpackWriter, value: TerraformValue, place: string): void {
  if (!(value instanceof Typed)) throw new Malformed("the value does not say which type it has", place);
  writer.array(2);
  writer.binary(Buffer.from(JSON.stringify(value.type)));
  put(writer, value.type, value.value, place);
}

function putList(writer: MsgpackWriter, type: TypeConstraint, value: TerraformValue, place: string): void {
  if (!Array.isArray(value)) throw new Malformed("the value is not a list", place);
  writer.array(value.length);
  for (const [index, each] of value.entries()) put(writer, type, each, `${place}[${index}]`);
}

function putTuple(
  writer: MsgpackWriter,
  types: readonly TypeConstraint[],
  value: TerraformValue,
  place: string,
): void {
  if (!Array.isArray(value) || value.length !== types.length)
    throw new Malformed(`the value is not a list of ${types.length}`, place);
  writer.array(types.length);
  for (const [index, type] of types.entries()) put(writer, type, value[index], `${place}[${index}]`);
}

type Entries = { readonly [name: string]: TerraformValue };

function entriesOf(value: TerraformValue, place: string): Entries {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Malformed("the value is not an object", place);
  if (value instanceof Decimal || value instanceof Typed)
    throw new Malformed("the value is not an object", place);
  return value as Entries;
}

function putMap(writer: MsgpackWriter, type: TypeConstraint, value: TerraformValue, place: string): void {
  const entries = Object.entries(entriesOf(value, place));
  writer.map(entries.length);
  for (const [name, each] of entries) {
    writer.text(name.normalize("NFC"));
    put(writer, type, each, `${place}[${JSON.stringify(name)}]`);
  }
}

function putObject(writer: MsgpackWriter, types: Members, value: TerraformValue, place: string): void {
  const entries = entriesOf(value, place);
  const names = Object.keys(types);
  const strange = Object.keys(entries).find((name) => !Object.hasOwn(types, name));
  if (strange !== undefined) throw new Malformed(`there is no attribute ${strange}`, place);
  writer.map(names.length);
  for (const name of names) {
    const type = types[name];
    const each = Object.hasOwn(entries, name) ? entries[name] : undefined;
    if (type === undefined || each === undefined)
      throw new Malformed("the attribute is missing", `${place}.${name}`);
    writer.text(name);
    put(writer, type, each, `${place}.${name}`);
  }
}
