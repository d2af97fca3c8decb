/** Values of single attributes, by type. Lists of links have a file of their own. */

import * as invalid from "../diagnostic/attribute-problems.ts";
import * as problem from "../diagnostic/manifest-problems.ts";
import { taggedFile } from "../diagnostic/source-problems.ts";
import type {
  EnumAttribute,
  FileAttribute,
  IntegerAttribute,
  LeafAttribute,
  RecordsAttribute,
} from "../kind/attribute.ts";
import { byCodePoint } from "../kind/code-points.ts";
import { recordKey } from "../kind/record.ts";
import type { Value } from "../kind/value.ts";
import type { Cursor } from "./cursor.ts";
import { sourceOf } from "./place.ts";
import type { Reading } from "./reading.ts";
import { readFileContent, readSecret, resolveText } from "./source.ts";
import { readName, readString, readText } from "./text.ts";
import { describe, isYamlList, isYamlMap, shownText, Tagged, type YamlValue } from "./yaml-value.ts";

/** An attribute that holds no links. */
export type PlainAttribute = Exclude<LeafAttribute, { readonly type: "links" }>;

/** The value of an attribute; undefined where it is wrong, which has been noted then. */
export function readLeaf(
  reading: Reading,
  cursor: Cursor,
  value: YamlValue,
  name: string,
  attribute: PlainAttribute,
): Value | undefined {
  if (value === null) return refuseNull(reading, cursor, name, attribute);
  switch (attribute.type) {
    case "string":
      return readString(reading, cursor, value, name, attribute);
    case "integer":
      return readInteger(reading, cursor, value, name, attribute);
    case "boolean":
      return readBoolean(reading, cursor, value, name, attribute.rule);
    case "enum":
      return readEnum(reading, cursor, value, name, attribute);
    case "texts":
      return readTexts(reading, cursor, value, name, attribute.rule);
    case "file":
      return readFile(reading, cursor, value, name, attribute);
    case "secret":
      return readSecret(reading, cursor, value, name) as Value | undefined;
    case "records":
      return readRecords(reading, cursor, value, name, attribute);
    case "reference":
      return readName(reading, cursor, value, name, attribute.rule);
  }
}

function refuseNull(reading: Reading, cursor: Cursor, name: string, attribute: PlainAttribute): undefined {
  const at = cursor.place();
  if (attribute.type === "texts" || attribute.type === "records")
    return reading.refuse(problem.nullCollection(at, name));
  if (attribute.required === true) return reading.refuse(invalid.blank(at, name, attribute.rule));
  return reading.refuse(problem.nullValue(at, name));
}

function readInteger(
  reading: Reading,
  cursor: Cursor,
  written: YamlValue,
  name: string,
  attribute: IntegerAttribute,
): number | undefined {
  const value = resolveText(reading, cursor, written);
  if (value === undefined) return undefined;
  const isDigits = written instanceof Tagged && typeof value === "string" && /^-?\d{1,15}$/.test(value);
  const number = isDigits ? Number(value) : value;
  const { minimum, maximum, rule } = attribute;
  if (typeof number === "number" && Number.isInteger(number) && number >= minimum && number <= maximum) {
    return number;
  }
  const found = typeof written === "number" ? sourceOf(cursor.place()) : describe(written);
  return reading.refuse(invalid.outOfRange(cursor.place(), name, found, attribute, rule));
}

const YES_AND_NO: { readonly [word: string]: string } = {
  yes: "true",
  on: "true",
  y: "true",
  no: "false",
  off: "false",
  n: "false",
};

/** `true` or `false`; words that other readers of YAML take for them are refused with advice. */
export function readBoolean(
  reading: Reading,
  cursor: Cursor,
  written: YamlValue,
  name: string,
  rule?: string,
): boolean | undefined {
  const value = resolveText(reading, cursor, written);
  if (value === undefined || typeof value === "boolean") return value;
  if (written instanceof Tagged && (value === "true" || value === "false")) return value === "true";
  const meant = typeof written === "string" ? YES_AND_NO[written.toLowerCase()] : undefined;
  const fix = meant === undefined ? undefined : `write ${meant}`;
  return reading.refuse(
    invalid.wrongType(cursor.place(), name, "true or false", describe(written), rule, fix),
  );
}

function readEnum(
  reading: Reading,
  cursor: Cursor,
  written: YamlValue,
  name: string,
  attribute: EnumAttribute,
): string | undefined {
  const text = readText(reading, cursor, written, name, attribute.rule);
  if (text === undefined || attribute.values.includes(text)) return text;
  return reading.refuse(
    invalid.notOneOf(cursor.place(), name, shownText(written, text), attribute.values, attribute.rule),
  );
}

/** A set of texts; sorted, so that order in the manifest never matters. */
function readTexts(
  reading: Reading,
  cursor: Cursor,
  value: YamlValue,
  name: string,
  rule?: string,
): string[] | undefined {
  if (!isYamlList(value)) {
    return reading.refuse(invalid.wrongType(cursor.place(), name, "a list of texts", describe(value), rule));
  }
  const first = new Map<string, Cursor>();
  for (const [index, item] of value.entries()) {
    const at = cursor.child(index);
    const text = item === null ? undefined : readName(reading, at, item, `an entry of ${name}`, rule);
    const before = text === undefined ? undefined : first.get(text);
    if (item === null) reading.refuse(problem.nullValue(at.place(), `an entry of ${name}`));
    else if (before !== undefined) {
      reading.refuse(invalid.twiceInList(at.place(), name, shownText(item, text ?? ""), before.place()));
    } else if (text !== undefined) first.set(text, at);
  }
  return [...first.keys()].sort(byCodePoint);
}

/** A list of records, each checked against its members. */
function readRecords(
  reading: Reading,
  cursor: Cursor,
  value: YamlValue,
  name: string,
  attribute: RecordsAttribute,
): Value | undefined {
  if (!isYamlList(value)) {
    return reading.refuse(invalid.wrongType(cursor.place(), name, "a list", describe(value), attribute.rule));
  }
  const first = new Map<string, Cursor>();
  const found: Value[] = [];
  for (const [index, item] of value.entries()) {
    const at = cursor.child(index);
    const record = readRecord(reading, at, item, name, attribute);
    if (record === undefined) continue;
    const key = recordKey(attribute, record);
    const before = first.get(key);
    if (before === undefined) found.push(record);
    else
      reading.refuse(invalid.twiceInList(at.place(), name, shownRecord(attribute, record), before.place()));
    first.set(key, at);
  }
  return found;
}

function shownRecord(attribute: RecordsAttribute, record: Record<string, Value>): string {
  return attribute.by.flatMap((member) => record[member] ?? []).join(" ");
}

function readRecord(
  reading: Reading,
  cursor: Cursor,
  item: YamlValue,
  name: string,
  { of, rule }: RecordsAttribute,
): Record<string, Value> | undefined {
  const what = `an entry of ${name}`;
  if (!isYamlMap(item)) {
    return reading.refuse(invalid.wrongType(cursor.place(), what, "a mapping", describe(item), rule));
  }
  const record: Record<string, Value> = {};
  for (const key of item.keys()) {
    if (Object.hasOwn(of, key)) continue;
    reading.refuse(problem.unknownKey(cursor.child(key).keyPlace(), key, what, Object.keys(of)));
  }
  for (const [member, attribute] of Object.entries(of)) {
    const written = item.get(member);
    if (written === undefined && attribute.required === true) {
      reading.refuse(invalid.missing(cursor.place(), member, what, attribute.rule ?? rule));
    }
    if (written === undefined) continue;
    const value = readLeaf(reading, cursor.child(member), written, member, attribute);
    if (value !== undefined) record[member] = value;
  }
  return record;
}

function readFile(
  reading: Reading,
  cursor: Cursor,
  value: YamlValue,
  name: string,
  attribute: FileAttribute,
): Value | undefined {
  if (value instanceof Tagged && value.tag === "file") {
    return reading.refuse(taggedFile(cursor.place(), name));
  }
  const path = readName(reading, cursor, value, name, attribute.rule);
  if (path === undefined) return undefined;
  return readFileContent(reading, cursor, path, name, attribute) as Value | undefined;
}
