/** Who can sign in by a single sign-on provider, and whose passwords open nothing. */
import { objectsOf, type State, type StateObject } from "../../kind/state.ts";
import { TENANT_DEFAULT } from "./limits.ts";

export function tenantOf(state: State): StateObject | undefined {
  for (const tenant of objectsOf(state, "tenant")) return tenant;
  return undefined;
}

/** Tells of users whether a provider lets them in; such people need no invitation (CXE-B-06). */
export function providerUse(state: State): (user: StateObject) => boolean {
  const usable = new Set<unknown>();
  for (const provider of objectsOf(state, "identityProvider")) {
    if (provider.key !== TENANT_DEFAULT && provider.attributes.active !== false) usable.add(provider.key);
  }
  const inherited = usable.has(tenantOf(state)?.attributes.defaultIdentityProvider);
  return (user) => {
    const own = user.attributes["authentication.identityProvider"];
    return own === undefined || own === TENANT_DEFAULT ? inherited : usable.has(own);
  };
}

/** Whether the tenant has any provider at all. */
export function hasProviders(state: State): boolean {
  for (const provider of objectsOf(state, "identityProvider"))
    if (provider.key !== TENANT_DEFAULT) return true;
  return false;
}
