/** Wording of what is wrong between entries: repetitions, contradictions and names that lead nowhere. */

import { type Diagnostic, diagnose, type Location } from "./diagnostic.ts";
import { endWords } from "./end-words.ts";
import { didYouMean } from "./suggest.ts";

export function otherPlatform(
  at: Location,
  platform: string,
  wanted: string,
  first: Location | null,
): Diagnostic {
  return diagnose({
    code: "platform-mismatch",
    message: `this manifest is for ${platform}, but the others are for ${wanted}`,
    fix: "one target is one account on one platform; give the other platform a target of its own",
    at,
    notes: first === null ? [] : [{ message: "for example here", at: first }],
  });
}

export function declaredTwice(
  at: Location,
  kind: string,
  written: string,
  first: { readonly written: string; readonly at: Location },
): Diagnostic {
  const folded =
    written === first.written ? "" : `; "${first.written}" means the same, letter case makes no difference`;
  return diagnose({
    code: "declared-twice",
    message: `the ${kind} "${written}" is declared twice${folded}`,
    fix: "keep one of them and put everything about it there",
    at,
    notes: [{ message: "first here", at: first.at }],
  });
}

export function mixedScopes(at: Location, collection: string, first: Location): Diagnostic {
  return diagnose({
    code: "mixed-scopes",
    message: `${collection} is a plain list in one place and include and exclude in another`,
    why: "a plain list says that nothing else exists, include and exclude say that the rest is not managed",
    fix: "use the same form everywhere",
    at,
    notes: [{ message: "the other form", at: first }],
  });
}

export function includedAndExcluded(
  at: Location,
  written: string,
  pattern: string,
  exclude: Location,
): Diagnostic {
  return diagnose({
    code: "included-and-excluded",
    message: `"${written}" is included, but the pattern "${pattern}" excludes it`,
    at,
    notes: [{ message: "excluded here", at: exclude }],
  });
}

export function declaredAndIgnored(
  at: Location,
  what: string,
  pattern: string,
  ignore: Location,
): Diagnostic {
  return diagnose({
    code: "declared-and-ignored",
    message: `${what} is declared, but the pattern "${pattern}" says that others manage it`,
    fix: "leave it out here, or narrow the pattern",
    at,
    notes: [{ message: "ignored here", at: ignore }],
  });
}

export function sameFormerName(at: Location, former: string, first: Location): Diagnostic {
  return diagnose({
    code: "same-former-name",
    message: `two entries say they were called "${former}"`,
    at,
    notes: [{ message: "first here", at: first }],
  });
}

export function formerNameDeclared(
  at: Location,
  kind: string,
  former: string,
  declared: Location,
): Diagnostic {
  return diagnose({
    code: "former-name-declared",
    message: `"${former}" cannot be a former name: a ${kind} of that name is declared too`,
    fix: "remove renamedFrom, or the entry of the former name",
    at,
    notes: [{ message: "declared here", at: declared }],
  });
}

export function renamedFromItself(at: Location, written: string): Diagnostic {
  return diagnose({
    code: "renamed-from-itself",
    severity: "information",
    message: `renamedFrom names "${written}" itself; letter case makes no difference to what an entry means`,
    fix: "leave it out",
    at,
  });
}

export interface UnknownTarget {
  readonly rule: string;
  readonly kind: string;
  readonly written: string;
  readonly candidates: Iterable<string>;
  /** Where the plain list stands that should hold it. */
  readonly list: Location | null;
  /** The candidates are all there can be. Default false. */
  readonly closed?: boolean;
  /** What the target is called now, where the name is a former one. */
  readonly renamedTo: string | null;
}

export function unknownTarget(at: Location, target: UnknownTarget): Diagnostic {
  const { kind, written, renamedTo } = target;
  const candidates = [...target.candidates];
  const hint = renamedTo === null ? didYouMean(written, candidates) : ` It is now called "${renamedTo}".`;
  return diagnose({
    code: target.rule,
    message: `there is no ${kind} "${written}".${hint}`,
    fix:
      target.closed === true && candidates.length > 0
        ? `name one of ${candidates.join(", ")}`
        : `declare the ${kind}, correct the name, or take it out here`,
    at,
    notes: target.list === null ? [] : [{ message: "this list names all there are", at: target.list }],
  });
}

export function cycle(at: Location, labels: readonly string[]): Diagnostic {
  return diagnose({
    code: "cycle",
    message: `these entries need each other, so none can come first: ${labels.join(" → ")}`,
    at,
  });
}

export function linkEnded(
  at: Location,
  owner: string,
  path: string,
  written: string,
  until: string,
): Diagnostic {
  return diagnose({
    code: "ended",
    severity: "information",
    message: `${path} of "${owner}" no longer holds "${written}", which ended at ${endWords(until)}`,
    fix: "remove the entry",
    at,
  });
}

export function endsSoon(
  at: Location,
  grant: {
    readonly label: string;
    readonly path: string | null;
    readonly to: string | null;
    readonly until: string;
    readonly reason: string | null;
  },
): Diagnostic {
  const what =
    grant.path === null ? `"${grant.label}"` : `"${grant.to}" in ${grant.path} of "${grant.label}"`;
  const reason = grant.reason === null ? "" : ` (${grant.reason})`;
  return diagnose({
    code: "ends-soon",
    severity: "information",
    message: `${what} ends at ${endWords(grant.until)}${reason}`,
    at,
  });
}
