/** Effective access: what a person may do, and through which path. */

export interface Entitlement {
  /** Folded e-mail address. */
  readonly person: string;
  /** Permission name, such as `workspace.open`. */
  readonly permission: string;
  /** What the permission is about, as people write it; empty when it is about the whole account. */
  readonly on: string;
  /** `on-acceptance` for people who were invited and have not accepted yet. */
  readonly when: "now" | "on-acceptance";
  /** Each path that leads to it, such as `group Claims Handlers`. Sorted, never empty. */
  readonly via: readonly string[];
}

/** A permission a platform can report, with the server call that proves it. */
export interface Permission {
  readonly name: string;
  /** Completes "may …" or "may … NAME". */
  readonly says: string;
  /** Method and path of the route that only an entitled person may call. */
  readonly probe: string;
  /** Holders are administrators: the guard `last-administrator` counts them. Default false. */
  readonly administers?: boolean;
  /** Each thing it is about needs an administrator of its own. Default: one for the whole account will do. */
  readonly each?: boolean;
  /** Being let in at all: a person left with nothing else counts as losing everything. Default false. */
  readonly basic?: boolean;
}

/** What an entitlement is about, the path aside: two of one person with the same are one. */
export function entitlementId({ permission, on, when }: Entitlement): string {
  return `${permission}\u0000${on}\u0000${when}`;
}

/** Names of permissions that count as nothing by themselves. */
export function basicNames(permissions: readonly Permission[]): Set<string> {
  return new Set(permissions.filter((each) => each.basic === true).map((each) => each.name));
}
