/** Documents of one target → nodes by id and scopes, merged by key. */
import type { Diagnostic, Location } from "../diagnostic/diagnostic.ts";
import * as problem from "../diagnostic/graph-problems.ts";
import type { Kind } from "../kind/kind.ts";
import type { KindTable } from "../kind/table.ts";
import type { Collection, Document, Entry, WrittenPattern } from "../manifest/document.ts";
import type { Node } from "./node.ts";
import { toNode } from "./to-node.ts";

/** A node with the entry it was made of. */
export interface Declared {
  readonly node: Node;
  readonly entry: Entry;
  /** The collection it stands in; null for a root. */
  readonly scope: CollectedScope | null;
}

export interface CollectedScope {
  readonly kind: Kind;
  readonly parent: string | null;
  readonly mode: "all" | "partial";
  readonly exclude: WrittenPattern[];
  /** Place of its key in the first document that has it. */
  readonly at: Location;
}

export interface Collected {
  readonly declared: ReadonlyMap<string, Declared>;
  readonly scopes: ReadonlyMap<string, CollectedScope>;
  /** Patterns by kind name. */
  readonly ignore: ReadonlyMap<string, readonly WrittenPattern[]>;
  readonly diagnostics: readonly Diagnostic[];
}

export function scopeId(kind: string, parent: string | null): string {
  return `${parent ?? ""}\n${kind}`;
}

/** Merges documents of `table`'s platform; what is declared twice keeps its first declaration. */
export function collect(documents: readonly Document[], table: KindTable): Collected {
  const collector = new Collector(table);
  for (const document of documents) {
    if (document.root !== null) collector.add(document.root, null, null);
    for (const collection of document.collections) collector.addCollection(collection, null);
    for (const [kind, patterns] of document.ignore) {
      collector.ignore.set(kind, [...(collector.ignore.get(kind) ?? []), ...patterns]);
    }
  }
  return collector;
}

class Collector implements Collected {
  readonly declared = new Map<string, Declared>();
  readonly scopes = new Map<string, CollectedScope>();
  readonly ignore = new Map<string, readonly WrittenPattern[]>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #table: KindTable;

  constructor(table: KindTable) {
    this.#table = table;
  }

  add(entry: Entry, parent: Node | null, scope: CollectedScope | null): void {
    const node = toNode(entry, parent, this.#table);
    const first = this.declared.get(node.id);
    if (first !== undefined) {
      const at = identityPlace(entry);
      const other = { written: first.node.label, at: identityPlace(first.entry) };
      this.diagnostics.push(problem.declaredTwice(at, entry.kind.name, node.label, other));
      return;
    }
    this.declared.set(node.id, { node, entry, scope });
    for (const child of entry.children) this.addCollection(child, node);
  }

  addCollection(collection: Collection, parent: Node | null): void {
    const scope = this.#scopeOf(collection, parent?.id ?? null);
    for (const entry of collection.entries) this.add(entry, parent, scope);
  }

  #scopeOf(collection: Collection, parent: string | null): CollectedScope {
    const { kind, mode, at } = collection;
    const id = scopeId(kind.name, parent);
    const known = this.scopes.get(id);
    if (known === undefined) {
      const scope = { kind, parent, mode, exclude: [...collection.exclude], at };
      this.scopes.set(id, scope);
      return scope;
    }
    if (known.mode !== mode) {
      this.diagnostics.push(problem.mixedScopes(at, kind.manifestKey, known.at));
    }
    for (const pattern of collection.exclude) known.exclude.push(pattern);
    return known;
  }
}

/** Where an entry says which object it is. */
export function identityPlace(entry: Entry): Location {
  const [identity] = entry.kind.identity;
  return identity === undefined ? entry.at : entry.placeOf(identity);
}
