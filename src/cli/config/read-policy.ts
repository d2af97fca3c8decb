/** policy.yaml → the numbers and patterns of the guards. What it does not know is refused, never skipped. */
import { type Diagnostic, diagnose, failed, type Result } from "../../diagnostic/diagnostic.ts";
import { didYouMean } from "../../diagnostic/suggest.ts";
import type { KindTable } from "../../kind/table.ts";
import { readYaml, type YamlDocument } from "../../manifest/read-yaml.ts";
import {
  describe,
  isYamlList,
  isYamlMap,
  type YamlMap,
  type YamlPath,
  type YamlValue,
} from "../../manifest/yaml-value.ts";
import { DEFAULT_POLICY, type Policy } from "../../plan/policy.ts";
import * as problem from "./problems.ts";

const PERCENT = 100;

/**
 * Reads `maxRemovals: {percent, people}` and `protected: {users: [pattern, …]}`, the latter by the manifest key of
 * the collection. `file` is the name that places show.
 */
export function readPolicy(bytes: Uint8Array, file: string, table: KindTable): Result<Policy> {
  const { value: documents, diagnostics } = readYaml(bytes, file);
  const reader = new Reader(table, [...diagnostics]);
  const policy = documents.reduce((sum, document) => reader.document(document, sum), DEFAULT_POLICY);
  return { value: failed(reader.diagnostics) ? DEFAULT_POLICY : policy, diagnostics: reader.diagnostics };
}

class Reader {
  readonly diagnostics: Diagnostic[];
  readonly #table: KindTable;

  constructor(table: KindTable, diagnostics: Diagnostic[]) {
    this.#table = table;
    this.diagnostics = diagnostics;
  }

  document(document: YamlDocument, policy: Policy): Policy {
    const top = this.#map(document, [], document.value, ["maxRemovals", "protected"]);
    const removals = this.#map(document, ["maxRemovals"], top?.get("maxRemovals"), ["percent", "people"]);
    const percent = this.#number(document, ["maxRemovals", "percent"], removals, PERCENT);
    const people = this.#number(document, ["maxRemovals", "people"], removals, Number.MAX_SAFE_INTEGER);
    return {
      maxRemovalsShare: percent === null ? policy.maxRemovalsShare : percent / PERCENT,
      maxRemovalsCount: people ?? policy.maxRemovalsCount,
      protected: { ...policy.protected, ...this.#protected(document, top?.get("protected")) },
    };
  }

  #protected(document: YamlDocument, value: YamlValue | undefined): { [kind: string]: string[] } {
    const byKey = new Map(this.#table.kinds.map((kind) => [kind.manifestKey, kind.name]));
    const map = this.#map(document, ["protected"], value, [...byKey.keys()]);
    const found: { [kind: string]: string[] } = {};
    for (const [key, patterns] of map ?? []) {
      const kind = byKey.get(key);
      if (kind !== undefined) found[kind] = this.#patterns(document, ["protected", key], patterns);
    }
    return found;
  }

  #patterns(document: YamlDocument, path: YamlPath, value: YamlValue): string[] {
    if (isYamlList(value) && value.every((each) => typeof each === "string")) return [...(value as string[])];
    this.diagnostics.push(
      problem.wrongSetting(
        document.placeOf(path),
        String(path.at(-1)),
        "a list of patterns",
        describe(value),
      ),
    );
    return [];
  }

  #number(document: YamlDocument, path: YamlPath, map: YamlMap | null, maximum: number): number | null {
    const name = String(path.at(-1));
    const value = map?.get(name);
    if (value === undefined) return null;
    if (Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= maximum) return Number(value);
    const wanted = `a whole number from 0 to ${maximum}`;
    this.diagnostics.push(problem.wrongSetting(document.placeOf(path), name, wanted, describe(value)));
    return null;
  }

  #map(
    document: YamlDocument,
    path: YamlPath,
    value: YamlValue | undefined,
    known: string[],
  ): YamlMap | null {
    if (value === undefined) return null;
    const what = path.length === 0 ? "the policy" : String(path.at(-1));
    if (!isYamlMap(value)) {
      this.diagnostics.push(problem.wrongSetting(document.placeOf(path), what, "a mapping", describe(value)));
      return null;
    }
    for (const key of value.keys()) {
      if (known.includes(key)) continue;
      this.diagnostics.push(
        diagnose({
          code: "policy-unknown",
          message: `"${key}" is not part of a policy.${didYouMean(key, known)}`,
          fix: `Known here: ${known.join(", ")}.`,
          at: document.keyPlaceOf([...path, key]),
        }),
      );
    }
    return value;
  }
}
