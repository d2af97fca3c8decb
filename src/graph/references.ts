/** Names that lead nowhere. Only what a plain list rules out is known without the live account. */
import type { Diagnostic, Location } from "../diagnostic/diagnostic.ts";
import { unknownTarget } from "../diagnostic/graph-problems.ts";
import { SUGGESTIONS_AT_MOST } from "../diagnostic/suggest.ts";
import type { LinksAttribute, ReferenceAttribute } from "../kind/attribute.ts";
import { outerKey } from "../kind/identity.ts";
import { type Kind, keyOfWritten, matchKeys } from "../kind/kind.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import { type Collected, type CollectedScope, type Declared, scopeId } from "./collect.ts";
import { nodeId } from "./node.ts";

type Pointing = ReferenceAttribute | LinksAttribute;

/**
 * Every name whose target cannot exist. `lost` tells kinds of which entries could not be read: nothing is said of
 * names of those.
 */
export function unknownTargets(
  collected: Collected,
  table: KindTable,
  lost: (kind: string) => boolean,
): Diagnostic[] {
  const resolver = new Resolver(collected, table, lost);
  for (const declared of collected.declared.values()) {
    for (const [path, leaf] of declared.entry.kind.leaves) {
      if (leaf.type === "reference") resolver.checkReference(declared, path, leaf);
      else if (leaf.type === "links") {
        for (const link of declared.entry.links[path]?.entries ?? []) {
          resolver.check(leaf, link.to, link.written, () => link.at);
        }
      }
    }
  }
  return resolver.diagnostics;
}

class Resolver {
  readonly diagnostics: Diagnostic[] = [];
  readonly #collected: Collected;
  readonly #table: KindTable;
  readonly #lost: (kind: string) => boolean;
  readonly #ignored = new Map<string, (key: string) => boolean>();
  readonly #provided = new Map<Pointing, ReadonlySet<string>>();
  #names: Map<string, string[]> | null = null;
  #former: Map<string, string> | null = null;

  constructor(collected: Collected, table: KindTable, lost: (kind: string) => boolean) {
    this.#collected = collected;
    this.#table = table;
    this.#lost = lost;
    for (const [kind, patterns] of collected.ignore) {
      const written = patterns.map((each) => each.pattern);
      this.#ignored.set(kind, matchKeys(kindOf(table, kind), written));
    }
  }

  checkReference({ node, entry }: Declared, path: string, leaf: ReferenceAttribute): void {
    const written = entry.attributes[path];
    const key = node.attributes[path];
    if (typeof written !== "string" || typeof key !== "string") return;
    this.check(leaf, key, written, () => entry.placeOf(path));
  }

  check(leaf: Pointing, key: string, written: string, at: () => Location): void {
    if (this.#collected.declared.has(nodeId(leaf.to, key)) || this.#providedBy(leaf).has(key)) return;
    if (this.#lost(leaf.to) || this.#ignored.get(leaf.to)?.(key) === true) return;
    const kind = kindOf(this.#table, leaf.to);
    const list = this.#plainList(kind, key);
    if (list !== undefined || kind.closed === true) this.#refuse(leaf, key, written, at(), list ?? null);
  }

  /** Keys of what the platform itself provides. */
  #providedBy(leaf: Pointing): ReadonlySet<string> {
    const known = this.#provided.get(leaf);
    if (known !== undefined) return known;
    const target = kindOf(this.#table, leaf.to);
    const names = [
      ...(target.defaults ?? []),
      ...((leaf.type === "links" ? leaf.implicit : leaf.also) ?? []),
    ];
    const keys = new Set(names.map((name) => keyOfWritten(target, name)));
    this.#provided.set(leaf, keys);
    return keys;
  }

  /** The plain list an object of this key would have to stand in. */
  #plainList(kind: Kind, key: string): CollectedScope | undefined {
    const outer = outerKey(key) ?? "";
    const containers = kind.parents === undefined ? [null] : kind.parents.map((each) => nodeId(each, outer));
    for (const container of containers) {
      const scope = this.#collected.scopes.get(scopeId(kind.name, container));
      if (scope?.mode === "all") return scope;
    }
    return undefined;
  }

  #refuse(leaf: Pointing, key: string, written: string, at: Location, list: CollectedScope | null): void {
    const hasBudget = this.diagnostics.length < SUGGESTIONS_AT_MOST;
    this.diagnostics.push(
      unknownTarget(at, {
        rule: leaf.unknownRule ?? leaf.rule ?? "unknown-reference",
        kind: leaf.to,
        written,
        candidates: hasBudget ? this.#candidates(leaf) : [],
        list: list?.at ?? null,
        closed: list === null,
        renamedTo: this.#renamedTo(nodeId(leaf.to, key)),
      }),
    );
  }

  #candidates(leaf: Pointing): string[] {
    if (this.#names === null) {
      this.#names = new Map();
      for (const { node } of this.#collected.declared.values()) {
        const names = this.#names.get(node.kind) ?? [];
        names.push(node.label);
        this.#names.set(node.kind, names);
      }
    }
    const also = leaf.type === "links" ? leaf.implicit : leaf.also;
    const defaults = kindOf(this.#table, leaf.to).defaults ?? [];
    return [...(this.#names.get(leaf.to) ?? []), ...defaults, ...(also ?? [])];
  }

  #renamedTo(id: string): string | null {
    if (this.#former === null) {
      this.#former = new Map();
      for (const { node } of this.#collected.declared.values()) {
        if (node.renamedFrom !== null) this.#former.set(nodeId(node.kind, node.renamedFrom), node.label);
      }
    }
    return this.#former.get(id) ?? null;
  }
}
