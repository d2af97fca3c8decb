/** Which target a command is about: the flag, the environment or the only one there is; its settings likewise. */
import { dirname, join, resolve } from "node:path";
import { type Diagnostic, failed, type Location, type Result } from "../../diagnostic/diagnostic.ts";
import type { CredentialField, Platform } from "../../platform/contract.ts";
import type { Context } from "../context.ts";
import { readBytes, shownPath } from "../files.ts";
import { findConfig } from "./find-config.ts";
import * as problem from "./problems.ts";
import { type ManifestPattern, readConfig, type TargetConfig } from "./read-config.ts";
import { brokenSetting, emptySetting, readSetting, type Setting } from "./setting.ts";

/** Name of the target that the environment describes where there is no cxroster.yaml. */
const UNNAMED_TARGET = "default";

/** A target before its endpoint and credentials are read; nothing of it is secret. */
export interface Target {
  readonly name: string;
  /** Null where only the manifests tell. */
  readonly platform: Platform | null;
  /** Absolute folder that paths of the target are relative to. */
  readonly directory: string;
  readonly manifests: readonly ManifestPattern[];
  readonly policy: string | null;
  readonly create: boolean;
  readonly config: TargetConfig | null;
  readonly at: Location | null;
}

/** A target with everything a connection needs. */
export interface Access {
  readonly endpoint: string;
  readonly account: string | null;
  readonly credentials: { readonly [name: string]: string };
}

/** Finds the target. `wanted` is a name that must exist unless no configuration does, as a saved plan asks for. */
export function chooseTarget(
  context: Context,
  platforms: readonly Platform[],
  wanted?: string,
): Result<Target | null> {
  const { io, flags } = context;
  const path = flags.config === undefined ? findConfig(io.cwd) : resolve(io.cwd, flags.config);
  const name = flags.target ?? wanted ?? nonEmpty(io.env.CXROSTER_TARGET);
  if (path === null) {
    if (flags.target !== undefined) return stop(problem.unknownTarget(flags.target, []));
    return { value: fromEnvironment(io.cwd, wanted), diagnostics: [] };
  }
  const bytes = readBytes(path);
  if (bytes === null) return stop(problem.configUnreadable(shownPath(path, io.cwd)));
  const { value: targets, diagnostics } = readConfig(bytes, shownPath(path, io.cwd), platforms);
  if (failed(diagnostics)) return { value: null, diagnostics };
  const found = pick(targets, name);
  if ("code" in found) return stop(found);
  return { value: fromConfig(found, dirname(path)), diagnostics };
}

function pick(targets: readonly TargetConfig[], name: string | undefined): TargetConfig | Diagnostic {
  const names = targets.map((target) => target.name);
  if (name === undefined) {
    const [only, second] = targets;
    if (only === undefined) return problem.unknownTarget("", []);
    return second === undefined ? only : problem.whichTarget(names);
  }
  return targets.find((target) => target.name === name) ?? problem.unknownTarget(name, names);
}

function fromEnvironment(cwd: string, wanted: string | undefined): Target {
  return {
    name: wanted ?? UNNAMED_TARGET,
    platform: null,
    directory: cwd,
    manifests: [],
    policy: null,
    create: false,
    config: null,
    at: null,
  };
}

function fromConfig(config: TargetConfig, directory: string): Target {
  const { name, platform, manifests, create, at } = config;
  const policy = config.policy === null ? null : join(directory, config.policy);
  return { name, platform, directory, manifests, policy, create, config, at };
}

export interface AccessOptions {
  /** The file alone says which account: the environment can describe only one. Default the environment comes first. */
  readonly fileOnly?: boolean;
}

/** Reads endpoint, account and credentials; secrets are masked from then on. Every error at once. */
export function readAccess(
  context: Context,
  target: Target,
  platform: Platform,
  options: AccessOptions = {},
): Result<Access | null> {
  const reader = new AccessReader(context, target, options.fileOnly === true);
  const endpoint = reader.read("endpoint", "CXROSTER_ENDPOINT", target.config?.endpoint ?? null);
  const isTold = reader.diagnostics.length > 0;
  const account = reader.read("account", "CXROSTER_ACCOUNT", target.config?.account ?? null);
  const credentials: { [name: string]: string } = {};
  for (const field of platform.credentials) {
    const value = reader.credential(field);
    if (value !== null) credentials[field.name] = value;
  }
  if (endpoint !== null) reader.checkEndpoint(endpoint);
  else if (!isTold) reader.missing("endpoint", "CXROSTER_ENDPOINT");
  const { diagnostics } = reader;
  if (failed(diagnostics) || endpoint === null) return { value: null, diagnostics };
  return { value: { endpoint, account, credentials }, diagnostics };
}

class AccessReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #context: Context;
  readonly #target: Target;
  readonly #fileOnly: boolean;

  constructor(context: Context, target: Target, fileOnly: boolean) {
    this.#context = context;
    this.#target = target;
    this.#fileOnly = fileOnly;
  }

  read(name: string, variable: string, setting: Setting | null): string | null {
    const { env } = this.#context.io;
    const given = this.#fileOnly ? undefined : nonEmpty(env[variable]);
    const value = given ?? (setting === null ? null : this.#setting(setting));
    if (value === "") {
      this.diagnostics.push(emptySetting(name, setting?.at ?? null));
      return null;
    }
    if (value === null || !/\p{Cc}/u.test(value)) return value;
    this.diagnostics.push(brokenSetting(name, given === undefined ? (setting?.at ?? null) : null));
    return null;
  }

  credential(field: CredentialField): string | null {
    const value = this.read(
      field.name,
      field.environment,
      this.#target.config?.credentials.get(field.name) ?? null,
    );
    if (value !== null && field.secret) this.#context.output.mask.hide(value);
    const wrong = this.diagnostics.length > 0;
    if (value === null && field.required && !wrong) this.missing(field.name, field.environment);
    return value;
  }

  missing(name: string, variable: string): void {
    if (this.#target.config === null && name === "endpoint") this.diagnostics.push(problem.noConfig());
    else this.diagnostics.push(problem.missingSetting(this.#target.at, this.#target.name, name, variable));
  }

  checkEndpoint(endpoint: string): void {
    const at = this.#target.config?.endpoint?.at ?? null;
    const url = URL.parse(endpoint);
    const usable = url !== null && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "";
    if (url === null || !usable || url.username !== "" || url.password !== "") {
      // A password inside the address must not be shown.
      const hidden = endpoint.replace(/\/\/[^/]*@/, "//***@").replace(/[?#].*$/s, "?…");
      const place = at === null ? null : { ...at, length: 0, text: "" };
      this.diagnostics.push(problem.badEndpoint(place, hidden));
    } else if (url.protocol === "http:" && !isLoopback(endpoint)) {
      this.diagnostics.push(problem.clearEndpoint(at, endpoint));
    }
  }

  #setting(setting: Setting): string | null {
    const { env } = this.#context.io;
    const readFile = (path: string) => readBytes(resolve(this.#target.directory, path));
    const value = readSetting(setting, { env, readFile });
    if (typeof value === "string") return value;
    this.diagnostics.push(value);
    return null;
  }
}

/** Whether an address leads to this machine. */
export function isLoopback(endpoint: string): boolean {
  const host = URL.parse(endpoint)?.hostname ?? "";
  return (
    host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127(\.\d+){3}$/.test(host)
  );
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

function stop(diagnostic: Diagnostic): Result<null> {
  return { value: null, diagnostics: [diagnostic] };
}
