/** Texts: names, e-mail addresses, time zones and free text. */
import * as invalid from "../diagnostic/attribute-problems.ts";
import type { Pattern, StringAttribute } from "../kind/attribute.ts";
import { fold } from "../kind/identity.ts";
import { canonicalTimezone, timezones } from "../kind/timezone.ts";
import type { Cursor } from "./cursor.ts";
import { narrow, sourceOf } from "./place.ts";
import type { Reading } from "./reading.ts";
import { resolveText } from "./source.ts";
import { describe, shownText, Tagged, type YamlValue } from "./yaml-value.ts";

const TEXT_MAXIMUM_CHARACTERS = 255;
/** RFC 5321: a path holds 256 characters, two of them brackets; the local part 64. */
const EMAIL_MAXIMUM_CHARACTERS = 254;
const LOCAL_PART_MAXIMUM_CHARACTERS = 64;
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN =
  /^([\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}-]*$/u;
/** A character that leaves a mark: neither a space nor one of the invisible format characters. */
const VISIBLE = /[^\s\p{Cf}]/u;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const CONTROL_IN_FREE_TEXT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** A value as text, `!env` and `!file` resolved; `name` is how messages call it. */
export function readText(
  reading: Reading,
  cursor: Cursor,
  written: YamlValue,
  name: string,
  rule?: string,
): string | undefined {
  const value = resolveText(reading, cursor, written);
  if (value === undefined || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") {
    const at = cursor.place();
    return reading.refuse(invalid.unquoted(at, name, sourceOf(at), rule));
  }
  return reading.refuse(invalid.wrongType(cursor.place(), name, "a text", describe(value), rule));
}

/** A text that is not blank, trimmed and in Unicode normal form C. */
export function readName(
  reading: Reading,
  cursor: Cursor,
  written: YamlValue,
  name: string,
  rule?: string,
): string | undefined {
  const value = readText(reading, cursor, written, name, rule);
  if (value === undefined) return undefined;
  const text = value.normalize("NFC").trim();
  if (!VISIBLE.test(text)) return reading.refuse(invalid.blank(cursor.place(), name, rule));
  const control = CONTROL.exec(text);
  if (control === null) return text;
  return reading.refuse(invalid.controlCharacter(cursor.place(), name, control[0], rule));
}

/** A value of a string attribute, checked against all it says. */
export function readString(
  reading: Reading,
  cursor: Cursor,
  written: YamlValue,
  name: string,
  attribute: StringAttribute,
): string | undefined {
  const read = attribute.format === undefined && attribute.pattern === undefined ? readFreeText : readName;
  const text = read(reading, cursor, written, name, attribute.rule);
  if (text === undefined) return undefined;
  const length = [...text].length;
  const most = attribute.maxLength ?? TEXT_MAXIMUM_CHARACTERS;
  if (length > most) {
    return reading.refuse(invalid.tooLong(cursor.place(), name, length, most, attribute.rule));
  }
  if (attribute.pattern !== undefined && !matches(attribute.pattern, text)) {
    notePattern(reading, cursor, written, text, name, attribute.pattern);
  }
  const { reserved } = attribute;
  if (reserved?.names.some((each) => fold(each) === fold(text))) {
    return reading.refuse(
      invalid.reservedName(cursor.place(), name, shownText(written, text), reserved.rule),
    );
  }
  return readFormat(reading, cursor, written, text, name, attribute);
}

function readFormat(
  reading: Reading,
  cursor: Cursor,
  written: YamlValue,
  text: string,
  name: string,
  attribute: StringAttribute,
): string | undefined {
  const shown = shownText(written, text);
  if (attribute.format === "email" && !isEmail(text)) {
    return reading.refuse(invalid.badEmail(cursor.place(), name, shown, attribute.rule));
  }
  if (attribute.format !== "timezone") return text;
  const zone = canonicalTimezone(text);
  return (
    zone ?? reading.refuse(invalid.badTimezone(cursor.place(), name, shown, timezones(), attribute.rule))
  );
}

function readFreeText(
  reading: Reading,
  cursor: Cursor,
  written: YamlValue,
  name: string,
  rule?: string,
): string | undefined {
  const text = readText(reading, cursor, written, name, rule);
  const control = text === undefined ? null : CONTROL_IN_FREE_TEXT.exec(text);
  if (control === null) return text;
  return reading.refuse(invalid.controlCharacter(cursor.place(), name, control[0], rule));
}

/** Notes a broken pattern and keeps the text: whether the object already exists is known only later. */
function notePattern(
  reading: Reading,
  cursor: Cursor,
  written: YamlValue,
  text: string,
  name: string,
  pattern: Pattern,
): void {
  const place = cursor.place();
  const isSeen = !(written instanceof Tagged) && pattern.offending !== undefined;
  const character = isSeen ? (compiled(pattern.offending ?? "").exec(text)?.[0] ?? null) : null;
  const at = character === null ? place : narrow(place, character);
  reading.refuse(invalid.patternBroken(at, name, shownText(written, text), pattern, character));
}

function matches(pattern: Pattern, text: string): boolean {
  return compiled(pattern.source).test(text);
}

const expressions = new Map<string, RegExp>();

function compiled(source: string): RegExp {
  let expression = expressions.get(source);
  if (expression === undefined) {
    expression = new RegExp(source, "v");
    expressions.set(source, expression);
  }
  return expression;
}

/** Whether a text is one bare address with a full domain. Letters of any script are taken. */
export function isEmail(text: string): boolean {
  const parts = text.split("@");
  const [local = "", domain = ""] = parts;
  return (
    parts.length === 2 &&
    text.length <= EMAIL_MAXIMUM_CHARACTERS &&
    local.length <= LOCAL_PART_MAXIMUM_CHARACTERS &&
    LOCAL_PART.test(local) &&
    DOMAIN.test(domain)
  );
}
