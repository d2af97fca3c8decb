/** Wording of what is wrong with the shape of a manifest. */
import { type Diagnostic, diagnose, type Location } from "./diagnostic.ts";
import { didYouMean } from "./suggest.ts";

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
    fix: "write [] for none, leave the key out for not managed",
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
    fix: "write [] for none, leave the key out for not managed",
    at,
  });
}

/** A collection at the top whose objects stand inside others. */
export function standsInside(
  at: Location,
  key: string,
  kind: { readonly parents?: readonly string[]; readonly parentsRule?: string },
): Diagnostic {
  const parents = kind.parents ?? [];
  return diagnose({
    code: kind.parentsRule ?? "unknown-key",
    message: `${key} stand inside an object, not at the top of a manifest`,
    fix: `move them into the ${parents.join(" or ")} they belong to`,
    at,
  });
}
