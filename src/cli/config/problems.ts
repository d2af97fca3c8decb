/** Wording of what is wrong with targets and cxroster.yaml. */
import { type Diagnostic, diagnose, type Location } from "../../diagnostic/diagnostic.ts";
import { didYouMean } from "../../diagnostic/suggest.ts";

const USAGE = "cxroster.yaml holds `targets:`, a mapping from target names to their settings";

export function notAMapping(at: Location, what: string, found: string): Diagnostic {
  return diagnose({
    code: "config-shape",
    message: `${what} must be a mapping, not ${found}`,
    why: USAGE,
    at,
  });
}

export function wrongSetting(at: Location, name: string, wanted: string, found: string): Diagnostic {
  return diagnose({ code: "config-shape", message: `${name} must be ${wanted}, not ${found}`, at });
}

export function unknownSetting(at: Location, name: string, known: readonly string[]): Diagnostic {
  return diagnose({
    code: "config-unknown",
    message: `"${name}" is not a setting.${didYouMean(name, known)}`,
    fix: `Settings here: ${known.join(", ")}.`,
    at,
  });
}

/** `at` is null where there is no cxroster.yaml to add it to. */
export function missingSetting(
  at: Location | null,
  target: string,
  name: string,
  variable: string | null,
): Diagnostic {
  const ways = [
    ...(at === null ? [] : [`add \`${name}:\` to the target`]),
    ...(variable === null ? [] : [`set ${variable}`]),
  ];
  return diagnose({
    code: "config-missing",
    message: `target ${target} has no ${name}`,
    fix: ways.join(", or "),
    at,
  });
}

export function unknownPlatform(at: Location | null, name: string, known: readonly string[]): Diagnostic {
  return diagnose({
    code: "config-platform",
    message: `"${name}" is not a platform.${didYouMean(name, known)}`,
    fix: `Platforms: ${known.join(", ")}.`,
    at,
  });
}

export function literalCredential(at: Location, name: string, variable: string): Diagnostic {
  return diagnose({
    code: "literal-secret",
    message: `${name} is a secret and must not stand in cxroster.yaml`,
    fix: `write \`!env ${variable}\` or \`!file PATH\`, and change the secret if it was ever committed`,
    // The line would show the secret again.
    at: { ...at, length: 0, text: "" },
  });
}

export function noConfig(): Diagnostic {
  return diagnose({
    code: "config-none",
    message: "there is neither a cxroster.yaml here or above nor CXROSTER_ENDPOINT",
    fix: "run `cxroster init`, or set CXROSTER_ENDPOINT and CXROSTER_TOKEN and name manifests with -f",
  });
}

export function configUnreadable(path: string): Diagnostic {
  return diagnose({ code: "config-none", message: `the configuration ${path} cannot be read` });
}

export function whichTarget(names: readonly string[]): Diagnostic {
  return diagnose({
    code: "config-target",
    message: `there are several targets: ${names.join(", ")}`,
    fix: "choose one with --target or CXROSTER_TARGET",
  });
}

export function unknownTarget(name: string, names: readonly string[]): Diagnostic {
  return diagnose({
    code: "config-target",
    message: `there is no target "${name}".${didYouMean(name, names)}`,
    fix: names.length === 0 ? "add it to cxroster.yaml" : `Targets: ${names.join(", ")}.`,
  });
}

export function badEndpoint(at: Location | null, endpoint: string): Diagnostic {
  return diagnose({
    code: "config-endpoint",
    message: `the endpoint "${endpoint}" is not an address`,
    fix: "write it as https://host/path, without a name, password or query in it",
    at,
  });
}

export function clearEndpoint(at: Location | null, endpoint: string): Diagnostic {
  return diagnose({
    code: "config-endpoint",
    severity: "warning",
    message: `credentials travel unencrypted to ${endpoint}`,
    fix: "use https://",
    at,
  });
}

export function noManifests(target: string | null): Diagnostic {
  return diagnose({
    code: "config-missing",
    message: target === null ? "no manifest is named" : `target ${target} names no manifests`,
    fix:
      target === null
        ? "name files with -f, or run `cxroster init` to start a cxroster.yaml"
        : "name files with -f, or list them as `manifests:` of the target",
  });
}

export function nothingMatches(at: Location | null, pattern: string): Diagnostic {
  return diagnose({ code: "manifest-none", message: `no file matches ${pattern}`, at });
}

export function fileUnreadable(path: string): Diagnostic {
  return diagnose({ code: "file-unreadable", message: `${path} cannot be read` });
}

export function clockNotOffered(): Diagnostic {
  return diagnose({
    code: "clock-refused",
    message: "CXROSTER_NOW is only for rehearsals on this machine, and the endpoint is elsewhere",
    fix: "unset CXROSTER_NOW; --at TIME previews another time",
  });
}

export function badTime(name: string, text: string): Diagnostic {
  return diagnose({
    code: "usage",
    message: `${name} must be a date or an RFC 3339 time, not "${text}"`,
    fix: "write it as 2026-12-31 or 2026-12-31T18:00:00Z",
  });
}

/** An account tells nothing of its past: an answer about it would be today's access under an old date. */
export function pastTime(text: string): Diagnostic {
  return diagnose({
    code: "usage",
    message: `--at ${text} is past, and an account only tells what holds now`,
    fix: "what people could do just before and after a run lies in its evidence: `cxroster runs`, then `cxroster runs export RUN -o evidence.zip`",
  });
}

/** @param otherWays to say it, besides the configuration, that the command has */
export function noPlatform(what: "account" | "invitation", otherWays: readonly string[] = []): Diagnostic {
  return diagnose({
    code: "usage",
    message: `without a configuration file nobody can tell which platform the ${what} is on`,
    fix: ["name the platform in a target of cxroster.yaml", ...otherWays].join(", or "),
  });
}

export function noAccount(endpoint: string): Diagnostic {
  return diagnose({
    code: "no-account",
    message: `there is no such account at ${endpoint}`,
    fix: "name it by `account` in the target",
  });
}
