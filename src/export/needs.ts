/** What an export has read beyond listings. */
import type { KindTable } from "../kind/table.ts";

/** A set that holds every key. */
class Everything extends Set<string> {
  override has(): boolean {
    return true;
  }
}
const EVERY_KEY: ReadonlySet<string> = new Everything();

/** Attributes that cost a call for each object: those of people, of whom there are many, only where `complete`. */
export function wholeNeeds(table: KindTable, complete: boolean): ReadonlyMap<string, ReadonlySet<string>> {
  const skipped = new Set(complete ? [] : unreadCostly(table));
  const paths = costlyPaths(table, () => true).filter((path) => !skipped.has(path));
  return new Map(paths.map((path) => [path, EVERY_KEY]));
}

/** `kind.path` of what is left unread unless everything is asked for. */
export function unreadCostly(table: KindTable): string[] {
  return costlyPaths(table, (isPerson) => isPerson);
}

function costlyPaths(table: KindTable, wanted: (isPerson: boolean) => boolean): string[] {
  return table.kinds.flatMap((kind) =>
    [...kind.leaves].flatMap(([path, leaf]) =>
      leaf.costly === true && wanted(kind.person === true) ? [`${kind.name}.${path}`] : [],
    ),
  );
}
