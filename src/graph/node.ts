/** What manifests declare, with resolved names: the value that planning compares with live. */
import type { Location } from "../diagnostic/diagnostic.ts";
import type { Value } from "../kind/value.ts";

/** One declared link. */
export interface DeclaredLink {
  /** Key of the target. */
  readonly to: string;
  /** The target as the manifest writes it. */
  readonly written: string;
  /** Instant the link ends at, RFC 3339 UTC; null for never. A bare date has become the start of the next day. */
  readonly until: string | null;
  readonly reason: string | null;
  /** The link's own attributes, such as a proficiency. */
  readonly attributes: { readonly [name: string]: Value };
  readonly at: Location;
}

/** A declared links attribute. `all`: these and no others. `partial`: at least `entries`, never `exclude`. */
export interface DeclaredLinks {
  readonly mode: "all" | "partial";
  readonly entries: readonly DeclaredLink[];
  /** Identity patterns; empty in mode `all`. */
  readonly exclude: readonly string[];
}

export interface Node {
  /** `kind:key`, as in plans. */
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  /** The object as a person would call it. */
  readonly label: string;
  /** Id of the node that contains it; null at the top. */
  readonly parent: string | null;
  /** Declared attributes except links, by path. Presence means managed. References hold keys. */
  readonly attributes: { readonly [path: string]: Value };
  /** Declared links, by path. Presence means managed. */
  readonly links: { readonly [path: string]: DeclaredLinks };
  /** Key of the former identity. */
  readonly renamedFrom: string | null;
  readonly protect: boolean;
  readonly until: string | null;
  readonly reason: string | null;
  readonly at: Location;
  /** Where a path is declared; the node's own place where it is not. */
  readonly placeOf: (path: string) => Location;
}

/** How much of a collection is managed. A collection without a scope is not managed at all. */
export interface Scope {
  readonly kind: string;
  /** Id of the containing node; null at the top. */
  readonly parent: string | null;
  readonly mode: "all" | "partial";
  /** Identity patterns of objects that must not exist; empty in mode `all`. */
  readonly exclude: readonly string[];
}

export interface Graph {
  readonly platform: string;
  /** Sorted by id. */
  readonly nodes: readonly Node[];
  readonly scopes: readonly Scope[];
  /** Identity patterns of objects others manage, by kind. */
  readonly ignore: { readonly [kind: string]: readonly string[] };
  /** `sha256:` of everything declared, whatever its layout, order or file. */
  readonly digest: string;
}

export function nodeId(kind: string, key: string): string {
  return `${kind}:${key}`;
}
