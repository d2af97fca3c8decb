/** Which live object a declared node means, renames included. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import type { Graph, Node } from "../graph/node.ts";
import type { Kind } from "../kind/kind.ts";
import type { Live, State, StateObject } from "../kind/state.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import { Aliases } from "./aliases.ts";
import { type LiveIndex, liveState, ROOT_KEY } from "./live-state.ts";

export interface Match {
  readonly node: Node;
  readonly kind: Kind;
  /** The object the node means, or the one it replaces; null where there is none. */
  readonly object: StateObject | null;
  readonly how: "same" | "renamed" | "replaced" | "new";
}

export interface Matches {
  readonly matches: readonly Match[];
  readonly index: LiveIndex;
  readonly diagnostics: readonly Diagnostic[];
}

/** Matches every node; the returned state names renamed objects by their new keys. */
export function matchNodes(graph: Graph, live: Live, table: KindTable, at: string): Matches {
  const raw = liveState(live, table, at, new Map()).state;
  const diagnostics: Diagnostic[] = [];
  const renames = new Map<string, string>();
  const aliases = new Aliases(raw, graph.nodes);
  const found = graph.nodes.map((node) => {
    const kind = kindOf(table, node.kind);
    const how = howToMatch(node, kind, raw, diagnostics);
    if (how === "renamed") renames.set(`${node.kind}:${node.renamedFrom}`, node.key);
    const alias = how === "new" && kind.root !== true ? aliases.find(node, kind, diagnostics) : null;
    if (alias === null) return { node, kind, how };
    renames.set(`${node.kind}:${alias.key}`, node.key);
    return { node, kind, how: "same" as const };
  });
  const index = liveState(live, table, at, renames);
  const matches = found.map(({ node, kind, how }): Match => {
    const key = kind.root === true ? ROOT_KEY : how === "replaced" ? (node.renamedFrom ?? "") : node.key;
    return { node, kind, how, object: index.state.objects.get(node.kind)?.get(key) ?? null };
  });
  return { matches, index, diagnostics };
}

function howToMatch(node: Node, kind: Kind, live: State, diagnostics: Diagnostic[]): Match["how"] {
  const objects = live.objects.get(node.kind);
  if (kind.root === true) return objects?.size === 0 ? "new" : "same";
  const present = (key: string | null) => key !== null && objects?.get(key)?.present === true;
  const renamed = node.renamedFrom !== null && node.renamedFrom !== node.key && present(node.renamedFrom);
  if (present(node.key)) {
    const former = objects?.get(node.renamedFrom ?? "");
    if (renamed && former !== undefined && !isRetired(kind, former)) diagnostics.push(stillThere(node));
    return "same";
  }
  if (!renamed) return "new";
  return kind.rename.as === "replace" ? "replaced" : "renamed";
}

/** True for an object that was removed on a platform that only disables. */
export function isRetired(kind: Kind, object: StateObject): boolean {
  const sets = Object.entries(kind.removal.sets ?? {});
  if (kind.removal.effect !== "disable" || sets.length === 0) return false;
  return sets.every(([path, value]) => object.attributes[path] === value);
}

function stillThere(node: Node): Diagnostic {
  return diagnose({
    code: "renamed-from-still-there",
    severity: "warning",
    message: `${node.label} is taken as it is, but an object with its former name "${node.renamedFrom}" exists as well`,
    fix: "drop `renamedFrom`, and declare or remove the other object",
    at: node.placeOf("renamedFrom"),
  });
}
