/** Wording of what is wrong with the shape of a manifest and with single values. */
import { type Diagnostic, diagnose, type Location } from "./diagnostic.ts";
import { didYouMean } from "./suggest.ts";
import { codePoint } from "./yaml-problems.ts";

/** Code of a diagnostic about an attribute: the rule it comes from, else `otherwise`. */
function codeOf(rule: string | undefined, otherwise: string): string {
  return rule ?? otherwise;
}

/** A kind as a sentence needs it: a user, an app. */
export function withArticle(noun: string): string {
  return `${/^[aeio]/.test(noun) ? "an" : "a"} ${noun}`;
}

export function notMapping(at: Location, what: string, found: string): Diagnostic {
  return diagnose({ code: "wrong-type", message: `${what} must be a mapping, not ${found}`, at });
}

export function notList(at: Location, what: string, found: string): Diagnostic {
  return diagnose({
    code: "wrong-type",
    message: `${what} must be a list, or a mapping of include and exclude, not ${found}`,
    fix: "write each entry on a line of its own after a dash",
    at,
  });
}

export function notPatternList(at: Location, what: string, found: string): Diagnostic {
  return diagnose({ code: "wrong-type", message: `${what} must be a list of patterns, not ${found}`, at });
}

export function badPattern(at: Location, what: string, found: string): Diagnostic {
  return diagnose({
    code: "wrong-type",
    message: `a pattern of ${what} must be a text that is not blank, not ${found}`,
    at,
  });
}

export function entryNotMapping(at: Location, what: string, identity: string, found: string): Diagnostic {
  return diagnose({
    code: "wrong-type",
    message: `an entry of ${what} must be a mapping, not ${found}`,
    fix: `write \`- ${identity}: …\``,
    at,
  });
}

export function nullCollection(at: Location, what: string): Diagnostic {
  return diagnose({
    code: "null-value",
    message: `${what} has no value`,
    fix: "write [] for nobody, leave the key out for not managed",
    at,
  });
}

export function nullValue(at: Location, what: string): Diagnostic {
  return diagnose({
    code: "null-value",
    message: `${what} has no value`,
    fix: "give it a value, or leave the key out for not managed",
    at,
  });
}

export function unknownKey(at: Location, key: string, where: string, known: readonly string[]): Diagnostic {
  return diagnose({
    code: "unknown-key",
    message: `${where} has no key "${key}".${didYouMean(key, known)}`,
    fix: `the keys are ${known.join(", ")}`,
    at,
  });
}

export function apiVersion(at: Location, found: string | null, wanted: string): Diagnostic {
  return diagnose({
    code: "api-version",
    message: found === null ? "apiVersion is missing" : `apiVersion must be ${wanted}, not ${found}`,
    fix: `write \`apiVersion: ${wanted}\``,
    at,
  });
}

export function unknownPlatform(
  at: Location,
  found: string | null,
  platforms: readonly string[],
): Diagnostic {
  return diagnose({
    code: "unknown-platform",
    message:
      found === null ? "platform is missing" : `${found} is no platform.${didYouMean(found, platforms)}`,
    fix: `platforms: ${platforms.join(", ")}`,
    at,
  });
}

export function missing(at: Location, name: string, where: string, rule: string | undefined): Diagnostic {
  return diagnose({
    code: codeOf(rule, "missing-value"),
    message: `${where} needs ${name}`,
    fix: `add \`${name}: …\``,
    at,
  });
}

export function wrongType(
  at: Location,
  name: string,
  wanted: string,
  found: string,
  rule: string | undefined,
  fix?: string,
): Diagnostic {
  return diagnose({
    code: codeOf(rule, "wrong-type"),
    message: `${name} must be ${wanted}, not ${found}`,
    ...(fix === undefined ? {} : { fix }),
    at,
  });
}

export function unquoted(at: Location, name: string, source: string, rule: string | undefined): Diagnostic {
  return diagnose({
    code: codeOf(rule, "wrong-type"),
    message: `${name} must be a text, but ${source} without quotes is none`,
    fix: `quote it: "${source}"`,
    at,
  });
}

export function blank(at: Location, name: string, rule: string | undefined): Diagnostic {
  return diagnose({ code: codeOf(rule, "blank-text"), message: `${name} must not be blank`, at });
}

export function tooLong(at: Location, name: string, length: number, most: number, rule?: string): Diagnostic {
  return diagnose({
    code: codeOf(rule, "text-too-long"),
    message: `${name} has ${length} characters; at most ${most} are allowed`,
    at,
  });
}

export function controlCharacter(at: Location, name: string, character: string, rule?: string): Diagnostic {
  return diagnose({
    code: codeOf(rule, "control-character"),
    message: `${name} holds the control character ${codePoint(character)}`,
    at,
  });
}

export function patternBroken(
  at: Location,
  name: string,
  value: string,
  pattern: { readonly rule: string; readonly says: string },
  character: string | null,
): Diagnostic {
  const named = character === null ? "" : `; "${character}" (${codePoint(character)}) is not allowed`;
  return diagnose({
    code: pattern.rule,
    message: `${name} "${value}" must ${pattern.says}${named}`,
    at,
  });
}

export function reservedName(at: Location, name: string, value: string, rule: string): Diagnostic {
  return diagnose({
    code: rule,
    message: `${name} "${value}" is reserved: it means something else on the platform`,
    fix: "choose another name",
    at,
  });
}

export function badEmail(at: Location, name: string, value: string, rule: string | undefined): Diagnostic {
  return diagnose({
    code: codeOf(rule, "bad-email"),
    message: `${name} "${value}" is no e-mail address`,
    fix: "write the bare address, such as ana@northwind.example",
    at,
  });
}

export function badTimezone(
  at: Location,
  name: string,
  value: string,
  known: readonly string[],
  rule: string | undefined,
): Diagnostic {
  return diagnose({
    code: codeOf(rule, "bad-timezone"),
    message: `${name} "${value}" is no IANA time zone.${didYouMean(value, known)}`,
    fix: "write a name such as Europe/Bucharest, or UTC",
    at,
  });
}

export function notOneOf(
  at: Location,
  name: string,
  value: string,
  values: readonly string[],
  rule: string | undefined,
): Diagnostic {
  return diagnose({
    code: codeOf(rule, "not-one-of"),
    message: `${name} cannot be "${value}".${didYouMean(value, values)}`,
    fix: `values: ${values.join(", ")}`,
    at,
  });
}

export function outOfRange(
  at: Location,
  name: string,
  found: string,
  bounds: { readonly minimum: number; readonly maximum: number; readonly unit: string },
  rule: string | undefined,
): Diagnostic {
  return diagnose({
    code: codeOf(rule, "out-of-range"),
    message: `${name} must be a whole number from ${bounds.minimum} to ${bounds.maximum} (${bounds.unit}), not ${found}`,
    at,
  });
}

export function readOnly(at: Location, name: string, rule: string | undefined): Diagnostic {
  return diagnose({
    code: codeOf(rule, "read-only"),
    message: `${name} is read from the platform and cannot be declared`,
    fix: "leave it out",
    at,
  });
}

export function twiceInList(at: Location, name: string, value: string, first: Location): Diagnostic {
  return diagnose({
    code: "listed-twice",
    message: `${name} names "${value}" twice; letter case makes no difference`,
    fix: "keep one of them",
    at,
    notes: [{ message: "first here", at: first }],
  });
}

export function neverRenamed(at: Location, kind: string, rule: string): Diagnostic {
  return diagnose({
    code: rule,
    message: `renamedFrom is not possible here: ${withArticle(kind)} cannot be renamed`,
    fix: "leave it out",
    at,
  });
}

export function badTime(at: Location, value: string): Diagnostic {
  return diagnose({
    code: "bad-time",
    message: `until "${value}" is neither a date nor a time with an offset`,
    fix: "write 2026-12-31 (to the end of that day in UTC) or 2026-12-31T18:00:00Z",
    at,
  });
}

export function cannotEnd(at: Location, what: string): Diagnostic {
  return diagnose({
    code: "until-not-here",
    message: `until is not possible on ${what}`,
    fix: "use it on a user, a membership, a role or a seat",
    at,
  });
}

export function protectedEnds(at: Location, until: Location): Diagnostic {
  return diagnose({
    code: "protected-ends",
    message: "an entry cannot be protected and end on a date",
    fix: "remove protect or until",
    at,
    notes: [{ message: "it ends here", at: until }],
  });
}

export function emptySelection(at: Location, what: string): Diagnostic {
  return diagnose({
    code: "empty-selection",
    message: `${what} holds neither include nor exclude`,
    fix: "write [] for nobody, leave the key out for not managed",
    at,
  });
}
