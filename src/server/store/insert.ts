/** Inserts that are put together once. */
import type { Insertable } from "kysely";
import type { Database, Db } from "./database.ts";
import { prepared } from "./prepared.ts";

/** A function that inserts rows with these columns, all of them given. */
export function inserter<T extends keyof Database>(
  table: T,
  columns: readonly (keyof Database[T] & string)[],
): (db: Db, row: Database[T] & object) => Promise<unknown> {
  return prepared<Database[T] & object, unknown>((db, parameter) => {
    const values = Object.fromEntries(columns.map((column) => [column, parameter(column as never)]));
    return db.insertInto(table).values(values as Insertable<Database[T]>);
  });
}
