/**
 * Effective access on CxEngage: what the tenant role and the platform role permit (CXE-TROLE-01, CXE-PROLE-03). A
 * disabled person may do nothing; one who has not accepted yet may on acceptance, unless a provider lets the person in
 * without (CXE-B-06). Groups and skills give no permissions.
 */
import type { Entitlement, Permission } from "../../kind/entitlement.ts";
import { objectsOf, type State, type StateObject, textOf } from "../../kind/state.ts";
import { permissions as described, ENTER } from "./permissions.ts";
import { providerUse } from "./sign-on.ts";

export const permissions: readonly Permission[] = described;

/** What a role gives, as people are told of it; shared by all who hold the role. */
interface Grants {
  readonly names: readonly string[];
  readonly via: readonly string[];
}

const NOTHING: Grants = { names: [], via: [] };
const ENTERING: readonly string[] = ["enabled user"];

export function access(state: State): Entitlement[] {
  const roles = grantsOf(state, "role", "role");
  const platformRoles = grantsOf(state, "platformRole", "platform role");
  const usesProvider = providerUse(state);
  const entitlements: Entitlement[] = [];
  for (const user of objectsOf(state, "user")) {
    if (isOut(user)) continue;
    const when = user.attributes.pending === true && !usesProvider(user) ? "on-acceptance" : "now";
    const person = user.key;
    entitlements.push({ person, permission: ENTER, on: "", when, via: ENTERING });
    for (const { names, via } of [
      roles.get(user.attributes.role) ?? NOTHING,
      platformRoles.get(user.attributes.platformRole) ?? NOTHING,
    ]) {
      for (const permission of names) entitlements.push({ person, permission, on: "", when, via });
    }
  }
  return entitlements;
}

/** Disabled here, or on the whole platform (CXE-B-03). */
function isOut(user: StateObject): boolean {
  return user.attributes.status === "disabled" || user.attributes.platformStatus === "disabled";
}

function grantsOf(state: State, kind: string, word: string): ReadonlyMap<unknown, Grants> {
  const grants = new Map<unknown, Grants>();
  for (const role of objectsOf(state, kind)) {
    const { permissions: names } = role.attributes;
    if (!Array.isArray(names)) continue;
    grants.set(role.key, { names: names.map(String), via: [`${word} ${textOf(role, "name")}`] });
  }
  return grants;
}
