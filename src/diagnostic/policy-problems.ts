/** Wording of what is wrong with a policy. */
import { type Diagnostic, diagnose, type Location } from "./diagnostic.ts";
import { didYouMean } from "./suggest.ts";

const shape = (at: Location, message: string, fix?: string): Diagnostic =>
  diagnose({ code: "policy-shape", message, ...(fix === undefined ? {} : { fix }), at });

const expression = (at: Location, message: string, fix?: string): Diagnostic =>
  diagnose({ code: "policy-expression", message, ...(fix === undefined ? {} : { fix }), at });

export function unknownMember(at: Location, name: string, known: readonly string[]): Diagnostic {
  return diagnose({
    code: "policy-unknown",
    message: `"${name}" is not part of a policy.${didYouMean(name, known)}`,
    fix: `Known here: ${known.join(", ")}.`,
    at,
  });
}

export function wrongMember(at: Location, name: string, wanted: string, found: string): Diagnostic {
  return shape(at, `${name} must be ${wanted}, not ${found}`);
}

export function missingMember(at: Location, what: string, name: string, wanted: string): Diagnostic {
  return shape(at, `${what} has no ${name}`, `add \`${name}:\`, ${wanted}`);
}

export function badRuleName(at: Location, name: string): Diagnostic {
  return shape(
    at,
    `"${name}" cannot name a rule`,
    "take small letters, digits and hyphens, as in `no-external-managers`",
  );
}

export function tooManyRules(at: Location, count: number, limit: number): Diagnostic {
  return shape(at, `a policy takes at most ${limit} rules, and this one has ${count}`);
}

export function twice(at: Location, what: string, first: Location): Diagnostic {
  const notes = [{ message: "the first one", at: first }];
  return diagnose({ code: "policy-shape", message: `${what} stands in the policy twice`, at, notes });
}

export function otherPolicyPlatform(at: Location, named: string, platform: string): Diagnostic {
  return shape(at, `the policy is for ${named}, and the target is on ${platform}`);
}

export function unknownRule(at: Location, name: string, known: readonly string[]): Diagnostic {
  const fix = known.length === 0 ? "the policy has no rules" : `Rules: ${known.join(", ")}.`;
  return shape(at, `there is no rule "${name}".${didYouMean(name, known)}`, fix);
}

export function badTime(at: Location, name: string, found: string): Diagnostic {
  return shape(
    at,
    `${name} must be a date or a time with an offset, not ${found}`,
    "write it like 2026-12-31 or 2026-12-31T17:00:00Z",
  );
}

export function unfinishedPart(at: Location): Diagnostic {
  return expression(
    at,
    "`${` has no `}` that ends it",
    "close it, or write `$${` for the characters themselves",
  );
}

export function unknownField(at: Location, name: string, known: readonly string[]): Diagnostic {
  return expression(
    at,
    `there is no field "${name}".${didYouMean(name, known)}`,
    `Fields: ${known.join(", ")}.`,
  );
}

export function unknownVariable(at: Location, name: string, known: readonly string[]): Diagnostic {
  const fix = `Rules see ${known.join(", ")}; a text stands in quotes.`;
  return expression(at, `there is no variable "${name}".${didYouMean(name, known)}`, fix);
}

export function variableNotHere(at: Location, name: string, known: readonly string[]): Diagnostic {
  return expression(
    at,
    `a rule over ${known[0]} sees no ${name}`,
    `Here: ${known.join(", ")}. Say \`over: ${name}\` for a rule about each ${name}.`,
  );
}

const INSTEAD: { readonly [name: string]: string } = {
  matches: "regular expressions can take forever; say `like(text, pattern)` with `*` and `?`",
  dyn: "values have the types of the reference; compare them as they are",
  bind: "write the part out, or make two rules of it",
};

export function unknownFunction(at: Location, name: string, known: readonly string[]): Diagnostic {
  const instead = INSTEAD[name];
  const message =
    instead === undefined
      ? `there is no function "${name}".${didYouMean(name, known)}`
      : `"${name}" is not offered`;
  return expression(at, message, instead ?? `Functions: ${known.join(", ")}.`);
}

export function nestedTooDeeply(at: Location, limit: number): Diagnostic {
  return expression(
    at,
    `lists are walked inside each other more than ${limit} times`,
    "make several rules of it",
  );
}

export function expressionTooLong(at: Location, length: number, limit: number): Diagnostic {
  return expression(
    at,
    `an expression of ${length} characters is longer than ${limit}`,
    "make several rules of it",
  );
}

export function expressionTooLarge(at: Location, reason: string): Diagnostic {
  return expression(at, `the expression is too large: ${reason}`, "make several rules of it");
}

export function wrongResult(at: Location, found: string, wanted: readonly string[]): Diagnostic {
  const words = wanted.includes("bool") && wanted.length === 1 ? "true or false" : "a text or a number";
  return expression(at, `the expression must give ${words}, and this gives ${found}`);
}

export function badExpression(at: Location, reason: string): Diagnostic {
  return expression(at, `the expression cannot be read: ${reason}`);
}
