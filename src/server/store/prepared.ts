/** Queries that are put together once. Building one anew costs several times what running it does. */
import type { Compilable, CompiledQuery } from "kysely";
import type { Db } from "./database.ts";

class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

interface Cached {
  readonly query: CompiledQuery;
  /** Where each parameter comes from: a placeholder's name, or the fixed value. */
  readonly parameters: readonly unknown[];
}

/**
 * Wraps a query with named parameters. `build` runs once per database and takes parameters by name; they stand
 * for values, never for lists or column names.
 */
export function prepared<P extends object, R>(
  build: (db: Db, parameter: <K extends keyof P & string>(name: K) => P[K]) => Compilable<R>,
): (db: Db, values: P) => Promise<R[]> {
  const cache = new WeakMap<object, Cached>();
  return async (db, values) => {
    const database = db.getExecutor().adapter;
    let cached = cache.get(database);
    if (!cached) {
      const query = build(db, (name) => new Placeholder(name) as never).compile();
      cached = { query, parameters: query.parameters };
      cache.set(database, cached);
    }
    const given: { readonly [name: string]: unknown } = values as never;
    const parameters = cached.parameters.map((value) =>
      value instanceof Placeholder ? given[value.name] : value,
    );
    const result = await db.executeQuery({ ...cached.query, parameters });
    return result.rows as R[];
  };
}
