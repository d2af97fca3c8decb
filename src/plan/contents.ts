/** What stands inside an object, at any depth and people aside: whoever is let into the object may reach all of it. */
import { digestOf } from "../kind/canonical.ts";
import type { Kind } from "../kind/kind.ts";
import type { LiveObject } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";

/** Kinds, people aside, whose objects stand inside others. */
export function nestedKinds(table: KindTable): readonly Kind[] {
  return table.kinds.filter((kind) => kind.person !== true && kind.parents !== undefined);
}

/** Digest of what stands inside each object, by the object's id. */
export class Contents {
  readonly #children = new Map<string, string[]>();

  /** @param objects of nested kinds; others are left out of account. */
  constructor(kinds: readonly Kind[], objects: Iterable<LiveObject>) {
    const names = new Set(kinds.map((kind) => kind.name));
    for (const { kind, id, parent, present } of objects) {
      if (!present || parent === undefined || !names.has(kind)) continue;
      const own = this.#children.get(parent);
      if (own === undefined) this.#children.set(parent, [id]);
      else own.push(id);
    }
  }

  digest(id: string): string {
    const inside = new Set<string>();
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const child of this.#children.get(next) ?? []) {
        if (inside.has(child)) continue;
        inside.add(child);
        open.push(child);
      }
    }
    return digestOf([...inside].sort());
  }
}
