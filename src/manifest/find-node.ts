/** Paths → nodes of the YAML library, through aliases and merged mappings. */
import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import { isMergeKey } from "./unfold.ts";
import type { YamlPath } from "./yaml-value.ts";

/** A node and the key it stands behind; `key` is null in a list and at the top. */
export interface Found {
  readonly node: Node | null;
  readonly key: Node | null;
}

/** The node at a path, or the deepest one on the way to it. */
export function findNode(top: Node | null, path: YamlPath, targets: ReadonlyMap<Alias, Node>): Found {
  let found: Found = { node: top, key: null };
  for (const step of path) {
    const next = stepInto(resolve(found.node, targets), step, targets);
    if (next === null) return found;
    found = next;
  }
  return found;
}

function stepInto(node: Node | null, step: string | number, targets: ReadonlyMap<Alias, Node>): Found | null {
  if (isSeq(node) && typeof step === "number") {
    const item = node.items[step];
    return item === undefined ? null : { node: item as Node, key: null };
  }
  return isMap(node) ? pairOf(node, String(step), targets) : null;
}

function pairOf(map: YAMLMap, key: string, targets: ReadonlyMap<Alias, Node>): Found | null {
  const merges: Pair[] = [];
  for (const pair of map.items) {
    if (!isScalar(pair.key)) continue;
    if (isMergeKey(pair.key)) merges.push(pair);
    else if (pair.key.value === key) return { node: pair.value as Node | null, key: pair.key };
  }
  for (const pair of merges) {
    const found = mergedPairOf(resolve(pair.value as Node | null, targets), key, targets);
    if (found !== null) return found;
  }
  return null;
}

function mergedPairOf(source: Node | null, key: string, targets: ReadonlyMap<Alias, Node>): Found | null {
  if (isMap(source)) return pairOf(source, key, targets);
  if (!isSeq(source)) return null;
  for (const item of source.items) {
    const map = resolve(item as Node, targets);
    const found = isMap(map) ? pairOf(map, key, targets) : null;
    if (found !== null) return found;
  }
  return null;
}

function resolve(node: Node | null, targets: ReadonlyMap<Alias, Node>): Node | null {
  return isAlias(node) ? (targets.get(node) ?? node) : node;
}
