/** What the check of one document carries along: the kinds, the outside world, and what was found so far. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { KindTable } from "../kind/table.ts";

/** Everything a manifest may draw in from outside, handed in by the caller. */
export interface ManifestContext {
  readonly environment: { readonly [name: string]: string | undefined };
  /** Bytes of a file; the path is relative to the working directory or absolute. Null where there is none. */
  readonly readFile: (path: string) => Uint8Array | null;
}

export class Reading {
  readonly file: string;
  readonly table: KindTable;
  readonly context: ManifestContext;
  readonly diagnostics: Diagnostic[] = [];
  /** Kinds of which something that could be an entry was left out: unknown names of them then prove nothing. */
  readonly lost = new Set<string>();

  constructor(file: string, table: KindTable, context: ManifestContext) {
    this.file = file;
    this.table = table;
    this.context = context;
  }

  /** Notes a problem and stands for the value that could not be read. */
  refuse(diagnostic: Diagnostic): undefined {
    this.diagnostics.push(diagnostic);
    return undefined;
  }
}
