/** Which live object a declared node means, renames included. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import type { Graph, Node } from "../graph/node.ts";
import { lastPart, outerKey } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { labelOf } from "../kind/label.ts";
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
  const matcher = new Matcher(graph, table, liveState(live, table, at, new Map()).state);
  const renames = new Map<string, string>();
  for (const node of graph.nodes) {
    if (matcher.how(node) === "renamed") renames.set(`${node.kind}:${node.renamedFrom}`, node.key);
    const alias = matcher.alias(node);
    if (alias !== null) renames.set(`${node.kind}:${alias}`, node.key);
  }
  const index = liveState(live, table, at, renames);
  const matches = graph.nodes.map((node): Match => {
    const kind = kindOf(table, node.kind);
    const how = matcher.how(node);
    const key = kind.root === true ? ROOT_KEY : how === "replaced" ? (node.renamedFrom ?? "") : node.key;
    return { node, kind, how, object: index.state.objects.get(node.kind)?.get(key) ?? null };
  });
  return { matches, index, diagnostics: matcher.diagnostics };
}

class Matcher {
  readonly diagnostics: Diagnostic[] = [];
  readonly #table: KindTable;
  readonly #live: State;
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #how = new Map<string, Match["how"]>();
  readonly #aliases: Aliases;
  /** Key of the object as the account has it, by id of a node that means it by another of its identities. */
  readonly #byAlias = new Map<string, string>();

  constructor(graph: Graph, table: KindTable, live: State) {
    this.#table = table;
    this.#live = live;
    this.#nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    this.#aliases = new Aliases(live, this.#nodes);
  }

  alias(node: Node): string | null {
    return this.#byAlias.get(node.id) ?? null;
  }

  how(node: Node): Match["how"] {
    const how = this.#how.get(node.id) ?? this.#match(node, kindOf(this.#table, node.kind));
    this.#how.set(node.id, how);
    return how;
  }

  #match(node: Node, kind: Kind): Match["how"] {
    const objects = this.#live.objects.get(node.kind);
    if (kind.root === true) return objects?.size === 0 ? "new" : "same";
    const present = (key: string | null) => key !== null && objects?.get(key)?.present === true;
    const own = this.#liveKey(node, node.key);
    const former = node.renamedFrom === null ? null : this.#liveKey(node, node.renamedFrom);
    const renamed = former !== own && present(former);
    if (present(own)) {
      const other = objects?.get(former ?? "");
      if (renamed && other !== undefined && !isRetired(kind, other)) this.diagnostics.push(stillThere(node));
      return "same";
    }
    if (!renamed) return this.#newOrKnown(node, kind);
    if (kind.rename.as === "refused") {
      const object = objects?.get(former ?? "");
      const label = object === undefined ? "" : labelOf(kind, object, this.#live);
      this.diagnostics.push(refusedRename(node, kind, label));
    }
    return kind.rename.as === "replace" ? "replaced" : "renamed";
  }

  #newOrKnown(node: Node, kind: Kind): Match["how"] {
    const known = this.#aliases.find(node, kind, this.diagnostics);
    if (known === null) return "new";
    this.#byAlias.set(node.id, known.key);
    return "same";
  }

  /** A key of the node as the account has it: what stands inside a renamed object is still found under the old name. */
  #liveKey(node: Node, key: string): string {
    const container = node.parent === null ? undefined : this.#nodes.get(node.parent);
    if (container === undefined || outerKey(key) !== container.key) return key;
    const isRenamed = this.how(container) === "renamed" && container.renamedFrom !== null;
    const outer = this.#liveKey(container, isRenamed ? (container.renamedFrom ?? "") : container.key);
    return `${outer}/${lastPart(key)}`;
  }
}

/** True for an object that was removed on a platform that only disables. */
export function isRetired(kind: Kind, object: StateObject): boolean {
  const sets = Object.entries(kind.removal.sets ?? {});
  if (kind.removal.effect !== "disable" || sets.length === 0) return false;
  return sets.every(([path, value]) => object.attributes[path] === value);
}

function refusedRename(node: Node, kind: Kind, former: string): Diagnostic {
  const why = kind.rename.why ?? "the platform offers no way to do it";
  return diagnose({
    code: kind.rename.rule,
    message: `the ${node.kind} ${node.label} cannot be made of ${former}: ${why}`,
    fix: "keep the name and the place it has on the platform",
    at: node.placeOf("renamedFrom"),
  });
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
