/** What makes a text a name, an e-mail address or one that fits a pattern. */
import type { Pattern, StringAttribute } from "./attribute.ts";
import { fold } from "./identity.ts";

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

/** Unicode normal form C, without space around it. */
export function normalizeName(text: string): string {
  return text.normalize("NFC").trim();
}

export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}

/** The first control character; null where there is none. Free text may hold tabs and line breaks. */
export function controlCharacterIn(text: string, free = false): string | null {
  return (free ? CONTROL_IN_FREE_TEXT : CONTROL).exec(text)?.[0] ?? null;
}

/** True for a text without a form of its own, which is kept as it is written. */
export function isFreeText(attribute: StringAttribute): boolean {
  return attribute.format === undefined && attribute.pattern === undefined;
}

/** Characters of a text that has too many; null for one that fits. */
export function excessLength(attribute: StringAttribute, text: string): number | null {
  const length = [...text].length;
  return length > mostCharacters(attribute) ? length : null;
}

export function mostCharacters(attribute: StringAttribute): number {
  return attribute.maxLength ?? TEXT_MAXIMUM_CHARACTERS;
}

export function isReserved(attribute: StringAttribute, text: string): boolean {
  return attribute.reserved?.names.some((each) => fold(each) === fold(text)) === true;
}

export function matchesPattern(pattern: Pattern, text: string): boolean {
  return compiled(pattern.source).test(text);
}

/** The first character a pattern names as not allowed; null where it names none. */
export function offendingCharacter(pattern: Pattern, text: string): string | null {
  if (pattern.offending === undefined) return null;
  return compiled(pattern.offending).exec(text)?.[0] ?? null;
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
