/**
 * proto3 messages from field tables: a shape names each field with its number and kind, and the types of what is read
 * and written follow from it. Absent scalars read as their default; an absent message reads as undefined.
 */
import { Malformed } from "./malformed.ts";
import { WireReader, WireWriter } from "./wire-bytes.ts";

const VARINT = 0;
const DELIMITED = 2;

/** One field of a message. `Value` is what reading gives, `Given` what writing takes. */
export interface Field<Value, Given = Value> {
  readonly number: number;
  readonly wire: typeof VARINT | typeof DELIMITED;
  readonly initial: Value;
  read(reader: WireReader, before: Value): Value;
  write(writer: WireWriter, value: Given): void;
}

export interface Shape {
  readonly [name: string]: Field<unknown>;
}

/** What reading a message of a shape gives: every field. */
export type Message<S extends Shape> = {
  readonly [Name in keyof S]: S[Name] extends Field<infer Value, infer _> ? Value : never;
};

/** What writing a message of a shape takes: any of its fields. */
export type Given<S extends Shape> = {
  readonly [Name in keyof S]?: (S[Name] extends Field<infer _, infer Value> ? Value : never) | undefined;
};

export function encode<S extends Shape>(shape: S, value: Given<S>): Buffer {
  const writer = new WireWriter();
  for (const name in shape) {
    const given = value[name];
    if (given !== undefined) shape[name]?.write(writer, given);
  }
  return writer.finish();
}

/** Throws {@link Malformed} for bytes that are no such message; fields it does not know are stepped over. */
export function decode<S extends Shape>(shape: S, bytes: Uint8Array): Message<S> {
  const names = byNumber(shape);
  const value: { [name: string]: unknown } = {};
  for (const name in shape) value[name] = shape[name]?.initial;
  for (const reader = new WireReader(bytes); !reader.done; ) {
    const tag = reader.varint();
    const name = names.get(Math.floor(tag / 8));
    const field = name === undefined ? undefined : shape[name];
    if (tag < 8) throw new Malformed("a field has no number");
    if (name === undefined || field?.wire !== tag % 8) reader.skip(tag % 8);
    else value[name] = field.read(reader, value[name]);
  }
  return value as Message<S>;
}

const numbers = new WeakMap<Shape, ReadonlyMap<number, string>>();

function byNumber(shape: Shape): ReadonlyMap<number, string> {
  const known = numbers.get(shape);
  if (known !== undefined) return known;
  const made = new Map(Object.entries(shape).map(([name, field]) => [field.number, name]));
  numbers.set(shape, made);
  return made;
}

/** Text; not written when empty. */
export const text = (number: number): Field<string> => ({
  number,
  wire: DELIMITED,
  initial: "",
  read: (reader) => reader.text(),
  write(writer, value) {
    if (value !== "") putText(writer, number, value);
  },
});

/** Text whose presence counts, as in one of several fields. */
export const optionalText = (number: number): Field<string | undefined> => ({
  ...text(number),
  initial: undefined,
  write(writer, value) {
    if (value !== undefined) putText(writer, number, value);
  },
});

function putText(writer: WireWriter, number: number, value: string): void {
  writer.tag(number, DELIMITED);
  writer.text(value);
}

const NO_BYTES = new Uint8Array();

/** Bytes; not written when empty. */
export const bytes = (number: number): Field<Uint8Array> => ({
  number,
  wire: DELIMITED,
  initial: NO_BYTES,
  read: (reader) => reader.bytes(),
  write(writer, value) {
    if (value.length === 0) return;
    writer.tag(number, DELIMITED);
    writer.bytes(value);
  },
});

/** A whole number or an enum; not written when 0. */
export const whole = (number: number): Field<number> => ({
  number,
  wire: VARINT,
  initial: 0,
  read: (reader) => reader.varint(),
  write(writer, value) {
    if (value !== 0) putWhole(writer, number, value);
  },
});

/** A whole number whose presence counts. */
export const optionalWhole = (number: number): Field<number | undefined> => ({
  ...whole(number),
  initial: undefined,
  write(writer, value) {
    if (value !== undefined) putWhole(writer, number, value);
  },
});

function putWhole(writer: WireWriter, number: number, value: number): void {
  writer.tag(number, VARINT);
  writer.varint(value);
}

/** True or false; not written when false. */
export const flag = (number: number): Field<boolean> => ({
  number,
  wire: VARINT,
  initial: false,
  read: (reader) => reader.varint() !== 0,
  write(writer, value) {
    if (value) putWhole(writer, number, 1);
  },
});

export const message = <S extends Shape>(
  number: number,
  shape: S,
): Field<Message<S> | undefined, Given<S>> => ({
  number,
  wire: DELIMITED,
  initial: undefined,
  read: (reader) => decode(shape, reader.bytes()),
  write(writer, value) {
    writer.tag(number, DELIMITED);
    writer.bytes(encode(shape, value));
  },
});

export const many = <S extends Shape>(
  number: number,
  shape: S,
): Field<readonly Message<S>[], readonly Given<S>[]> => ({
  number,
  wire: DELIMITED,
  initial: [],
  read: (reader, before) => append(before, decode(shape, reader.bytes())),
  write(writer, value) {
    for (const each of value) {
      writer.tag(number, DELIMITED);
      writer.bytes(encode(shape, each));
    }
  },
});

/** Adds to the list that reading has begun; the shared empty one is never touched. */
function append<T>(before: readonly T[], value: T): readonly T[] {
  if (before.length === 0) return [value];
  (before as T[]).push(value);
  return before;
}

const entry = <S extends Shape>(shape: S) => ({ key: text(1), value: message(2, shape) });

/** A map with text keys. */
export const mapOf = <S extends Shape>(
  number: number,
  shape: S,
): Field<ReadonlyMap<string, Message<S>>, ReadonlyMap<string, Given<S>>> => ({
  number,
  wire: DELIMITED,
  initial: new Map(),
  read(reader, before) {
    const { key, value } = decode(entry(shape), reader.bytes());
    const entries = before.size === 0 ? new Map() : (before as Map<string, Message<S>>);
    return entries.set(key, value ?? decode(shape, NO_BYTES));
  },
  write(writer, value) {
    for (const [key, each] of value) {
      writer.tag(number, DELIMITED);
      writer.bytes(encode(entry(shape), { key, value: each } as Given<ReturnType<typeof entry<S>>>));
    }
  },
});
