/** Wording of what is wrong with the value of an attribute. The code is the rule the attribute comes from. */
import { type Diagnostic, diagnose, type Location } from "./diagnostic.ts";
import { didYouMean } from "./suggest.ts";
import { codePoint } from "./yaml-problems.ts";

/** Code of a diagnostic about an attribute: the rule it comes from, else `otherwise`. */
function codeOf(rule: string | undefined, otherwise: string): string {
  return rule ?? otherwise;
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
    adoptable: true,
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

export function noneLeft(at: Location, name: string, rule: string): Diagnostic {
  return diagnose({ code: rule, message: `${name} must name at least one`, fix: "name one", at });
}
