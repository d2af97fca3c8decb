/** Values of a known type from MessagePack. */
import { Malformed } from "./malformed.ts";
import { MsgpackReader } from "./msgpack-reader.ts";
import { fromBinary, fromText } from "./number-text.ts";
import { Decimal, type TerraformValue, type TypeConstraint, Typed, UNKNOWN } from "./provider.ts";
import { type Members, readType } from "./type-constraint.ts";

/**
 * Every unknown reads as {@link UNKNOWN}, whatever is already known of it. Throws {@link Malformed} for bytes that are no
 * value of the type.
 */
export function decodeValue(type: TypeConstraint, bytes: Uint8Array): TerraformValue {
  const reader = new MsgpackReader(bytes);
  const value = take(reader, type, "");
  if (!reader.done) throw new Malformed("there are bytes behind the value");
  return value;
}

function take(reader: MsgpackReader, type: TypeConstraint, place: string): TerraformValue {
  try {
    if (reader.nil()) return null;
    if (reader.extension()) return UNKNOWN;
    if (typeof type === "string") return takePlain(reader, type, place);
    if (type[0] === "object") return takeObject(reader, type[1], place);
    if (type[0] === "map") return takeMap(reader, type[1], place);
    if (type[0] === "tuple") return takeTuple(reader, type[1], place);
    return Array.from({ length: reader.array() }, (_, index) => take(reader, type[1], `${place}[${index}]`));
  } catch (thrown) {
    throw thrown instanceof Malformed && thrown.place === "" ? new Malformed(thrown.message, place) : thrown;
  }
}

function takePlain(reader: MsgpackReader, type: TypeConstraint & string, place: string): TerraformValue {
  if (type === "string") return reader.text();
  if (type === "bool") return reader.bool();
  return type === "number" ? takeNumber(reader) : takeTyped(reader, place);
}

function takeNumber(reader: MsgpackReader): number | Decimal {
  const number = reader.number();
  if ("text" in number) return fromText(number.text);
  if ("binary" in number) return fromBinary(number.binary);
  const plain = Number(number.whole);
  return Number.isSafeInteger(plain) ? plain : new Decimal(String(number.whole));
}

function takeTyped(reader: MsgpackReader, place: string): Typed {
  if (reader.array() !== 2) throw new Malformed("a value with its type is expected");
  const type = parseType(reader.binary());
  if (type === "dynamic") throw new Malformed("a type does not say which type it is");
  return new Typed(type, take(reader, type, place));
}

function parseType(json: Buffer): TypeConstraint {
  try {
    return readType(JSON.parse(json.toString("utf8")));
  } catch {
    throw new Malformed("a type cannot be read");
  }
}

function takeTuple(reader: MsgpackReader, types: readonly TypeConstraint[], place: string): TerraformValue {
  if (reader.array() !== types.length) throw new Malformed(`a list of ${types.length} is expected`);
  return types.map((type, index) => take(reader, type, `${place}[${index}]`));
}

function takeMap(reader: MsgpackReader, type: TypeConstraint, place: string): TerraformValue {
  const value: { [name: string]: TerraformValue } = {};
  for (let left = reader.map(); left > 0; left--) {
    const name = reader.text();
    setOwn(value, name, take(reader, type, `${place}[${JSON.stringify(name)}]`));
  }
  return value;
}

function takeObject(reader: MsgpackReader, types: Members, place: string): TerraformValue {
  const value: { [name: string]: TerraformValue } = {};
  for (let left = reader.map(); left > 0; left--) {
    const name = reader.text();
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type === undefined) throw new Malformed("an attribute comes that the schema does not have");
    setOwn(value, name, take(reader, type, `${place}.${name}`));
  }
  const missing = Object.keys(types).find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) throw new Malformed("the attribute is missing", `${place}.${missing}`);
  return value;
}

/** Sets a name as a plain property, also the one name that objects treat in a way of their own. */
export function setOwn(value: { [name: string]: TerraformValue }, name: string, each: TerraformValue): void {
  if (name !== "__proto__") value[name] = each;
  else
    Object.defineProperty(value, name, { value: each, enumerable: true, writable: true, configurable: true });
}
