/** A manifest document after its check: declared entries with places, names as people wrote them. */
import type { Location } from "../diagnostic/diagnostic.ts";
import type { Kind } from "../kind/kind.ts";
import type { Value } from "../kind/value.ts";

/** An identity pattern: `*` any run, `?` one character. */
export interface WrittenPattern {
  readonly pattern: string;
  readonly at: Location;
}

export interface WrittenLink {
  /** The target as it is written; parts of a composed identity are joined with `/`. */
  readonly written: string;
  /** Key of the target. */
  readonly to: string;
  /** Instant the link ends at, RFC 3339 UTC. */
  readonly until: string | null;
  readonly reason: string | null;
  readonly attributes: { readonly [name: string]: Value };
  readonly at: Location;
}

export interface WrittenLinks {
  readonly mode: "all" | "partial";
  readonly entries: readonly WrittenLink[];
  readonly exclude: readonly WrittenPattern[];
}

export interface Entry {
  readonly kind: Kind;
  /** Values of the identity attributes, as written; empty for a root. */
  readonly identity: readonly string[];
  /** Declared attributes except links, by path. References hold the name that is written. */
  readonly attributes: { readonly [path: string]: Value };
  readonly links: { readonly [path: string]: WrittenLinks };
  readonly children: readonly Collection[];
  /** The former name as it is written. */
  readonly renamedFrom: string | null;
  readonly protect: boolean;
  readonly until: string | null;
  readonly reason: string | null;
  readonly at: Location;
  /** Place of an attribute path, or of a key such as `renamedFrom`; the entry's own place where there is none. */
  readonly placeOf: (path: string) => Location;
}

/** One list of entries in one document. Several documents may hold parts of one collection. */
export interface Collection {
  readonly kind: Kind;
  readonly mode: "all" | "partial";
  readonly entries: readonly Entry[];
  readonly exclude: readonly WrittenPattern[];
  readonly at: Location;
}

export interface Document {
  readonly file: string;
  readonly platform: string;
  readonly root: Entry | null;
  readonly collections: readonly Collection[];
  /** Patterns of objects that others manage, by kind. */
  readonly ignore: ReadonlyMap<string, readonly WrittenPattern[]>;
  /** Place of `platform`. */
  readonly at: Location;
}
