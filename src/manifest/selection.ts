/** The two forms of every collection and list: a plain list, or `{ include, exclude }`. */
import * as problem from "../diagnostic/manifest-problems.ts";
import type { Cursor } from "./cursor.ts";
import type { WrittenPattern } from "./document.ts";
import type { Reading } from "./reading.ts";
import { readName } from "./text.ts";
import { describe, isYamlList, isYamlMap, Tagged, type YamlMap, type YamlValue } from "./yaml-value.ts";

export interface Selection {
  readonly mode: "all" | "partial";
  readonly items: readonly YamlValue[];
  /** Where the items stand. */
  readonly cursor: Cursor;
  readonly exclude: readonly WrittenPattern[];
}

const KEYS = ["include", "exclude"];

/** Takes a list apart; `name` is its key. Undefined for what is no list in either form. */
export function readSelection(
  reading: Reading,
  cursor: Cursor,
  value: YamlValue,
  name: string,
): Selection | undefined {
  if (value === null) return reading.refuse(problem.nullCollection(cursor.place(), name));
  if (isYamlList(value)) return { mode: "all", items: value, cursor, exclude: [] };
  if (isYamlMap(value)) return readPartial(reading, cursor, value, name);
  return reading.refuse(problem.notList(cursor.place(), name, describe(value)));
}

function readPartial(reading: Reading, cursor: Cursor, map: YamlMap, name: string): Selection | undefined {
  const unknown = [...map.keys()].filter((key) => !KEYS.includes(key));
  for (const key of unknown) {
    reading.refuse(problem.unknownKey(cursor.child(key).keyPlace(), key, name, KEYS));
  }
  if (unknown.length > 0) return undefined;
  if (!map.has("include") && !map.has("exclude")) {
    return reading.refuse(problem.emptySelection(cursor.place(), name));
  }
  const include = map.get("include") ?? [];
  if (map.get("include") === null || !isYamlList(include)) {
    const found = describe(map.get("include") ?? null);
    return reading.refuse(problem.notList(cursor.child("include").place(), `include of ${name}`, found));
  }
  const exclude = map.has("exclude")
    ? readPatterns(reading, cursor.child("exclude"), map.get("exclude") ?? null, `exclude of ${name}`)
    : [];
  return { mode: "partial", items: include, cursor: cursor.child("include"), exclude };
}

/** A list of identity patterns; what is none is noted and left out. */
export function readPatterns(
  reading: Reading,
  cursor: Cursor,
  value: YamlValue,
  name: string,
): WrittenPattern[] {
  if (!isYamlList(value)) {
    reading.refuse(problem.notPatternList(cursor.place(), name, describe(value)));
    return [];
  }
  const patterns: WrittenPattern[] = [];
  for (const [index, item] of value.entries()) {
    const at = cursor.child(index);
    const pattern =
      item instanceof Tagged || (typeof item === "string" && item.trim() !== "")
        ? readName(reading, at, item, `a pattern of ${name}`)
        : reading.refuse(problem.badPattern(at.place(), name, describe(item)));
    if (pattern !== undefined)
      patterns.push({
        pattern,
        get at() {
          return at.place();
        },
      });
  }
  return patterns;
}
