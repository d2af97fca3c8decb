/** The provider's configuration, completed from the environment. */
import type { Platform } from "../platform/contract.ts";
import { numberOf } from "./declare.ts";
import { error, Refusal } from "./diagnostics.ts";
import { snakeCase } from "./names.ts";
import {
  type TerraformDiagnostic,
  type TerraformObject,
  type TerraformValue,
  UNKNOWN,
} from "./protocol/provider.ts";
import { environmentName } from "./schema.ts";

export type Environment = { readonly [name: string]: string | undefined };

/** How to reach one platform. */
export interface Settings {
  readonly endpoint: string;
  readonly account: string | null;
  readonly credentials: { readonly [name: string]: string };
  readonly concurrency: number;
  readonly requestsPerMinute: number | null;
}

/** What one process may take away. */
export interface Limits {
  /** Guards that are lifted. */
  readonly allow: readonly string[];
  /** People who may lose all access; null for the share of policy. */
  readonly maxRemovals: number | null;
}

export const LIFTABLE = ["last-administrator", "self-lockout", "max-removals", "destructive"] as const;
const DEFAULT_CONCURRENCY = 8;

/** Throws a Refusal that names what is missing. */
export function settingsOf(platform: Platform, config: TerraformObject, environment: Environment): Settings {
  const name = platform.table.platform;
  const own = objectAt(config, name);
  if (own === UNKNOWN)
    throw new Refusal("Configuration not known yet", `\`${name}\` is not known yet`, [name]);
  const text = (attribute: string, variable: string): string | null => {
    const value = own?.[attribute] ?? null;
    if (value === UNKNOWN) {
      const detail = `\`${name}.${attribute}\` is not known before the apply; set it from a variable or the environment.`;
      throw new Refusal("Configuration not known yet", detail, [name, attribute]);
    }
    if (typeof value === "string" && value !== "") return value;
    return environment[environmentName(platform, variable)] || environment[variable] || null;
  };
  const endpoint = text("endpoint", "CXROSTER_ENDPOINT");
  if (endpoint === null) throw missing(platform, "endpoint", "CXROSTER_ENDPOINT");
  const credentials: Record<string, string> = {};
  for (const field of platform.credentials) {
    const value = text(snakeCase(field.name), field.environment);
    if (value !== null) credentials[field.name] = value;
    else if (field.required) throw missing(platform, snakeCase(field.name), field.environment);
  }
  return {
    endpoint,
    account: text("account", "CXROSTER_ACCOUNT"),
    credentials,
    concurrency: numberIn(own, "concurrency") ?? DEFAULT_CONCURRENCY,
    requestsPerMinute: numberIn(own, "requests_per_minute"),
  };
}

function missing(platform: Platform, attribute: string, variable: string): Refusal {
  const name = platform.table.platform;
  const detail = `Set \`${attribute}\` in \`${name}\` of the provider, or \`${environmentName(platform, variable)}\` in the environment.`;
  return new Refusal(`No ${attribute} for ${platform.table.product}`, detail, [name, attribute]);
}

export function limitsOf(config: TerraformObject): Limits {
  const guards = objectAt(config, "guards");
  if (guards === UNKNOWN || guards === null) return { allow: [], maxRemovals: null };
  const allow = guards.allow;
  return {
    allow: Array.isArray(allow) ? allow.filter((each) => typeof each === "string") : [],
    maxRemovals: numberIn(guards, "max_removals"),
  };
}

/** What is wrong with the configuration whatever is not known yet. */
export function validateSettings(
  config: TerraformObject,
  platforms: readonly Platform[],
): TerraformDiagnostic[] {
  const found: TerraformDiagnostic[] = [];
  const guards = objectAt(config, "guards");
  if (guards !== null && guards !== UNKNOWN) {
    for (const name of limitsOf(config).allow) {
      if (LIFTABLE.some((each) => each === name)) continue;
      const detail = `"${name}" is no guard that can be lifted; there are ${LIFTABLE.join(", ")}.`;
      found.push(error("Unknown guard", detail, ["guards", "allow"]));
    }
    found.push(...wholeNumber(guards, "max_removals", 0, ["guards", "max_removals"]));
  }
  for (const { table } of platforms) {
    const own = objectAt(config, table.platform);
    if (own === null || own === UNKNOWN) continue;
    for (const name of ["concurrency", "requests_per_minute"]) {
      found.push(...wholeNumber(own, name, 1, [table.platform, name]));
    }
  }
  return found;
}

function wholeNumber(
  object: TerraformObject,
  name: string,
  least: number,
  path: readonly string[],
): TerraformDiagnostic[] {
  const number = numberIn(object, name);
  if (number === null || (Number.isSafeInteger(number) && number >= least)) return [];
  return [error("Wrong value", `${name} must be a whole number from ${least}, not ${number}.`, path)];
}

function numberIn(object: TerraformObject | null, name: string): number | null {
  const value = object?.[name] ?? null;
  return value === null || value === UNKNOWN ? null : numberOf(value);
}

function objectAt(config: TerraformObject, name: string): TerraformObject | typeof UNKNOWN | null {
  const value: TerraformValue = config[name] ?? null;
  return value as TerraformObject | typeof UNKNOWN | null;
}
