/** What resources of one platform are called. */
import type { LinksAttribute } from "../kind/attribute.ts";
import type { Kind } from "../kind/kind.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import { type Catalog, catalogOf, type LinkEntry } from "../terraform/catalog.ts";
import { resourceType } from "../terraform/names.ts";

export interface Vocabulary {
  readonly table: KindTable;
  readonly kind: (name: string) => Kind;
  /** Resource type of a kind. */
  readonly typeOf: (kind: string) => string;
  /** The resource that is one link; undefined where links have none. */
  readonly linkOf: (kind: string, path: string) => LinkEntry | undefined;
}

type Platforms = Parameters<typeof catalogOf>[0];

export function vocabularyOf(platform: Platforms[number]): Vocabulary {
  const { table } = platform;
  const links = linksByPath(catalogOf([platform]));
  return {
    table,
    kind: (name) => kindOf(table, name),
    typeOf: (name) => resourceType(table, kindOf(table, name)),
    linkOf: (kind, path) => links.get(`${kind}.${path}`),
  };
}

function linksByPath({ resources }: Catalog): ReadonlyMap<string, LinkEntry> {
  const links = [...resources.values()].filter((entry) => entry.is === "link");
  return new Map(links.map((entry) => [`${entry.kind.name}.${entry.path}`, entry]));
}

/** A links attribute whose links cannot be resources of their own is written as a whole. */
export function isWhole(vocabulary: Vocabulary, kind: string, path: string, leaf: LinksAttribute): boolean {
  return leaf.createOnly === true || vocabulary.linkOf(kind, path) === undefined;
}
