/** Every resource and data source the provider has, found by walking over the platforms it was given. */
import type { LinksAttribute } from "../kind/attribute.ts";
import { declarable, type Kind } from "../kind/kind.ts";
import { allKinds, type KindTable, kindOf } from "../kind/table.ts";
import type { Platform } from "../platform/contract.ts";
import { accessType, linkType, resourceType } from "./names.ts";

/** A resource that is one object. */
export interface KindEntry {
  readonly is: "kind";
  readonly type: string;
  readonly platform: Platform;
  readonly kind: Kind;
}

/** A resource that is one link of an object, beside which the object may have others. */
export interface LinkEntry {
  readonly is: "link";
  readonly type: string;
  readonly platform: Platform;
  /** The kind that has the links. */
  readonly kind: Kind;
  readonly path: string;
  readonly leaf: LinksAttribute;
  readonly target: Kind;
}

/** A data source that lists what people may do. */
export interface AccessEntry {
  readonly is: "access";
  readonly type: string;
  readonly platform: Platform;
}

export type ResourceEntry = KindEntry | LinkEntry;
export type DataEntry = KindEntry | AccessEntry;

export interface Catalog {
  readonly platforms: readonly Platform[];
  readonly resources: ReadonlyMap<string, ResourceEntry>;
  readonly dataSources: ReadonlyMap<string, DataEntry>;
}

/** Two resources of one name are a defect of ours and throw at start. */
export function catalogOf(platforms: readonly Platform[]): Catalog {
  const resources = new Map<string, ResourceEntry>();
  const dataSources = new Map<string, DataEntry>();
  for (const platform of platforms) {
    for (const entry of resourcesOf(platform)) addOnce(resources, entry);
    for (const entry of dataSourcesOf(platform)) addOnce(dataSources, entry);
  }
  return { platforms, resources, dataSources };
}

function addOnce<E extends { readonly type: string }>(entries: Map<string, E>, entry: E): void {
  if (entries.has(entry.type)) throw new Error(`two definitions make ${entry.type}`);
  entries.set(entry.type, entry);
}

function resourcesOf(platform: Platform): ResourceEntry[] {
  const { table } = platform;
  return table.kinds.flatMap((kind) => [kindEntry(platform, kind), ...linkEntries(platform, kind)]);
}

function kindEntry(platform: Platform, kind: Kind): KindEntry {
  return { is: "kind", type: resourceType(platform.table, kind), platform, kind };
}

function linkEntries(platform: Platform, kind: Kind): LinkEntry[] {
  return declarable(kind).flatMap(([path, leaf]) => {
    // A link that only a new object can have, or that is written with all others, is no resource of its own.
    if (leaf.type !== "links" || leaf.to === kind.name || leaf.whole !== undefined) return [];
    if (leaf.createOnly === true || leaf.replaces !== undefined) return [];
    const type = linkType(platform.table, kind, path, leaf);
    return [
      { is: "link" as const, type, platform, kind, path, leaf, target: targetOf(platform.table, leaf) },
    ];
  });
}

function targetOf(table: KindTable, leaf: LinksAttribute): Kind {
  return kindOf(table, leaf.to);
}

function dataSourcesOf(platform: Platform): DataEntry[] {
  const kinds = allKinds(platform.table).map((kind) => kindEntry(platform, kind));
  return [...kinds, { is: "access", type: accessType(platform.table), platform }];
}
