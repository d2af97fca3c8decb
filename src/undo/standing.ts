/** The account as it stands before an undo: objects by id and key, and the keys they are about to have. */
import { nodeId } from "../graph/node.ts";
import { fold } from "../kind/identity.ts";
import { keyOfWritten } from "../kind/kind.ts";
import { labelOf } from "../kind/label.ts";
import { type Live, linksOf, objectsOf, type State, type StateObject } from "../kind/state.ts";
import { allKinds, type KindTable, kindOf } from "../kind/table.ts";
import type { Link, Value } from "../kind/value.ts";
import { liveState } from "../plan/live-state.ts";
import type { Done } from "./done.ts";

export class Standing {
  readonly state: State;
  readonly table: KindTable;
  /** Key an object gets back by this undo, by `kind:current key`. */
  readonly renames = new Map<string, string>();
  /** `kind:key` of what this undo makes anew. */
  readonly remade = new Set<string>();
  readonly #byId = new Map<string, StateObject>();
  /** Platform id of what the run touched, by the id of the change. */
  readonly #touched = new Map<string, string>();

  constructor(live: Live, table: KindTable, at: string, done: readonly Done[]) {
    this.table = table;
    this.state = liveState(live, table, at, new Map()).state;
    for (const kind of allKinds(table)) {
      for (const object of objectsOf(this.state, kind.name)) {
        if (object.id !== null) this.#byId.set(nodeId(kind.name, object.id), object);
      }
    }
    for (const { change, createdId } of done) {
      const id = createdId ?? change.objectId;
      if (id !== null) this.#touched.set(change.id, id);
    }
  }

  byId(kind: string, id: string | null): StateObject | null {
    const object = id === null ? undefined : this.#byId.get(nodeId(kind, id));
    return object?.present === true ? object : null;
  }

  byKey(kind: string, key: string): StateObject | null {
    const object = this.state.objects.get(kind)?.get(key);
    return object?.present === true ? object : null;
  }

  /** The object that had this key when the run ended. */
  atEnd(kind: string, key: string): StateObject | null {
    const touched = this.#touched.get(nodeId(kind, key));
    return touched === undefined ? this.byKey(kind, key) : this.byId(kind, touched);
  }

  /** The key an object has once the undo is carried out. */
  keyAfter(object: StateObject): string {
    return this.renames.get(nodeId(object.kind, object.key)) ?? object.key;
  }

  /** The key to name a target by that had this key when the run ended; null where it is gone. */
  target(kind: string, key: string, id: string | null = null): string | null {
    if (this.remade.has(nodeId(kind, key))) return key;
    const object = (id === null ? null : this.byId(kind, id)) ?? this.atEnd(kind, key);
    if (object !== null) return this.keyAfter(object);
    return this.#provided(kind, key) ? key : null;
  }

  /** The key of a target as a plan writes it. */
  written(kind: string, label: string): string {
    return keyOfWritten(kindOf(this.table, kind), label);
  }

  label(object: StateObject): string {
    return labelOf(kindOf(this.table, object.kind), object, this.state);
  }

  /** Links of the account that lead to an object, other than those of a path that everybody has. */
  *inbound(
    to: StateObject,
  ): Iterable<{ readonly from: StateObject; readonly path: string; readonly link: Link }> {
    for (const kind of this.table.kinds) {
      for (const [path, leaf] of kind.leaves) {
        if (leaf.type !== "links" || leaf.to !== to.kind) continue;
        for (const from of objectsOf(this.state, kind.name)) {
          const link = linksOf(from, path).find((each) => each.to === to.key);
          if (link !== undefined && from.present) yield { from, path, link };
        }
      }
    }
  }

  /** Objects that name an object in an attribute. */
  *referring(to: StateObject): Iterable<{ readonly from: StateObject; readonly path: string }> {
    for (const kind of this.table.kinds) {
      for (const [path, leaf] of kind.leaves) {
        if (leaf.type !== "reference" || leaf.to !== to.kind) continue;
        for (const from of objectsOf(this.state, kind.name)) {
          if (from.present && from.attributes[path] === to.key) yield { from, path };
        }
      }
    }
  }

  /** Names that are not read as objects: those the platform provides, and all of a closed kind. */
  #provided(kind: string, key: string): boolean {
    const defaults = kindOf(this.table, kind).defaults ?? [];
    if (defaults.some((name) => fold(name) === key)) return true;
    return this.table.kinds.some((each) =>
      [...each.leaves.values()].some(
        (leaf) =>
          leaf.type === "reference" && leaf.to === kind && leaf.also?.some((name) => fold(name) === key),
      ),
    );
  }
}

/** A field's links as keys: texts, or mappings with `to`. */
export function linksOfField(value: Value, keyOf: (label: string) => string): Map<string, Link> {
  const links = new Map<string, Link>();
  for (const each of Array.isArray(value) ? (value as readonly Value[]) : []) {
    if (typeof each === "string") links.set(keyOf(each), { to: keyOf(each) });
    else if (typeof each === "object" && each !== null && "to" in each) {
      const { to, ...rest } = each as Link;
      links.set(keyOf(to), { ...rest, to: keyOf(to) });
    }
  }
  return links;
}
