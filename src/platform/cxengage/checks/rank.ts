/** Ranks: sets of permissions, compared by what the one holds and the other does not. */
import { type State, type StateObject, textOf } from "../../../kind/state.ts";

/** Holders stand above every tenant role. */
export const PLATFORM_ADMINISTRATION = "PLATFORM_MANAGE_ALL_TENANTS_ENROLLMENT";

export const HIGHER = "use credentials that may";

/** Permissions of a role; null where they cannot be read. */
export type Held = ReadonlySet<string> | null;

/** Who makes the changes, and whose rank could not be compared with theirs. */
export class Caller {
  readonly email: string | null;
  readonly held: ReadonlySet<string>;
  readonly isTop: boolean;
  /** Roles that were compared although their permissions cannot be read. */
  readonly unranked = new Set<string>();

  constructor(email: string | null, held: ReadonlySet<string>, isTop: boolean) {
    this.email = email;
    this.held = held;
    this.isTop = isTop;
  }

  holds(names: readonly string[]): boolean {
    return names.some((name) => this.held.has(name));
  }

  /** Whether a role permits no more than the caller holds; one that cannot be read is noted and passes. */
  covers(held: Held, role: string): boolean {
    if (this.isTop) return true;
    if (held === null) this.unranked.add(role);
    return held?.isSubsetOf(this.held) !== false;
  }

  /** Whether a role permits as much as the caller may do. */
  isMatchedBy(held: Held): boolean {
    return held !== null && this.held.isSubsetOf(held);
  }
}

/** Null where the platform does not tell what the caller may do. */
export function callerOf(live: State): Caller | null {
  const { facts, email } = live.caller;
  const permissions = facts?.permissions;
  const onPlatform = facts?.platformPermissions;
  if (!Array.isArray(permissions) || !Array.isArray(onPlatform)) return null;
  const held = new Set([...permissions, ...onPlatform].map(String));
  return new Caller(email, held, onPlatform.includes(PLATFORM_ADMINISTRATION));
}

const known = new WeakMap<StateObject, ReadonlySet<string>>();

/** What a role permits. One that a plan makes without saying more permits nothing. */
export function heldBy(role: StateObject | undefined): Held {
  if (role === undefined) return null;
  if (!Array.isArray(role.attributes.permissions)) return role.id === null ? new Set() : null;
  const held = known.get(role) ?? new Set(permissionsOf(role));
  known.set(role, held);
  return held;
}

/** The role a user has in the tenant, or on the platform. */
export function roleOf(
  state: State,
  user: StateObject,
  kind: "role" | "platformRole" = "role",
): StateObject | undefined {
  return state.objects.get(kind)?.get(String(user.attributes[kind]));
}

export function roleName(role: StateObject | undefined): string {
  return role === undefined ? "an unknown role" : textOf(role, "name");
}

export function permissionsOf(role: StateObject | null): string[] {
  const permissions = role?.attributes.permissions;
  return Array.isArray(permissions) ? permissions.map(String) : [];
}
