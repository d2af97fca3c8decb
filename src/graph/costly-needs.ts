/** Attributes that are readable only one object at a time, and the objects they have to be read for. */
import { type KindTable, kindOf } from "../kind/table.ts";
import type { Graph } from "./node.ts";

/** Keys, former ones included, of the nodes that declare a costly attribute, by `kind.path`. */
export function costlyNeeds(graph: Graph, table: KindTable): Map<string, Set<string>> {
  const needs = new Map<string, Set<string>>();
  for (const node of graph.nodes) {
    for (const [path, leaf] of kindOf(table, node.kind).leaves) {
      if (leaf.costly !== true) continue;
      if (node.attributes[path] === undefined && node.links[path] === undefined) continue;
      const keys = needs.get(`${node.kind}.${path}`) ?? new Set<string>();
      keys.add(node.key);
      if (node.renamedFrom !== null) keys.add(node.renamedFrom);
      needs.set(`${node.kind}.${path}`, keys);
    }
  }
  return needs;
}
