/** Documents → graph: the second stage. */
import type { Diagnostic, Result } from "../diagnostic/diagnostic.ts";
import { otherPlatform } from "../diagnostic/graph-problems.ts";
import { digestOf } from "../kind/canonical.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { KindTable } from "../kind/table.ts";
import type { Document } from "../manifest/document.ts";
import { type Collected, collect } from "./collect.ts";
import { findConflicts } from "./conflicts.ts";
import { findCycles } from "./cycles.ts";
import type { DeclaredLinks, Graph, Node, Scope } from "./node.ts";
import { unknownTargets } from "./references.ts";
import { foldPatterns } from "./to-node.ts";

export interface GraphOptions {
  /** Whether entries of a kind may be missing because of an earlier error. Default: none are. */
  readonly lost?: (kind: string) => boolean;
}

/**
 * Merges the documents of one target, resolves names as far as that is possible without the live account, and
 * reports every contradiction with both of its places.
 */
export function buildGraph(
  documents: readonly Document[],
  table: KindTable,
  options: GraphOptions = {},
): Result<Graph> {
  const own = documents.filter((document) => document.platform === table.platform);
  const collected = collect(own, table);
  const diagnostics = [
    ...mismatches(documents, own, table),
    ...collected.diagnostics,
    ...findConflicts(collected),
    ...unknownTargets(collected, table, options.lost ?? (() => false)),
    ...findCycles(collected, table),
  ];
  return { value: toGraph(collected, table), diagnostics };
}

function mismatches(
  documents: readonly Document[],
  own: readonly Document[],
  table: KindTable,
): Diagnostic[] {
  const others = documents.filter((document) => document.platform !== table.platform);
  return others.map((each) => otherPlatform(each.at, each.platform, table.platform, own[0]?.at ?? null));
}

function toGraph(collected: Collected, table: KindTable): Graph {
  const nodes = [...collected.declared.values()].map((each) => each.node);
  nodes.sort((a, b) => byCodePoint(a.id, b.id));
  const scopes = [...collected.scopes]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([, { kind, parent, mode, exclude }]): Scope => {
      return { kind: kind.name, parent, mode, exclude: foldPatterns(exclude) };
    });
  const ignore = Object.fromEntries(
    [...collected.ignore].map(([kind, patterns]) => [kind, foldPatterns(patterns)]),
  );
  const { platform } = table;
  const digest = digestOf({ platform, ignore, scopes, nodes: nodes.map(declaration) });
  return { platform, nodes, scopes, ignore, digest };
}

/** What a node declares, without places and without the spelling of names that only point elsewhere. */
function declaration(node: Node): object {
  const { id, parent, attributes, renamedFrom, protect, until, reason } = node;
  const links: { [path: string]: object } = {};
  for (const path of Object.keys(node.links)) {
    const declared = node.links[path];
    if (declared !== undefined) links[path] = linksDeclaration(declared);
  }
  return { id, parent, attributes, links, renamedFrom, protect, until, reason };
}

function linksDeclaration({ mode, entries, exclude }: DeclaredLinks): object {
  const plain = entries.map(({ to, until, reason, attributes }) => ({ to, until, reason, attributes }));
  return { mode, exclude, entries: plain };
}
