/** Objects others manage. */
import type { Graph } from "../graph/node.ts";
import { matchAny } from "../kind/identity.ts";

export function ignoredBy(graph: Graph): (kind: string) => (key: string) => boolean {
  const matchers = new Map(
    Object.entries(graph.ignore).map(([kind, patterns]) => [kind, matchAny(patterns)] as const),
  );
  return (kind) => matchers.get(kind) ?? (() => false);
}
