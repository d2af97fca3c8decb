/** Names that only the live account can resolve. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import { didYouMean, SUGGESTIONS_AT_MOST } from "../diagnostic/suggest.ts";
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
  const candidates = candidatesBy(graph, live, diagnostics);
  for (const node of graph.nodes) {
    const kind = kindOf(table, node.kind);
    for (const [path, leaf] of kind.leaves) {
      if (leaf.type === "reference" && node.attributes[path] !== undefined) {
        const key = String(node.attributes[path]);
        if (!exists(leaf.to, key) && !provided(leaf, key, live)) {
          diagnostics.push(unknownTarget(leaf, key, node.placeOf(path), candidates));
        }
      } else if (leaf.type === "links") {
        for (const entry of node.links[path]?.entries ?? []) {
          if (exists(leaf.to, entry.to) || implicit(leaf, entry.to)) continue;
          diagnostics.push(unknownTarget(leaf, entry.written, entry.at, candidates));
        }
      }
    }
  }
  return diagnostics;
}

function provided(leaf: LeafAttribute & { type: "reference" }, key: string, live: State): boolean {
  const named = leaf.also?.some((name) => fold(name) === key) === true;
  return named && (leaf.alsoIn === undefined || live.objects.get(leaf.alsoIn)?.has(key) === true);
}

function implicit(leaf: LeafAttribute & { type: "links" }, key: string): boolean {
  return leaf.implicit?.some((name) => fold(name) === key) === true;
}

/** Names of a kind to suggest from; none once enough problems have got one. */
function candidatesBy(
  graph: Graph,
  live: State,
  found: readonly Diagnostic[],
): (kind: string) => readonly string[] {
  const names = new Map<string, string[]>();
  return (kind) => {
    if (found.length >= SUGGESTIONS_AT_MOST) return [];
    const known = names.get(kind) ?? [
      ...[...objectsOf(live, kind)].filter((each) => each.present).map((each) => each.key),
      ...graph.nodes.filter((node) => node.kind === kind).map((node) => node.key),
    ];
    names.set(kind, known);
    return known;
  };
}

function unknownTarget(
  leaf: LeafAttribute & { type: "reference" | "links" },
  written: string,
  at: Diagnostic["at"],
  candidates: (kind: string) => readonly string[],
): Diagnostic {
  const near = didYouMean(written, candidates(leaf.to));
  return diagnose({
    code: leaf.unknownRule ?? leaf.rule ?? "unknown-reference",
    message: `there is no ${leaf.to} "${written}", neither declared nor in the account.${near}`,
    fix: `declare the ${leaf.to}, correct the name, or take it out here`,
    at,
  });
}
