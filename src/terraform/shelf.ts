/** The objects of one kind as one process knows them. */
import type { LiveObject, StateObject } from "../kind/state.ts";

interface Written {
  readonly object: LiveObject | null;
  readonly key: string | null;
  readonly at: number;
}

export class Shelf {
  readonly #listed = new Map<string, LiveObject>();
  readonly #ids = new Map<string, string>();
  /** What was read after the listing had started, by id; it answers in place of the listing. */
  readonly #written = new Map<string, Written>();
  #moment = 0;

  /** Marks the start of a listing. */
  begin(): number {
    return this.#moment;
  }

  /** @param since the mark of {@link begin}: what was written later is newer than the listing. */
  fill(
    objects: readonly LiveObject[],
    byKey: ReadonlyMap<string, Pick<StateObject, "id">>,
    since: number,
  ): void {
    for (const [id, written] of this.#written) if (written.at <= since) this.#written.delete(id);
    for (const object of objects) this.#listed.set(object.id, object);
    for (const [key, { id }] of byKey) if (id !== null) this.#ids.set(key, id);
    for (const [id, { key }] of this.#written) this.#name(id, key);
  }

  put(id: string, object: LiveObject | null, key: string | null): void {
    this.#written.set(id, { object, key, at: ++this.#moment });
    this.#name(id, key);
  }

  /** Forgets what is known of an id, so that it is asked for again. */
  drop(id: string): void {
    this.#listed.delete(id);
    this.#written.delete(id);
  }

  /** Undefined: nothing was read of it but the listing, if that. */
  written(id: string): LiveObject | null | undefined {
    return this.#written.get(id)?.object;
  }

  get(id: string): LiveObject | null {
    const written = this.#written.get(id);
    return written === undefined ? (this.#listed.get(id) ?? null) : written.object;
  }

  /** A renamed object is no longer known by its former key, whoever else may bear it now. */
  find(key: string): LiveObject | null {
    const id = this.#ids.get(key);
    if (id === undefined) return null;
    const written = this.#written.get(id);
    return written !== undefined && written.key !== key ? null : this.get(id);
  }

  objects(): LiveObject[] {
    const objects: LiveObject[] = [];
    for (const [id, object] of this.#listed) if (!this.#written.has(id)) objects.push(object);
    for (const { object } of this.#written.values()) if (object !== null) objects.push(object);
    return objects;
  }

  #name(id: string, key: string | null): void {
    if (key !== null) this.#ids.set(key, id);
  }
}
