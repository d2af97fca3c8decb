/** Applies `until`: what has ended by a moment counts as absent. */
import type { Diagnostic, Location } from "../diagnostic/diagnostic.ts";
import { endsSoon, linkEnded } from "../diagnostic/graph-problems.ts";
import { literalPattern } from "../kind/identity.ts";
import { type Kind, ownKey } from "../kind/kind.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import { type DeclaredLink, type DeclaredLinks, type Graph, type Node, nodeId, type Scope } from "./node.ts";

/** Grants that end within this time are listed. */
const ENDING_SOON_MILLISECONDS = 14 * 24 * 60 * 60 * 1000;

/** An entry or a link that ends before long. */
export interface EndingGrant {
  /** Id of the node. */
  readonly node: string;
  readonly label: string;
  /** Path of the link and what it leads to, as written; null where the entry itself ends. */
  readonly path: string | null;
  readonly to: string | null;
  readonly until: string;
  readonly reason: string | null;
  readonly at: Location;
}

/** An entry or a link that has ended. */
export interface EndedGrant {
  /** Id of the node. */
  readonly node: string;
  readonly kind: string;
  /** Keys the entry stands for, a former one included. */
  readonly keys: readonly string[];
  readonly label: string;
  /** Path and target key of the link; null where the entry itself ended. */
  readonly link: { readonly path: string; readonly to: string } | null;
  readonly until: string;
  readonly reason: string | null;
  readonly at: Location;
}

export interface Settled {
  readonly graph: Graph;
  /** Information: `ended` for each link dropped because its target ended, `ends-soon` for each ending grant. */
  readonly findings: readonly Diagnostic[];
  /** Everything that had ended by then. */
  readonly ended: readonly EndedGrant[];
  /** Sorted by `until`, then as the nodes are. */
  readonly endingSoon: readonly EndingGrant[];
  /** The earliest `until` that is still to come; null where there is none. */
  readonly nextEnd: string | null;
}

/**
 * The graph as it stands at `at` (RFC 3339 UTC). The digest stays that of the whole manifest. An ended entry of an
 * `include` is excluded from then on; what stands inside an ended entry goes with it.
 */
export function settle(graph: Graph, table: KindTable, at: string): Settled {
  const settling = new Settling(graph, table, Date.parse(at));
  const nodes = graph.nodes
    .filter((node) => !settling.gone.has(node.id))
    .map((node) => settling.settleNode(node));
  const scopes = graph.scopes
    .filter((scope) => scope.parent === null || !settling.gone.has(scope.parent))
    .map((scope) => settling.settleScope(scope));
  return {
    graph: settling.gone.size === 0 && settling.unchanged ? graph : { ...graph, nodes, scopes },
    findings: settling.findings,
    ended: settling.ended,
    endingSoon: settling.endingSoon.sort((a, b) => Date.parse(a.until) - Date.parse(b.until)),
    nextEnd: settling.nextEnd,
  };
}

class Settling {
  /** Nodes that ended, and what stands inside them → the instant they ended at. */
  readonly gone = new Map<string, string>();
  readonly findings: Diagnostic[] = [];
  readonly ended: EndedGrant[] = [];
  readonly endingSoon: EndingGrant[] = [];
  nextEnd: string | null = null;
  unchanged = true;
  readonly #table: KindTable;
  readonly #now: number;
  /** Own parts of ended keys by scope. */
  readonly #ended = new Map<string, string[]>();

  constructor(graph: Graph, table: KindTable, now: number) {
    this.#table = table;
    this.#now = now;
    for (const node of graph.nodes) this.#note(node);
    const inside = byParent(graph.nodes);
    for (const [id, until] of this.gone) {
      for (const child of inside.get(id) ?? []) if (!this.gone.has(child)) this.gone.set(child, until);
    }
  }

  #note(node: Node): void {
    const kind = kindOf(this.#table, node.kind);
    const until = earlier(node.until, endOfLast(node, kind));
    if (until === null) return;
    if (!this.#hasEnded(until)) {
      if (until !== node.until) return;
      this.#coming({ node: node.id, label: node.label, path: null, to: null, ...endOf(node, until) });
      return;
    }
    this.gone.set(node.id, until);
    this.#over(node, null, endOf(node, until));
    const scope = `${node.parent ?? ""}\n${node.kind}`;
    const own = ownKey(kind, node.key);
    const ended = this.#ended.get(scope) ?? [];
    ended.push(literalPattern(own));
    if (node.renamedFrom !== null) ended.push(literalPattern(node.renamedFrom));
    this.#ended.set(scope, ended);
  }

  #over(node: Node, link: EndedGrant["link"], end: ReturnType<typeof endOf>): void {
    const keys = node.renamedFrom === null ? [node.key] : [node.key, node.renamedFrom];
    this.ended.push({ node: node.id, kind: node.kind, keys, label: node.label, link, ...end });
  }

  #hasEnded(until: string): boolean {
    return Date.parse(until) <= this.#now;
  }

  #coming(grant: EndingGrant): void {
    if (this.nextEnd === null || Date.parse(grant.until) < Date.parse(this.nextEnd))
      this.nextEnd = grant.until;
    if (Date.parse(grant.until) - this.#now > ENDING_SOON_MILLISECONDS) return;
    this.endingSoon.push(grant);
    this.findings.push(endsSoon(grant.at, grant));
  }

  settleScope(scope: Scope): Scope {
    const ended = this.#ended.get(`${scope.parent ?? ""}\n${scope.kind}`);
    if (scope.mode === "all" || ended === undefined) return scope;
    return { ...scope, exclude: [...scope.exclude, ...ended] };
  }

  settleNode(node: Node): Node {
    const links: { [path: string]: DeclaredLinks } = {};
    let changed = false;
    for (const path of Object.keys(node.links)) {
      const declared = node.links[path];
      if (declared === undefined) continue;
      const settled = this.#settleLinks(node, path, declared);
      changed ||= settled !== declared;
      links[path] = settled;
    }
    const attributes = this.#settleReferences(node);
    if (!changed && attributes === node.attributes) return node;
    this.unchanged = false;
    return { ...node, links, attributes };
  }

  #settleLinks(node: Node, path: string, declared: DeclaredLinks): DeclaredLinks {
    const ended: string[] = [];
    const entries = declared.entries.filter((link) => {
      if (this.#targetEnded(node, path, link)) return false;
      if (link.until === null) return true;
      if (this.#hasEnded(link.until)) {
        ended.push(literalPattern(link.to));
        this.#over(node, { path, to: link.to }, endOf(link, link.until));
        return false;
      }
      const end = endOf(link, link.until);
      this.#coming({ node: node.id, label: node.label, path, to: link.written, ...end });
      return true;
    });
    if (entries.length === declared.entries.length) return declared;
    const exclude = declared.mode === "all" ? [] : [...declared.exclude, ...ended];
    return { mode: declared.mode, entries, exclude };
  }

  #targetEnded(node: Node, path: string, link: DeclaredLink): boolean {
    const leaf = kindOf(this.#table, node.kind).leaves.get(path);
    const until = leaf?.type === "links" ? this.gone.get(nodeId(leaf.to, link.to)) : undefined;
    if (until === undefined) return false;
    this.findings.push(linkEnded(link.at, node.label, path, link.written, until));
    return true;
  }

  /** Drops references to what has ended. */
  #settleReferences(node: Node): Node["attributes"] {
    if (this.gone.size === 0) return node.attributes;
    const dropped = [...kindOf(this.#table, node.kind).leaves].filter(([path, leaf]) => {
      const key = node.attributes[path];
      const isReference = leaf.type === "reference" && typeof key === "string";
      const until = isReference ? this.gone.get(nodeId(leaf.to, key)) : undefined;
      if (until !== undefined) {
        this.findings.push(linkEnded(node.placeOf(path), node.label, path, String(key), until));
      }
      return until !== undefined;
    });
    if (dropped.length === 0) return node.attributes;
    const paths = new Set(dropped.map(([path]) => path));
    return Object.fromEntries(Object.entries(node.attributes).filter(([path]) => !paths.has(path)));
  }
}

/** When the last of the links goes that an object of the kind cannot be without; null where one of them stays. */
function endOfLast(node: Node, kind: Kind): string | null {
  let end: string | null = null;
  for (const [path, leaf] of kind.leaves) {
    const declared = node.links[path];
    if (leaf.type !== "links" || leaf.atLeastOne === undefined || declared?.mode !== "all") continue;
    const ends = declared.entries.map((entry) => entry.until);
    if (ends.length === 0 || ends.includes(null)) continue;
    const last = ends.reduce((a, b) => (Date.parse(a ?? "") >= Date.parse(b ?? "") ? a : b), ends[0] ?? null);
    end = earlier(end, last);
  }
  return end;
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) <= Date.parse(b) ? a : b;
}

function endOf(what: Node | DeclaredLink, until: string) {
  return { until, reason: what.reason, at: what.at };
}

function byParent(nodes: readonly Node[]): Map<string, string[]> {
  const inside = new Map<string, string[]>();
  for (const node of nodes) {
    if (node.parent === null) continue;
    const list = inside.get(node.parent) ?? [];
    list.push(node.id);
    inside.set(node.parent, list);
  }
  return inside;
}
