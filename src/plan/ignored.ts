/** Objects others manage. */
import type { Graph } from "../graph/node.ts";
import { matchKeys } from "../kind/kind.ts";
import { type KindTable, kindOf } from "../kind/table.ts";

export function ignoredBy(graph: Graph, table: KindTable): (kind: string) => (key: string) => boolean {
  const matchers = new Map(
    Object.entries(graph.ignore).map(
      ([kind, patterns]) => [kind, matchKeys(kindOf(table, kind), patterns)] as const,
    ),
  );
  return (kind) => matchers.get(kind) ?? (() => false);
}
