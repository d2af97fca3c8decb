/** Names that only the live account can resolve. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import { didYouMean } from "../diagnostic/suggest.ts";
import { type Graph, nodeId } from "../graph/node.ts";
import type { LeafAttribute } from "../kind/attribute.ts";
import { fold } from "../kind/identity.ts";
import { objectsOf, type State } from "../kind/state.ts";
import { type KindTable, kindOf } from "../kind/table.ts";

/** Every reference and link whose target is neither declared nor live. */
export function unresolved(graph: Graph, live: State, table: KindTable): Diagnostic[] {
  const declared = new Set(graph.nodes.map((node) => node.id));
  const exists = (kind: string, key: string) =>
    declared.has(nodeId(kind, key)) || live.objects.get(kind)?.get(key)?.present === true;
  const diagnostics: Diagnostic[] = [];
  for (const node of graph.nodes) {
    const kind = kindOf(table, node.kind);
    for (const [path, leaf] of kind.leaves) {
      if (leaf.type === "reference" && node.attributes[path] !== undefined) {
        const key = String(node.attributes[path]);
        if (!exists(leaf.to, key) && !provided(leaf, key)) {
          diagnostics.push(unknownTarget(leaf, key, node.placeOf(path), live, graph));
        }
      } else if (leaf.type === "links") {
        for (const entry of node.links[path]?.entries ?? []) {
          if (exists(leaf.to, entry.to) || implicit(leaf, entry.to)) continue;
          diagnostics.push(unknownTarget(leaf, entry.written, entry.at, live, graph));
        }
      }
    }
  }
  return diagnostics;
}

function provided(leaf: LeafAttribute & { type: "reference" }, key: string): boolean {
  return leaf.also?.some((name) => fold(name) === key) === true;
}

function implicit(leaf: LeafAttribute & { type: "links" }, key: string): boolean {
  return leaf.implicit?.some((name) => fold(name) === key) === true;
}

function unknownTarget(
  leaf: LeafAttribute & { type: "reference" | "links" },
  written: string,
  at: Diagnostic["at"],
  live: State,
  graph: Graph,
): Diagnostic {
  const names = [...objectsOf(live, leaf.to)].filter((each) => each.present).map((each) => each.key);
  for (const node of graph.nodes) if (node.kind === leaf.to) names.push(node.key);
  return diagnose({
    code: leaf.unknownRule ?? leaf.rule ?? "unknown-reference",
    message: `there is no ${leaf.to} "${written}", neither declared nor in the account.${didYouMean(written, names)}`,
    fix: `declare the ${leaf.to}, or correct the name`,
    at,
  });
}
