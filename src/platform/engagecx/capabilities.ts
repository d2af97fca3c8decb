import type { Capabilities } from "../../kind/table.ts";

/** What EngageCX can do; used by validation, by the conformance suite and by the docs. */
export const capabilities: Capabilities = {
  createAccount: { can: true, because: "a signed-in person may create an organization (ECX-ORG-02)" },
  rename: {
    can: true,
    because: "workspaces, groups and categories keep their id under a new name (ECX-WS-07)",
  },
  changeEmail: {
    can: false,
    because: "an e-mail change is a new user and the removal of the old one (ECX-USR-03)",
  },
  updateMemberships: { can: true, because: "the groups of a user can be edited at any time (ECX-PERM-02)" },
  deleteUsers: { can: true, because: "users are deleted for good (ECX-USR-10)" },
  disableUsers: { can: true, because: "a user can be kept without access (ECX-USR-05)" },
  deleteWorkspaces: { can: true, because: "with everything stored in them (ECX-WS-09)" },
  removeApps: { can: false, because: "no way to uninstall is described (ECX-APP-11)" },
  roles: { can: false, because: "groups carry the rights (ECX-GRP-03)" },
  invitations: { can: true, because: "an invitation can be sent when a user is created (ECX-USR-06)" },
  resendInvitations: { can: false, because: "an invitation is an option of creation only (ECX-USR-06)" },
  cancelInvitations: {
    can: false,
    because: "an invitation ends when the user who has not accepted it is deleted (ECX-USR-10)",
  },
  seats: { can: true, because: "licenses have a number of seats (ECX-SEAT-03)" },
  limits: { can: false, because: "no number of workspaces or users is documented; seats have their own" },
  tree: { can: false, because: "an organization is flat" },
  idempotencyKeys: { can: true, because: "the account API keeps them for 24 hours" },
};
