/** Lists of links: names, or mappings of a name and what the link itself carries. */
import * as invalid from "../diagnostic/attribute-problems.ts";
import * as problem from "../diagnostic/manifest-problems.ts";
import type { LinksAttribute } from "../kind/attribute.ts";
import { type Kind, keyOfWritten } from "../kind/kind.ts";
import { kindOf } from "../kind/table.ts";
import { isEmail } from "../kind/text.ts";
import type { Value } from "../kind/value.ts";
import type { Cursor } from "./cursor.ts";
import type { WrittenLink, WrittenLinks } from "./document.ts";
import { readLeaf } from "./leaf.ts";
import { readUntil } from "./meta.ts";
import type { Reading } from "./reading.ts";
import { readSelection } from "./selection.ts";
import { readName } from "./text.ts";
import { describe, isYamlList, isYamlMap, shownText, type YamlMap, type YamlValue } from "./yaml-value.ts";

interface LinkReader {
  readonly reading: Reading;
  readonly name: string;
  readonly attribute: LinksAttribute;
  readonly target: Kind;
}

/** Reads a links attribute; targets everybody is linked to anyway are left out. */
export function readLinks(
  reading: Reading,
  cursor: Cursor,
  value: YamlValue,
  name: string,
  attribute: LinksAttribute,
): WrittenLinks | undefined {
  const selection = readSelection(reading, cursor, value, name);
  if (selection === undefined) return undefined;
  const reader = { reading, name, attribute, target: kindOf(reading.table, attribute.to) };
  const implicit = new Set(attribute.implicit?.map((each) => keyOfWritten(reader.target, each)));
  const byKey = new Map<string, WrittenLink>();
  for (const [index, item] of selection.items.entries()) {
    const link = readLink(reader, selection.cursor.child(index), item);
    const first = link === undefined ? undefined : byKey.get(link.to);
    if (link === undefined) continue;
    if (first === undefined) byKey.set(link.to, link);
    else reading.refuse(invalid.twiceInList(link.at, name, link.written, first.at));
  }
  if (attribute.atLeastOne !== undefined && selection.mode === "all" && selection.items.length === 0) {
    reading.refuse(invalid.noneLeft(cursor.place(), name, attribute.atLeastOne));
  }
  const entries = [...byKey.values()].filter((link) => !implicit.has(link.to));
  return { mode: selection.mode, entries, exclude: selection.exclude };
}

function readLink(reader: LinkReader, cursor: Cursor, item: YamlValue): WrittenLink | undefined {
  const { reading, name } = reader;
  if (item === null) return reading.refuse(problem.nullValue(cursor.place(), `an entry of ${name}`));
  if (isYamlMap(item)) return readDetailed(reader, cursor, item);
  if (isYamlList(item)) {
    const wanted = "a name or a mapping";
    return reading.refuse(
      invalid.wrongType(cursor.place(), `an entry of ${name}`, wanted, describe(item), undefined),
    );
  }
  const written = readTarget(reader, cursor, item, `an entry of ${name}`);
  if (written === undefined) return undefined;
  const attributes = readOwn(reader, cursor, new Map());
  return linkTo(reader, written, cursor, { until: null, reason: null, attributes });
}

function readDetailed(reader: LinkReader, cursor: Cursor, map: YamlMap): WrittenLink | undefined {
  const { reading, name, attribute, target } = reader;
  const known = [...target.identity, "until", "reason", ...Object.keys(attribute.with ?? {})];
  for (const key of map.keys()) {
    if (known.includes(key)) continue;
    reading.refuse(problem.unknownKey(cursor.child(key).keyPlace(), key, `an entry of ${name}`, known));
  }
  const parts = target.identity.map((part) => readPart(reader, cursor, map, part));
  const until = map.get("until");
  const reason = map.get("reason");
  const forbidden = attribute.mayEnd === false ? `an entry of ${name}` : null;
  const details = {
    until: until === undefined ? null : (readUntil(reading, cursor.child("until"), until, forbidden) ?? null),
    reason:
      reason === undefined ? null : (readName(reading, cursor.child("reason"), reason, "reason") ?? null),
    attributes: readOwn(reader, cursor, map),
  };
  if (parts.includes(undefined)) return undefined;
  return linkTo(reader, parts.join("/"), cursor, details);
}

function readPart(reader: LinkReader, cursor: Cursor, map: YamlMap, part: string): string | undefined {
  const value = map.get(part);
  const { rule } = reader.attribute;
  if (value === undefined) {
    return reader.reading.refuse(invalid.missing(cursor.place(), part, `an entry of ${reader.name}`, rule));
  }
  return readTarget(reader, cursor.child(part), value, `${part} of an entry of ${reader.name}`);
}

function readTarget(reader: LinkReader, cursor: Cursor, value: YamlValue, name: string): string | undefined {
  const { rule } = reader.attribute;
  const written = readName(reader.reading, cursor, value, name, rule);
  const identity = reader.target.leaves.get(reader.target.identity[0] ?? "");
  const isPerson = identity?.type === "string" && identity.format === "email" && !reader.target.parents;
  if (written === undefined || !isPerson || isEmail(written)) return written;
  return reader.reading.refuse(invalid.badEmail(cursor.place(), name, shownText(value, written), rule));
}

/** The link's own attributes, such as a proficiency. */
function readOwn(reader: LinkReader, cursor: Cursor, map: YamlMap): { [name: string]: Value } {
  const values: { [name: string]: Value } = {};
  for (const [name, attribute] of Object.entries(reader.attribute.with ?? {})) {
    const written = map.get(name);
    if (written === undefined && attribute.required === true) {
      const where = `an entry of ${reader.name}`;
      reader.reading.refuse(invalid.missing(cursor.place(), name, where, attribute.rule));
    }
    if (written === undefined || attribute.type === "object" || attribute.type === "links") continue;
    const value = readLeaf(reader.reading, cursor.child(name), written, name, attribute);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function linkTo(
  reader: LinkReader,
  written: string,
  cursor: Cursor,
  details: Pick<WrittenLink, "until" | "reason" | "attributes">,
): WrittenLink {
  return {
    written,
    to: keyOfWritten(reader.target, written),
    ...details,
    get at() {
      return cursor.place();
    },
  };
}
