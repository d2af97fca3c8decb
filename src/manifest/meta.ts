/** The keys that every entry understands besides its attributes. */
import * as invalid from "../diagnostic/attribute-problems.ts";
import * as problem from "../diagnostic/manifest-problems.ts";
import { splitKey } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { isEmail } from "../kind/text.ts";
import type { Cursor } from "./cursor.ts";
import { parseInstant } from "./instant.ts";
import { readBoolean } from "./leaf.ts";
import { sourceOf } from "./place.ts";
import type { Reading } from "./reading.ts";
import { resolveText } from "./source.ts";
import { readName } from "./text.ts";
import { shownText, type YamlMap, type YamlValue } from "./yaml-value.ts";

export interface Meta {
  readonly renamedFrom: string | null;
  readonly protect: boolean;
  readonly until: string | null;
  readonly reason: string | null;
}

const META_KEYS: readonly string[] = ["renamedFrom", "protect", "until", "reason"];

export function isMetaKey(key: string): boolean {
  return META_KEYS.includes(key);
}

/** The meta keys that make sense on entries of a kind. */
export function metaKeysOf(kind: Kind): string[] {
  return META_KEYS.filter((key) => {
    if (key === "until") return kind.person === true;
    return key !== "renamedFrom" || kind.rename.as !== "never";
  });
}

/** Reads the meta keys of an entry; what is wrong is noted and counts as not written. */
export function readMeta(reading: Reading, cursor: Cursor, map: YamlMap, kind: Kind): Meta {
  const read = <T>(key: string, how: (at: Cursor, value: YamlValue) => T | undefined): T | null => {
    const value = map.get(key);
    if (value === undefined) return null;
    const at = cursor.child(key);
    return (value === null ? reading.refuse(problem.nullValue(at.place(), key)) : how(at, value)) ?? null;
  };
  const protect = read("protect", (at, value) => readBoolean(reading, at, value, "protect")) ?? false;
  if (protect && map.has("until")) {
    const until = cursor.child("until").keyPlace();
    reading.refuse(problem.protectedEnds(cursor.child("protect").keyPlace(), until));
  }
  return {
    renamedFrom: read("renamedFrom", (at, value) => readRenamedFrom(reading, at, value, kind)),
    protect,
    until: read("until", (at, value) => readUntil(reading, at, value, endable(kind))),
    reason: read("reason", (at, value) => readName(reading, at, value, "reason")),
  };
}

/** Null where an entry of the kind may end, else how a message names it. */
function endable(kind: Kind): string | null {
  return kind.person === true ? null : problem.withArticle(kind.name);
}

function readRenamedFrom(reading: Reading, cursor: Cursor, value: YamlValue, kind: Kind): string | undefined {
  if (kind.rename.as === "never") {
    return reading.refuse(problem.neverRenamed(cursor.keyPlace(), kind.name, kind.rename.rule));
  }
  const text = readName(reading, cursor, value, "renamedFrom");
  const identity = kind.leaves.get(kind.identity[0] ?? "");
  const isPerson = identity?.type === "string" && identity.format === "email";
  const own = kind.parents === undefined ? text : splitKey(text ?? "").at(-1);
  if (text === undefined || !isPerson || isEmail(own ?? "")) return text;
  return reading.refuse(
    invalid.badEmail(cursor.place(), "renamedFrom", shownText(value, text), identity.rule),
  );
}

/**
 * The instant of an `until`, RFC 3339 UTC. `forbidden` names what cannot end, or is null where it can.
 */
export function readUntil(
  reading: Reading,
  cursor: Cursor,
  written: YamlValue,
  forbidden: string | null,
): string | undefined {
  if (forbidden !== null) return reading.refuse(problem.cannotEnd(cursor.keyPlace(), forbidden));
  const value = resolveText(reading, cursor, written);
  if (value === undefined) return undefined;
  const instant = typeof value === "string" ? parseInstant(value.trim()) : null;
  if (instant !== null) return instant;
  const at = cursor.place();
  return reading.refuse(
    problem.badTime(at, typeof value === "string" ? shownText(written, value) : sourceOf(at)),
  );
}
