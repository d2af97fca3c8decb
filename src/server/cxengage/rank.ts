/** Who stands above whom: by what a role permits, with administrators of the platform above everybody. */

export interface Rank {
  /** Administers the platform. */
  readonly top: boolean;
  /** Permission ids of the tenant role. */
  readonly held: ReadonlySet<string>;
}

/** Whether everything `low` may do, `high` may do as well. */
export function covers(high: Rank, low: Rank): boolean {
  return high.top || (!low.top && low.held.isSubsetOf(high.held));
}

export function isAbove(high: Rank, low: Rank): boolean {
  return covers(high, low) && !covers(low, high);
}
