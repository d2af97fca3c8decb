/** Whether people may sign in with name and password: the tenant's setting and the user's own (CXE-SSO, CXE-B-35). */
import type { Rules } from "../rules.ts";
import { type Database, isSet } from "../store/database.ts";

type Tenant = Pick<Database["cxe_tenants"], "platform_authentication" | "default_identity_provider">;
type User = Pick<Database["cxe_users"], "no_password" | "default_identity_provider">;

/** A function that says for users whether platform authentication is off for them. */
export function passwordsOff(rules: Rules): (tenant: Tenant, user: Pick<User, "no_password">) => boolean {
  const denying = rules.applies("CXE-B-35");
  const inheriting = rules.applies("CXE-SSO-04");
  const enabling = rules.applies("CXE-SSO-05");
  return ({ platform_authentication: setting }, { no_password: own }) => {
    if (setting === "denied" && denying) return true;
    if (own === null) return inheriting && setting !== "enabled";
    return isSet(own) || (!enabling && setting !== "enabled");
  };
}

/** The provider a user signs in by; null for none. */
export function providerOf(rules: Rules, tenant: Tenant, user: User): string | null {
  const inherited = rules.applies("CXE-SSO-10") ? tenant.default_identity_provider : null;
  return user.default_identity_provider ?? inherited;
}
