/** cxroster.yaml → targets, every error at once. Nothing is read from the environment yet. */
import type { Diagnostic, Location, Result } from "../../diagnostic/diagnostic.ts";
import { unshown } from "../../diagnostic/source-problems.ts";
import { readYaml, type YamlDocument } from "../../manifest/read-yaml.ts";
import {
  describe,
  isYamlList,
  isYamlMap,
  Tagged,
  type YamlMap,
  type YamlPath,
  type YamlValue,
} from "../../manifest/yaml-value.ts";
import type { CredentialField, Platform } from "../../platform/contract.ts";
import * as problem from "./problems.ts";
import type { Setting } from "./setting.ts";

export interface ManifestPattern {
  readonly pattern: string;
  readonly at: Location;
}

export interface TargetConfig {
  readonly name: string;
  readonly platform: Platform;
  readonly endpoint: Setting | null;
  readonly account: Setting | null;
  readonly create: boolean;
  /** By the name of the platform's credential field, such as `token` or `apiKey.secret`. */
  readonly credentials: ReadonlyMap<string, Setting>;
  readonly manifests: readonly ManifestPattern[];
  /** Path relative to cxroster.yaml. */
  readonly policy: string | null;
  readonly at: Location;
}

const SETTINGS = ["platform", "endpoint", "account", "create", "manifests", "policy"] as const;

/** Reads the targets. `file` is the name that places show. */
export function readConfig(
  bytes: Uint8Array,
  file: string,
  platforms: readonly Platform[],
): Result<TargetConfig[]> {
  const { value: documents, diagnostics } = readYaml(bytes, file);
  const reader = new Reader(platforms, [...diagnostics]);
  const targets = documents.flatMap((document) => reader.document(document));
  return { value: targets, diagnostics: reader.diagnostics };
}

class Reader {
  readonly diagnostics: Diagnostic[];
  readonly #platforms: readonly Platform[];

  constructor(platforms: readonly Platform[], diagnostics: Diagnostic[]) {
    this.#platforms = platforms;
    this.diagnostics = diagnostics;
  }

  document(document: YamlDocument): TargetConfig[] {
    const top = this.#map(document, document.value, [], "the configuration");
    if (top === null) return [];
    this.#known(document, top, [], ["targets"]);
    const targets = this.#map(document, top.get("targets") ?? null, ["targets"], "targets");
    return [...(targets ?? [])].flatMap(([name, value]) => this.#target(document, name, value) ?? []);
  }

  #target(document: YamlDocument, name: string, value: YamlValue): TargetConfig | null {
    const path = ["targets", name];
    const map = this.#map(document, value, path, `target ${name}`);
    const platform = map === null ? null : this.#platform(document, map, path, name);
    if (map === null || platform === null) return null;
    const groups = new Set(platform.credentials.map((field) => field.name.split(".")[0] ?? ""));
    this.#known(document, map, path, [...SETTINGS, ...groups]);
    return {
      name,
      platform,
      endpoint: this.#setting(document, map, [...path, "endpoint"]),
      account: this.#setting(document, map, [...path, "account"]),
      create: this.#boolean(document, map, [...path, "create"]),
      credentials: this.#credentials(document, map, path, platform.credentials),
      manifests: this.#patterns(document, map, [...path, "manifests"]),
      policy: this.#text(document, map, [...path, "policy"]),
      at: document.keyPlaceOf(path),
    };
  }

  #platform(document: YamlDocument, map: YamlMap, path: YamlPath, target: string): Platform | null {
    const at = document.placeOf([...path, "platform"]);
    const name = map.get("platform");
    if (typeof name !== "string") {
      this.diagnostics.push(problem.missingSetting(document.keyPlaceOf(path), target, "platform", null));
      return null;
    }
    const found = this.#platforms.find((each) => each.table.platform === name);
    if (found !== undefined) return found;
    const known = this.#platforms.map((each) => each.table.platform);
    this.diagnostics.push(problem.unknownPlatform(at, name, known));
    return null;
  }

  #credentials(document: YamlDocument, map: YamlMap, path: YamlPath, fields: readonly CredentialField[]) {
    const found = new Map<string, Setting>();
    for (const field of fields) {
      const steps = field.name.split(".");
      const holder = steps
        .slice(0, -1)
        .reduce<YamlValue | undefined>(
          (value, step) => (isYamlMap(value) ? value.get(step) : undefined),
          map,
        );
      if (!isYamlMap(holder)) continue;
      const setting = this.#setting(document, holder, [...path, ...steps], field.secret);
      if (setting === null) continue;
      if (field.secret && !(setting.written instanceof Tagged)) {
        this.diagnostics.push(problem.literalCredential(setting.at, field.name, field.environment));
      } else found.set(field.name, setting);
    }
    return found;
  }

  #patterns(document: YamlDocument, map: YamlMap, path: YamlPath): ManifestPattern[] {
    const value = valueAt(map, path);
    if (value === undefined) return [];
    const list = isYamlList(value) ? value : [value];
    return list.flatMap((each, index) => {
      const at = document.placeOf(isYamlList(value) ? [...path, index] : path);
      if (typeof each === "string" && each !== "") return [{ pattern: each, at }];
      this.diagnostics.push(problem.wrongSetting(at, "manifests", "a list of paths", describe(each)));
      return [];
    });
  }

  #setting(document: YamlDocument, map: YamlMap, path: YamlPath, secret = false): Setting | null {
    const value = valueAt(map, path);
    if (value === undefined) return null;
    const at = document.placeOf(path);
    if (value instanceof Tagged || (typeof value === "string" && value !== ""))
      return { written: value, at, secret };
    if (typeof value === "number") return { written: String(value), at, secret };
    this.#wrong(secret ? unshown(at) : at, path, "a text", value);
    return null;
  }

  #text(document: YamlDocument, map: YamlMap, path: YamlPath): string | null {
    const value = valueAt(map, path);
    if (typeof value === "string" && value !== "") return value;
    if (value !== undefined) this.#wrong(document.placeOf(path), path, "a path", value);
    return null;
  }

  #boolean(document: YamlDocument, map: YamlMap, path: YamlPath): boolean {
    const value = valueAt(map, path);
    if (typeof value === "boolean") return value;
    if (value !== undefined) this.#wrong(document.placeOf(path), path, "true or false", value);
    return false;
  }

  #wrong(at: Location, path: YamlPath, wanted: string, value: YamlValue): void {
    // The value itself may be a secret in the wrong shape; only its sort is told.
    const found =
      typeof value === "string" ? "a text" : typeof value === "number" ? "a number" : describe(value);
    this.diagnostics.push(problem.wrongSetting(at, String(path.at(-1)), wanted, found));
  }

  #map(document: YamlDocument, value: YamlValue, path: YamlPath, what: string): YamlMap | null {
    if (isYamlMap(value)) return value;
    const found = typeof value === "string" ? "a text" : describe(value);
    this.diagnostics.push(problem.notAMapping(document.placeOf(path), what, found));
    return null;
  }

  #known(document: YamlDocument, map: YamlMap, path: YamlPath, known: readonly string[]): void {
    for (const name of map.keys()) {
      if (known.includes(name)) continue;
      this.diagnostics.push(problem.unknownSetting(document.keyPlaceOf([...path, name]), name, known));
    }
  }
}

function valueAt(map: YamlMap, path: YamlPath): YamlValue | undefined {
  return map.get(String(path.at(-1)));
}
