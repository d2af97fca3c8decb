/** Texts: names, e-mail addresses, time zones and free text. */
import * as invalid from "../diagnostic/attribute-problems.ts";
import type { Pattern, StringAttribute } from "../kind/attribute.ts";
import {
  controlCharacterIn,
  excessLength,
  isBlank,
  isEmail,
  isFreeText,
  isReserved,
  matchesPattern,
  mostCharacters,
  normalizeName,
  offendingCharacter,
} from "../kind/text.ts";
import { canonicalTimezone, timezones } from "../kind/timezone.ts";
import type { Cursor } from "./cursor.ts";
import { narrow, sourceOf } from "./place.ts";
import type { Reading } from "./reading.ts";
import { resolveText } from "./source.ts";
import { describe, shownText, Tagged, type YamlValue } from "./yaml-value.ts";

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
  const text = normalizeName(value);
  if (isBlank(text)) return reading.refuse(invalid.blank(cursor.place(), name, rule));
  const control = controlCharacterIn(text);
  if (control === null) return text;
  return reading.refuse(invalid.controlCharacter(cursor.place(), name, control, rule));
}

/** A value of a string attribute, checked against all it says. */
export function readString(
  reading: Reading,
  cursor: Cursor,
  written: YamlValue,
  name: string,
  attribute: StringAttribute,
): string | undefined {
  const read = isFreeText(attribute) ? readFreeText : readName;
  const text = read(reading, cursor, written, name, attribute.rule);
  if (text === undefined) return undefined;
  const length = excessLength(attribute, text);
  if (length !== null) {
    const most = mostCharacters(attribute);
    return reading.refuse(invalid.tooLong(cursor.place(), name, length, most, attribute.rule));
  }
  if (attribute.pattern !== undefined && !matchesPattern(attribute.pattern, text)) {
    notePattern(reading, cursor, written, text, name, attribute.pattern);
  }
  const { reserved } = attribute;
  if (reserved !== undefined && isReserved(attribute, text)) {
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
  const control = text === undefined ? null : controlCharacterIn(text, true);
  if (control === null) return text;
  return reading.refuse(invalid.controlCharacter(cursor.place(), name, control, rule));
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
  const character = written instanceof Tagged ? null : offendingCharacter(pattern, text);
  const at = character === null ? place : narrow(place, character);
  reading.refuse(invalid.patternBroken(at, name, shownText(written, text), pattern, character));
}
