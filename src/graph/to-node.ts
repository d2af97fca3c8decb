/** A declared entry → a node: identities become keys. */

import { byCodePoint } from "../kind/code-points.ts";
import { fold, joinKey, outerKey, pathPart, splitKey } from "../kind/identity.ts";
import { assumedValues, type Kind, keyOfWritten } from "../kind/kind.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import type { Value } from "../kind/value.ts";
import type { Entry, WrittenLinks, WrittenPattern } from "../manifest/document.ts";
import { type DeclaredLinks, type Node, nodeId } from "./node.ts";

/** Makes the node of an entry inside `parent`. A root object has the empty key. */
export function toNode(entry: Entry, parent: Node | null, table: KindTable): Node {
  const { kind, placeOf } = entry;
  const key = within(parent, joinKey(entry.identity));
  return {
    id: nodeId(kind.name, key),
    kind: kind.name,
    key,
    label: labelOf(entry, parent),
    parent: parent?.id ?? null,
    attributes: withKeys(entry, table),
    links: Object.fromEntries(
      Object.entries(entry.links).map(([path, links]) => [path, declaredLinks(links)]),
    ),
    renamedFrom: entry.renamedFrom === null ? null : formerKey(kind, entry.renamedFrom, parent),
    protect: entry.protect,
    until: entry.until,
    reason: entry.reason,
    get at() {
      return entry.at;
    },
    placeOf,
  };
}

function within(parent: Node | null, key: string): string {
  return parent === null ? key : `${parent.key}/${key}`;
}

/** Inside another object a bare name stands for a former neighbor, and one with `/` for the whole former path. */
function formerKey(kind: Kind, written: string, parent: Node | null): string {
  if (parent === null) return kind.identity.length > 1 ? keyOfWritten(kind, written) : joinKey([written]);
  const path = joinKey(splitKey(written));
  return outerKey(path) === null ? within(parent, path) : path;
}

/** Inside another object a path, whose parts are escaped; at the top the bare name. */
function labelOf(entry: Entry, parent: Node | null): string {
  if (entry.kind.root === true) return String(entry.attributes.name ?? entry.kind.name);
  const own = entry.identity.join("/");
  if (parent === null) return own;
  return `${parent.parent === null ? pathPart(parent.label) : parent.label}/${pathPart(own)}`;
}

/** The attributes, references as keys. */
function withKeys(entry: Entry, table: KindTable): { readonly [path: string]: Value } {
  const attributes: { [path: string]: Value } = { ...assumedValues(entry.kind) };
  for (const path of Object.keys(entry.attributes)) {
    const value = entry.attributes[path] ?? null;
    const leaf = entry.kind.leaves.get(path);
    attributes[path] =
      leaf?.type === "reference" && typeof value === "string"
        ? keyOfWritten(kindOf(table, leaf.to), value)
        : value;
  }
  return attributes;
}

function declaredLinks(links: WrittenLinks): DeclaredLinks {
  const entries = [...links.entries].sort((a, b) => byCodePoint(a.to, b.to));
  return { mode: links.mode, entries, exclude: foldPatterns(links.exclude) };
}

/** Patterns folded, each once, in order. */
export function foldPatterns(patterns: Iterable<WrittenPattern>): string[] {
  const folded = new Set<string>();
  for (const { pattern } of patterns) folded.add(fold(pattern));
  return [...folded].sort(byCodePoint);
}
