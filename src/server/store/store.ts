/** Where the server keeps everything. One writer at a time; a reader sees one moment. */
import { Kysely, type RawBuilder, sql } from "kysely";
import type { Database, Db, Migration } from "./database.ts";
import { adaptSchema, openSqlite } from "./dialect.ts";
import { prepared } from "./prepared.ts";

export class Store {
  readonly #db: Db;

  private constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Opens the store and brings its schema up to date. `place` is a file; absent means memory.
   * Throws an error with code `store-not-supported` for a database URL.
   */
  static async open(place: string | undefined, migrations: readonly Migration[]): Promise<Store> {
    const store = new Store(new Kysely<Database>({ dialect: openSqlite(fileOf(place)) }));
    await store.write((db) => migrate(db, migrations));
    return store;
  }

  /** Runs queries that see one consistent moment. */
  read<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.#db.transaction().setAccessMode("read only").execute(work);
  }

  /** Runs queries that take effect together, on disk when this returns, or not at all when `work` throws. */
  write<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute(work);
  }

  close(): Promise<void> {
    return this.#db.destroy();
  }
}

function fileOf(place: string | undefined): string | null {
  if (place === undefined) return null;
  const scheme = /^([a-z][a-z0-9+]*):\/\//i.exec(place)?.[1];
  if (scheme === undefined) return place;
  const message = `a ${scheme} store is not supported yet; name a file, or leave the store out to keep everything in memory`;
  throw Object.assign(new Error(message), { code: "store-not-supported" });
}

async function migrate(db: Db, migrations: readonly Migration[]): Promise<void> {
  await sql`create table if not exists migrations (name text primary key)`.execute(db);
  const rows = await sql<{ name: string }>`select name from migrations`.execute(db);
  const done = new Set(rows.rows.map((row) => row.name));
  for (const { name, statements } of migrations) {
    if (done.has(name)) continue;
    for (const statement of statements) await sql.raw(adaptSchema(statement)).execute(db);
    await sql`insert into migrations (name) values (${name})`.execute(db);
  }
}

const advance = prepared((db) =>
  db
    .updateTable("sequences")
    .set((builder) => ({ value: builder("value", "+", 1) }))
    .where("name", "=", "id")
    .returning("value"),
);

/**
 * Hands out ids that grow with every creation, `prefix` first. The counter's row stays locked until the transaction
 * ends, so ids become visible in order and a keyset cursor never jumps over one that is still being written.
 */
export async function nextId(db: Db, prefix: string): Promise<string> {
  const [row] = await advance(db, {});
  return `${prefix}_${String(row?.value).padStart(12, "0")}`;
}

/** Condition that a folded column contains a folded text; wildcards in the text mean themselves. */
export function contains(column: RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  // A NUL would end the pattern early and match everything; no stored text holds one.
  if (text.includes("\0")) return sql<boolean>`1 = 0`;
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return sql<boolean>`${column} like ${pattern} escape '\\'`;
}

/** A bound on rows, written into the statement: SQLite plans a statement anew for every bound that is a parameter. */
export function atMost(rows: number): RawBuilder<number> {
  return sql.lit(Math.trunc(rows));
}
