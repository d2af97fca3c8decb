/** Which objects other than people are linked to an object: what an object carries besides its own attributes. */

import { digestOf } from "../kind/canonical.ts";
import type { Kind } from "../kind/kind.ts";
import type { LiveObject } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import type { Link } from "../kind/value.ts";

/** Kinds, people aside, whose objects may be linked to objects of a kind. */
export function linkingKinds(table: KindTable, to: string): readonly Kind[] {
  return table.kinds.filter(
    (kind) =>
      kind.person !== true &&
      [...kind.leaves.values()].some((leaf) => leaf.type === "links" && leaf.to === to),
  );
}

/** Digest of the links that lead to each object of a kind, by the object's id. */
export class Inbound {
  readonly #sources = new Map<string, string[]>();

  constructor(kinds: readonly Kind[], objects: Iterable<LiveObject>, to: string) {
    const paths = new Map(
      kinds.map((kind) => [
        kind.name,
        [...kind.leaves].filter(([, leaf]) => leaf.type === "links" && leaf.to === to),
      ]),
    );
    for (const object of objects) {
      for (const [path] of paths.get(object.kind) ?? []) {
        const links = object.attributes[path];
        if (!object.present || !Array.isArray(links)) continue;
        for (const link of links as readonly Link[])
          this.#note(link.to, `${object.kind}:${object.id}.${path}`);
      }
    }
  }

  digest(id: string): string {
    return digestOf([...(this.#sources.get(id) ?? [])].sort());
  }

  #note(id: string, source: string): void {
    const sources = this.#sources.get(id);
    if (sources === undefined) this.#sources.set(id, [source]);
    else sources.push(source);
  }
}
