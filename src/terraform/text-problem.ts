/** What is wrong with a configured text. */
import * as invalid from "../diagnostic/attribute-problems.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { StringAttribute } from "../kind/attribute.ts";
import {
  controlCharacterIn,
  excessLength,
  isBlank,
  isEmail,
  isFreeText,
  isReserved,
  matchesPattern,
  mostCharacters,
  offendingCharacter,
} from "../kind/text.ts";
import { canonicalTimezone, timezones } from "../kind/timezone.ts";
import { placeOf } from "./declare.ts";

/** The first thing wrong with a text; null for a good one. */
export function textProblem(leaf: StringAttribute, text: string, name: string): Diagnostic | null {
  const at = placeOf(name);
  const { rule, pattern, reserved } = leaf;
  if (!isFreeText(leaf) && isBlank(text)) return invalid.blank(at, name, rule);
  const control = controlCharacterIn(text, isFreeText(leaf));
  if (control !== null) return invalid.controlCharacter(at, name, control, rule);
  const length = excessLength(leaf, text);
  if (length !== null) return invalid.tooLong(at, name, length, mostCharacters(leaf), rule);
  if (pattern !== undefined && !matchesPattern(pattern, text)) {
    return invalid.patternBroken(at, name, text, pattern, offendingCharacter(pattern, text));
  }
  if (reserved !== undefined && isReserved(leaf, text)) {
    return invalid.reservedName(at, name, text, reserved.rule);
  }
  if (leaf.format === "email" && !isEmail(text)) return invalid.badEmail(at, name, text, rule);
  if (leaf.format === "timezone" && canonicalTimezone(text) === null) {
    return invalid.badTimezone(at, name, text, timezones(), rule);
  }
  return null;
}
