/** One declared object: a mapping, checked against its kind. */
import * as invalid from "../diagnostic/attribute-problems.ts";
import * as problem from "../diagnostic/manifest-problems.ts";
import type { Attribute } from "../kind/attribute.ts";
import type { Kind } from "../kind/kind.ts";
import type { Value } from "../kind/value.ts";
import type { Cursor } from "./cursor.ts";
import type { Collection, Entry, WrittenLinks } from "./document.ts";
import { readLeaf } from "./leaf.ts";
import { readLinks } from "./links.ts";
import { isMetaKey, metaKeysOf, readMeta } from "./meta.ts";
import type { Reading } from "./reading.ts";
import { readSelection } from "./selection.ts";
import { describe, isYamlMap, type YamlMap, type YamlValue } from "./yaml-value.ts";

interface Declared {
  readonly attributes: { [path: string]: Value };
  readonly links: { [path: string]: WrittenLinks };
}

type Definitions = { readonly [name: string]: Attribute };

/** Reads an entry and what stands inside it. Undefined where nobody can tell which object it is. */
export function readEntry(reading: Reading, cursor: Cursor, value: YamlValue, kind: Kind): Entry | undefined {
  if (!isYamlMap(value)) return refuseEntry(reading, cursor, value, kind);
  const inner = childKinds(reading, kind);
  refuseUnknownKeys(reading, cursor, value, kind, inner);
  const declared: Declared = { attributes: {}, links: {} };
  readAttributes(reading, cursor, value, kind.attributes, "", kind, declared);
  const meta = readMeta(reading, cursor, value, kind);
  const children = inner.flatMap((child) => {
    const written = value.get(child.manifestKey);
    if (written === undefined) return [];
    return readCollection(reading, cursor.child(child.manifestKey), written, child) ?? [];
  });
  const identity = kind.identity.map((name) => declared.attributes[name] ?? rawText(value.get(name)));
  if (!identity.every((part) => typeof part === "string")) {
    lose(reading, kind);
    return undefined;
  }
  return {
    kind,
    identity,
    ...declared,
    ...meta,
    children,
    get at() {
      return cursor.place();
    },
    placeOf: (path) => cursor.at(path).place(),
  };
}

function refuseEntry(reading: Reading, cursor: Cursor, value: YamlValue, kind: Kind): undefined {
  lose(reading, kind);
  const at = cursor.place();
  if (kind.root === true) {
    if (value === null) return reading.refuse(problem.nullValue(at, kind.manifestKey));
    return reading.refuse(problem.notMapping(at, kind.manifestKey, describe(value)));
  }
  const identity = kind.identity[0] ?? "name";
  return reading.refuse(problem.entryNotMapping(at, kind.manifestKey, identity, describe(value)));
}

/** What an entry with a wrong name is still known by, so that what names it is not called wrong as well. */
function rawText(value: YamlValue | undefined): string | undefined {
  const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  return text === "" ? undefined : text;
}

/** Notes that entries of the kind may be missing, and of all kinds that stand inside others. */
function lose(reading: Reading, kind: Kind): void {
  reading.lost.add(kind.name);
  if (childKinds(reading, kind).length === 0) return;
  for (const each of reading.table.kinds) if (each.parents !== undefined) reading.lost.add(each.name);
}

function childKinds(reading: Reading, kind: Kind): Kind[] {
  return reading.table.kinds.filter((each) => each.parents?.includes(kind.name));
}

function refuseUnknownKeys(
  reading: Reading,
  cursor: Cursor,
  map: YamlMap,
  kind: Kind,
  inner: readonly Kind[],
): void {
  const children = inner.map((each) => each.manifestKey);
  for (const key of map.keys()) {
    if (Object.hasOwn(kind.attributes, key) || isMetaKey(key)) continue;
    if (children.includes(key)) continue;
    const known = [...declarableNames(kind.attributes), ...children, ...metaKeysOf(kind)];
    reading.refuse(
      problem.unknownKey(cursor.child(key).keyPlace(), key, problem.withArticle(kind.name), known),
    );
  }
}

function declarableNames(definitions: Definitions): string[] {
  return Object.keys(definitions).filter((name) => definitions[name]?.readOnly !== true);
}

function readAttributes(
  reading: Reading,
  cursor: Cursor,
  map: YamlMap,
  definitions: Definitions,
  prefix: string,
  kind: Kind,
  into: Declared,
): void {
  for (const name in definitions) {
    const attribute = definitions[name];
    if (attribute === undefined) continue;
    const value = map.get(name);
    if (value !== undefined) {
      readAttribute(reading, cursor.child(name), value, prefix + name, attribute, kind, into);
    } else if (attribute.required === true && attribute.readOnly !== true) {
      const where = prefix === "" ? problem.withArticle(kind.name) : prefix.slice(0, -1);
      reading.refuse(invalid.missing(cursor.place(), name, where, attribute.rule));
    }
  }
}

function readAttribute(
  reading: Reading,
  cursor: Cursor,
  value: YamlValue,
  path: string,
  attribute: Attribute,
  kind: Kind,
  into: Declared,
): void {
  if (attribute.readOnly === true) {
    reading.refuse(invalid.readOnly(cursor.keyPlace(), path, attribute.rule));
  } else if (attribute.type === "object") {
    readObject(reading, cursor, value, path, attribute.attributes, kind, into);
  } else if (attribute.type === "links") {
    const links = readLinks(reading, cursor, value, path, attribute);
    if (links !== undefined) into.links[path] = links;
  } else {
    const read = readLeaf(reading, cursor, value, path, attribute);
    if (read !== undefined) into.attributes[path] = read;
  }
}

function readObject(
  reading: Reading,
  cursor: Cursor,
  value: YamlValue,
  path: string,
  definitions: Definitions,
  kind: Kind,
  into: Declared,
): void {
  if (!isYamlMap(value)) {
    reading.refuse(
      value === null
        ? problem.nullValue(cursor.place(), path)
        : problem.notMapping(cursor.place(), path, describe(value)),
    );
    return;
  }
  for (const key of value.keys()) {
    if (Object.hasOwn(definitions, key)) continue;
    const known = declarableNames(definitions);
    reading.refuse(problem.unknownKey(cursor.child(key).keyPlace(), key, path, known));
  }
  readAttributes(reading, cursor, value, definitions, `${path}.`, kind, into);
}

/** Reads a collection in either form; undefined for what is no list. */
export function readCollection(
  reading: Reading,
  cursor: Cursor,
  value: YamlValue,
  kind: Kind,
): Collection | undefined {
  const selection = readSelection(reading, cursor, value, kind.manifestKey);
  if (selection === undefined) {
    lose(reading, kind);
    return undefined;
  }
  const entries: Entry[] = [];
  for (const [index, item] of selection.items.entries()) {
    const entry = readEntry(reading, selection.cursor.child(index), item, kind);
    if (entry !== undefined) entries.push(entry);
  }
  const { mode, exclude } = selection;
  return {
    kind,
    mode,
    entries,
    exclude,
    get at() {
      return cursor.keyPlace();
    },
  };
}
