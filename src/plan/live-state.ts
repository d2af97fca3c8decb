/** Live objects, which know each other by platform id, as a state whose objects know each other by key. */
import { joinKey, splitKey } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import type { Container, Live, LiveObject, State, StateObject } from "../kind/state.ts";
import { allKinds, type KindTable } from "../kind/table.ts";
import type { Link, Value } from "../kind/value.ts";

/** Key of a root object, of which there is one. */
export const ROOT_KEY = "";

/** Begins the key of a target that is linked to and cannot be read; its id follows. No manifest can hold it. */
export const UNREADABLE = "\u0000";

export interface LiveIndex {
  readonly state: State;
  /** The live object behind a state object, by `kind:id`. */
  readonly live: ReadonlyMap<string, LiveObject>;
  /** Objects that share a key with an earlier one. */
  readonly ambiguous: readonly LiveObject[];
}

/** @param renames new key by `kind:old key`, for objects the manifest renames. */
export function liveState(
  live: Live,
  table: KindTable,
  at: string,
  renames: ReadonlyMap<string, string>,
): LiveIndex {
  const keys = new Keys(live, table, renames);
  const objects = new Map<string, Map<string, StateObject>>();
  const ambiguous: LiveObject[] = [];
  const kinds = new Map(allKinds(table).map((kind) => [kind.name, kind]));
  for (const name of kinds.keys()) objects.set(name, new Map());
  for (const object of live.objects) {
    const kind = kinds.get(object.kind);
    const ofKind = objects.get(object.kind);
    if (kind === undefined || ofKind === undefined) continue;
    const key = keys.keyOf(object);
    if (ofKind.has(key)) ambiguous.push(object);
    else ofKind.set(key, toStateObject(object, kind, key, keys));
  }
  const email = live.caller.email === null ? null : personKey(joinKey([live.caller.email]), table, renames);
  return { state: { at, caller: { ...live.caller, email }, objects }, live: keys.byId, ambiguous };
}

/** People the manifest names otherwise are known by its name throughout. */
function personKey(key: string, table: KindTable, renames: ReadonlyMap<string, string>): string {
  const person = table.kinds.find((kind) => kind.person === true);
  return renames.get(`${person?.name}:${key}`) ?? key;
}

function toStateObject(object: LiveObject, kind: Kind, key: string, keys: Keys): StateObject {
  const attributes: Record<string, Value> = { ...object.attributes };
  for (const [path, leaf] of kind.leaves) {
    const value = attributes[path];
    if (value === undefined) continue;
    if (leaf.type === "reference" && typeof value === "string") {
      attributes[path] = keys.keyOfId(leaf.to, value, leaf.alsoIn);
    } else if (leaf.type === "links") {
      attributes[path] = (value as readonly Link[]).map((link) => ({
        ...link,
        to: keys.keyOfId(leaf.to, link.to),
      }));
    }
  }
  const parent = keys.containerOf(object, kind);
  const { id, present } = object;
  return { kind: object.kind, key, id, present, ...(parent === null ? {} : { parent }), attributes };
}

class Keys {
  readonly byId = new Map<string, LiveObject>();
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #renames: ReadonlyMap<string, string>;
  readonly #known = new Map<LiveObject, string>();

  constructor(live: Live, table: KindTable, renames: ReadonlyMap<string, string>) {
    this.#renames = renames;
    this.#kinds = new Map(allKinds(table).map((kind) => [kind.name, kind]));
    for (const object of live.objects) this.byId.set(`${object.kind}:${object.id}`, object);
  }

  keyOf(object: LiveObject): string {
    const known = this.#known.get(object);
    if (known !== undefined) return known;
    // An object that stands inside itself, by way of others, must not be followed for ever.
    this.#known.set(object, UNREADABLE + object.id);
    const own = this.#ownKey(object);
    const key = this.#renames.get(`${object.kind}:${own}`) ?? own;
    this.#known.set(object, key);
    return key;
  }

  /** The key of a target; one that could not be read keeps a name no manifest can hold. */
  keyOfId(kind: string, id: string, elsewhere?: string): string {
    const target = this.byId.get(`${kind}:${id}`) ?? this.byId.get(`${elsewhere}:${id}`);
    return target === undefined ? UNREADABLE + id : this.keyOf(target);
  }

  #ownKey(object: LiveObject): string {
    const kind = this.#kinds.get(object.kind);
    if (kind === undefined || kind.root === true) return ROOT_KEY;
    const container = this.containerOf(object, kind);
    const parts = kind.identity.flatMap((name) => {
      const value = String(object.attributes[name] ?? "");
      const leaf = kind.leaves.get(name);
      return leaf?.type === "reference" ? splitKey(this.keyOfId(leaf.to, value)) : [value];
    });
    const own = joinKey(parts);
    return container === null ? own : `${container.key}/${own}`;
  }

  /** The object that one stands inside; null at the top. One that cannot be read is known by its id alone. */
  containerOf(object: LiveObject, kind: Kind): Container | null {
    const [first] = kind.parents ?? [];
    const { parent } = object;
    if (parent === undefined || kind.parents === undefined || first === undefined) return null;
    const name = kind.parents.find((each) => this.byId.has(`${each}:${parent}`)) ?? first;
    return { kind: name, key: this.keyOfId(name, parent) };
  }
}
