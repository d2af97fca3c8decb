/** Where a tenant user stands: the state people see, worked out from the stored one, the clock and the tenant. */
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import type { Database } from "../store/database.ts";
import { passwordsOff } from "./authentication.ts";

type TenantRow = Database["cxe_tenants"];
type PersonRow = Database["cxe_people"];
type UserRow = Database["cxe_users"];

export type State = "pending" | "invited" | "expired" | "enabled" | "disabled" | "sso-only";
export const STATUSES = ["pending", "invited", "accepted", "disabled"] as const;
export type Status = (typeof STATUSES)[number];

export const INVITATION_MILLISECONDS = 24 * 60 * 60 * 1000;

interface Standing {
  readonly tenant: Pick<TenantRow, "platform_authentication" | "default_identity_provider">;
  readonly user: Pick<UserRow, "status" | "expires" | "no_password">;
  readonly person: Pick<PersonRow, "status">;
}

/** A function from a user to one of the six states (CXE-B-02). */
export function invitationStatus(call: Call): (standing: Standing) => string {
  const { rules } = call;
  const now = stamp(call.now);
  const six = rules.applies("CXE-B-02");
  const everywhere = rules.applies("CXE-B-03");
  const telling = rules.applies("CXE-B-04");
  const off = passwordsOff(rules);
  return ({ tenant, user, person }): string => {
    if (!six) return user.status;
    if (user.status === "disabled" || (everywhere && person.status === "disabled")) return "disabled";
    if (user.status === "pending") return "pending";
    if (user.status === "invited") return now >= (user.expires ?? "") ? "expired" : "invited";
    return telling && off(tenant, user) ? "sso-only" : "enabled";
  };
}
