/** Puts things after what they depend on. */

export interface Sorted {
  /** Every id after all it depends on; without the members of cycles and what depends on them. */
  readonly sorted: readonly string[];
  /** One cycle: each member depends on the next, the last on the first. Null where there is none. */
  readonly cycle: readonly string[] | null;
}

/**
 * Sorts ids so that each stands after those it depends on; ids that are free of each other keep their order.
 * Dependencies that are not among the ids are passed over. Linear in ids and dependencies.
 */
export function sortByDependencies(
  ids: readonly string[],
  dependsOn: (id: string) => Iterable<string>,
): Sorted {
  const waitsFor = new Map<string, Set<string>>(ids.map((id) => [id, new Set()]));
  const dependents = new Map<string, string[]>();
  for (const [id, waits] of waitsFor) {
    for (const other of dependsOn(id)) {
      if (!waitsFor.has(other) || waits.has(other)) continue;
      waits.add(other);
      const list = dependents.get(other) ?? [];
      list.push(id);
      dependents.set(other, list);
    }
  }
  const sorted = ids.filter((id) => waitsFor.get(id)?.size === 0);
  // The list grows while it is walked.
  for (const id of sorted) {
    for (const dependent of dependents.get(id) ?? []) {
      const waits = waitsFor.get(dependent);
      waits?.delete(id);
      if (waits?.size === 0) sorted.push(dependent);
    }
  }
  return { sorted, cycle: sorted.length === waitsFor.size ? null : findCycle(waitsFor) };
}

/** Follows what still waits until an id comes up again. */
function findCycle(waitsFor: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const path: string[] = [];
  const position = new Map<string, number>();
  let id = [...waitsFor].find(([, waits]) => waits.size > 0)?.[0];
  while (id !== undefined && !position.has(id)) {
    position.set(id, path.length);
    path.push(id);
    id = waitsFor.get(id)?.values().next().value;
  }
  return path.slice(position.get(id ?? "") ?? 0);
}
