/**
 * Reads that all resources of one process share: one paged listing per kind, whatever the number of resources. A write
 * is followed by one read of the object it was about, which then answers in place of the listing.
 */
import { fold } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import type { Caller, LiveObject, State } from "../kind/state.ts";
import { allKinds, type KindTable, kindOf } from "../kind/table.ts";
import { liveState } from "../plan/live-state.ts";
import type { Client } from "../platform/contract.ts";
import { neighbors } from "./neighbors.ts";
import { Shelf } from "./shelf.ts";

const NOBODY: Caller = { email: null, mayManage: null };

export class SharedReads {
  readonly #client: Client;
  readonly #table: KindTable;
  readonly #now: () => string;
  readonly #shelves = new Map<string, Shelf>();
  readonly #listings = new Map<string, Promise<Shelf>>();
  /**
   * Objects with their costly attributes, by what they were without. They stand apart from the shelves, so that no
   * answer depends on which costly attributes others have asked for.
   */
  readonly #whole = new WeakMap<LiveObject, LiveObject>();
  #caller: Promise<Caller> | null = null;

  constructor(client: Client, table: KindTable, now: () => string) {
    this.#client = client;
    this.#table = table;
    this.#now = now;
    for (const kind of allKinds(table)) this.#shelves.set(kind.name, new Shelf());
  }

  /** Lists a kind once; later calls share the answer. A failed listing is tried again by the next call. */
  list(kind: string): Promise<Shelf> {
    const known = this.#listings.get(kind);
    if (known !== undefined) return known;
    const listing = this.#list(kindOf(this.#table, kind));
    this.#listings.set(kind, listing);
    listing.catch(() => this.#listings.delete(kind));
    return listing;
  }

  /** The object of an id; one the listing does not hold is asked for once before it counts as gone. */
  async get(kind: string, id: string): Promise<LiveObject | null> {
    const written = this.#shelf(kind).written(id);
    if (written !== undefined) return written;
    const shelf = await this.list(kind);
    return shelf.get(id) ?? (await this.reread(kind, id));
  }

  /**
   * The object of a key.
   * @param name the key as it is written: an object the listing does not hold is searched for by it. Absent: it is not.
   */
  async find(kind: string, key: string, name?: string): Promise<LiveObject | null> {
    const shelf = await this.list(kind);
    const found = shelf.find(key);
    if (found !== null || name === undefined) return found;
    const { identity } = kindOf(this.#table, kind);
    const [attribute] = identity;
    if (identity.length !== 1 || attribute === undefined) return null;
    const objects = await this.#client.find(kind, attribute, name);
    for (const object of objects) await this.#put(object);
    return shelf.find(key);
  }

  /** Reads one object anew, after a write or where the listing may be too old. */
  async reread(kind: string, id: string): Promise<LiveObject | null> {
    const [object = null] = await this.#client.readEach(kind, [id]);
    if (object === null) this.#shelf(kind).put(id, null, null);
    else await this.#put(object);
    return object;
  }

  /** The object with these costly attributes, each read once until it is written; as it is where it is gone by now. */
  async whole(live: LiveObject, paths: readonly string[]): Promise<LiveObject> {
    const known = this.#whole.get(live) ?? live;
    const missing = paths.filter((path) => known.attributes[path] === undefined);
    const found = missing.length === 0 ? null : await this.#client.readCostly?.(known, missing);
    if (found === null || found === undefined) return known;
    const whole = { ...known, attributes: { ...this.#whole.get(live)?.attributes, ...found.attributes } };
    this.#whole.set(live, whole);
    this.#whole.set(whole, whole);
    return whole;
  }

  /** Takes note of a write: reads the object anew, or leaves it to be asked for where that fails. */
  async wrote(kind: string, id: string): Promise<void> {
    try {
      await this.reread(kind, id);
    } catch {
      this.#shelf(kind).drop(id);
    }
  }

  /** Notes that an object is no more. */
  forget(kind: string, id: string): void {
    this.#shelf(kind).put(id, null, null);
  }

  /** What the listing and own writes hold of an id, without asking for more. */
  async held(kind: string, id: string): Promise<LiveObject | null> {
    return (await this.list(kind)).get(id);
  }

  async all(kind: string): Promise<readonly LiveObject[]> {
    return (await this.list(kind)).objects();
  }

  /** A state of these objects and of everything they refer to. */
  async stateOf(objects: readonly LiveObject[], caller: Caller = NOBODY): Promise<State> {
    return this.#state(await neighbors(this, this.#table, objects), caller);
  }

  /** Who the credentials belong to; the platform tells it with a read of everything, made once. */
  caller(): Promise<Caller> {
    if (this.#caller === null) {
      const reading = this.#readEverything();
      reading.catch(() => {
        this.#caller = null;
      });
      this.#caller = reading;
    }
    return this.#caller;
  }

  /** The whole account, own writes included. */
  async everything(): Promise<State> {
    const caller = await this.caller();
    const objects = [...this.#shelves.values()].flatMap((shelf) => shelf.objects());
    return this.#state(objects, caller);
  }

  /** The account without people other than this one: enough to tell what this one may do. */
  async everythingOf(person: LiveObject): Promise<State> {
    const caller = await this.caller();
    const kind = kindOf(this.#table, person.kind);
    const [own = ""] = kind.identity;
    const same = (each: LiveObject) =>
      fold(String(each.attributes[own])) === fold(String(person.attributes[own]));
    const places = kind.parents === undefined ? [] : this.#shelf(kind.name).objects().filter(same);
    const others = this.#table.kinds
      .filter((kind) => kind.person !== true)
      .flatMap((kind) => this.#shelf(kind.name).objects());
    return this.#state([...others, ...places.filter((each) => each.id !== person.id), person], caller);
  }

  #state(objects: readonly LiveObject[], caller: Caller): State {
    const live = { account: null, caller, objects, partial: [], reads: 0 };
    return liveState(live, this.#table, this.#now(), new Map()).state;
  }

  #shelf(kind: string): Shelf {
    const shelf = this.#shelves.get(kind);
    if (shelf === undefined) throw new Error(`no kind ${kind}`);
    return shelf;
  }

  async #list(kind: Kind): Promise<Shelf> {
    const shelf = this.#shelf(kind.name);
    const since = shelf.begin();
    const objects = await this.#client.readAll(kind.name);
    await this.#fill(kind, objects, since);
    return shelf;
  }

  async #fill(kind: Kind, objects: readonly LiveObject[], since: number): Promise<void> {
    const own = kind.root === true ? await this.#ownRoot(objects) : objects;
    const state = await this.#identified(kind, own, true);
    this.#shelf(kind.name).fill(own, state.objects.get(kind.name) ?? new Map(), since);
  }

  /** Credentials may list several accounts; only the one they are used for counts. */
  async #ownRoot(objects: readonly LiveObject[]): Promise<readonly LiveObject[]> {
    const account = await this.#client.account();
    return objects.filter((object) => object.id === account?.id);
  }

  async #put(object: LiveObject): Promise<void> {
    const kind = kindOf(this.#table, object.kind);
    const state = await this.#identified(kind, [object]);
    const [key] = state.objects.get(kind.name)?.keys() ?? [];
    this.#shelf(kind.name).put(object.id, object, key ?? null);
  }

  /**
   * The objects with those their identity names and those they stand in, so that their keys can be told.
   * @param areAll they are all there are of the kind, so that nothing else of it has to be read.
   */
  async #identified(kind: Kind, objects: readonly LiveObject[], areAll = false): Promise<State> {
    const named: LiveObject[] = [];
    for (const outer of containersOf(this.#table, kind)) {
      if (outer.name !== kind.name || !areAll) named.push(...(await this.all(outer.name)));
    }
    for (const part of kind.identity) {
      const leaf = kind.leaves.get(part);
      if (leaf?.type === "reference") named.push(...(await this.all(leaf.to)));
    }
    return this.#state([...objects, ...named], NOBODY);
  }

  async #readEverything(): Promise<Caller> {
    const since = new Map([...this.#shelves].map(([kind, shelf]) => [kind, shelf.begin()]));
    const live = await this.#client.readLive(new Map());
    const byKind = Map.groupBy(live.objects, (object) => object.kind);
    const unread = allKinds(this.#table).filter((kind) => !this.#listings.has(kind.name));
    for (const kind of unread) {
      const filling = this.#fill(kind, byKind.get(kind.name) ?? [], since.get(kind.name) ?? 0);
      this.#listings.set(
        kind.name,
        filling.then(() => this.#shelf(kind.name)),
      );
    }
    await Promise.all(this.#listings.values());
    return live.caller;
  }
}

/** Kinds an object of the kind may stand in, directly or not, itself included where it may. */
function containersOf(table: KindTable, kind: Kind): Kind[] {
  const found = new Set<Kind>();
  const add = (inner: Kind): void => {
    for (const name of inner.parents ?? []) {
      const outer = kindOf(table, name);
      if (found.has(outer)) continue;
      found.add(outer);
      add(outer);
    }
  };
  add(kind);
  return [...found];
}
