/** Reads mappings, texts, numbers and lists of a policy; every problem is kept, none stops the reading. */
import type { Diagnostic, Location } from "../diagnostic/diagnostic.ts";
import * as problem from "../diagnostic/policy-problems.ts";
import { parseInstant } from "../manifest/instant.ts";
import type { YamlDocument } from "../manifest/read-yaml.ts";
import {
  describe,
  isYamlList,
  isYamlMap,
  type YamlMap,
  type YamlPath,
  type YamlValue,
} from "../manifest/yaml-value.ts";
import type { PlaceOf } from "./expression.ts";
import type { SourcePlaces } from "./source-place.ts";

export class ShapeReader {
  readonly diagnostics: Diagnostic[];
  readonly document: YamlDocument;
  readonly #places: SourcePlaces;

  constructor(document: YamlDocument, places: SourcePlaces, diagnostics: Diagnostic[]) {
    this.document = document;
    this.#places = places;
    this.diagnostics = diagnostics;
  }

  refuse(diagnostic: Diagnostic): null {
    this.diagnostics.push(diagnostic);
    return null;
  }

  place(path: YamlPath): Location {
    return this.document.placeOf(path);
  }

  keyPlace(path: YamlPath): Location {
    return this.document.keyPlaceOf(path);
  }

  /** Places inside a text of the policy. */
  placesIn(path: YamlPath, text: string): PlaceOf {
    return this.#places.of(this.place(path), text);
  }

  /** A mapping; unknown keys are refused where `known` is given. Null where it is absent or none. */
  map(path: YamlPath, value: YamlValue | undefined, known: readonly string[] | null): YamlMap | null {
    if (value === undefined) return null;
    if (!isYamlMap(value)) return this.#wrong(path, "a mapping", value);
    for (const key of known === null ? [] : value.keys()) {
      if (known?.includes(key) === false) {
        this.refuse(problem.unknownMember(this.keyPlace([...path, key]), key, known));
      }
    }
    return value;
  }

  list(path: YamlPath, value: YamlValue | undefined): readonly YamlValue[] {
    if (value === undefined) return [];
    return isYamlList(value) ? value : (this.#wrong(path, "a list", value) ?? []);
  }

  texts(path: YamlPath, value: YamlValue | undefined): string[] {
    if (value === undefined) return [];
    if (isYamlList(value) && value.every((each) => typeof each === "string")) return [...(value as string[])];
    return this.#wrong(path, "a list of patterns", value) ?? [];
  }

  text(path: YamlPath, map: YamlMap): string | null {
    const value = map.get(String(path.at(-1)));
    if (value === undefined) return null;
    return typeof value === "string" && value.trim() !== "" ? value : this.#wrong(path, "a text", value);
  }

  /** A text that must be there; `wanted` says what it should be. */
  required(path: YamlPath, map: YamlMap, what: string, wanted: string): string | null {
    const name = String(path.at(-1));
    if (map.has(name)) return this.text(path, map);
    return this.refuse(problem.missingMember(this.keyPlace(path.slice(0, -1)), what, name, wanted));
  }

  oneOf<Word extends string>(path: YamlPath, map: YamlMap, words: readonly Word[]): Word | null {
    const value = map.get(String(path.at(-1)));
    if (value === undefined) return null;
    const found = words.find((word) => word === value);
    return found ?? this.#wrong(path, words.join(" or "), value);
  }

  number(path: YamlPath, map: YamlMap | null, maximum: number): number | null {
    const value = map?.get(String(path.at(-1)));
    if (value === undefined) return null;
    if (Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= maximum) return Number(value);
    return this.#wrong(path, `a whole number from 0 to ${maximum}`, value);
  }

  /** A date or time as RFC 3339 UTC; a date means the end of that day. */
  instant(path: YamlPath, text: string | null): string | null {
    if (text === null) return null;
    const name = String(path.at(-1));
    return parseInstant(text) ?? this.refuse(problem.badTime(this.place(path), name, describe(text)));
  }

  #wrong(path: YamlPath, wanted: string, found: YamlValue): null {
    const name = path.length === 0 ? "the policy" : String(path.at(-1));
    return this.refuse(problem.wrongMember(this.place(path), name, wanted, describe(found)));
  }
}
