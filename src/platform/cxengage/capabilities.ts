import type { Capabilities } from "../../kind/table.ts";

/** What CxEngage can do; used by validation, by the conformance suite and by the docs. */
export const capabilities: Capabilities = {
  createAccount: {
    can: false,
    because: "a tenant needs a region and a contract, which a manifest does not hold",
  },
  rename: {
    can: true,
    because: "roles, groups, skills, lists and rules keep their id under a new name (CXE-B-23)",
  },
  changeEmail: {
    can: false,
    because: "an e-mail change disables the old user and makes a new one (CXE-USR-05)",
  },
  updateMemberships: {
    can: true,
    because: "people join and leave groups and skills at any time (CXE-GRP-01)",
  },
  deleteUsers: { can: false, because: "users are disabled and kept (CXE-USR-10)" },
  disableUsers: { can: true, because: "disabling is the only way out (CXE-USR-10)" },
  deleteWorkspaces: { can: false, because: "there are no workspaces" },
  removeApps: { can: false, because: "there are no apps" },
  roles: {
    can: true,
    because: "every user has one tenant role, and roles are made of permissions (CXE-B-14)",
  },
  invitations: { can: true, because: "a new user is invited at once or later (CXE-INV-01)" },
  resendInvitations: { can: true, because: "an invitation can be sent again on request (CXE-INV-09)" },
  cancelInvitations: { can: true, because: "an open invitation can be cancelled on request (CXE-B-09)" },
  seats: { can: false, because: "nothing is licensed by seat" },
  limits: { can: false, because: "no number of users or objects is documented" },
  tree: { can: false, because: "a tenant is managed by itself; its parents are not touched" },
  idempotencyKeys: {
    can: false,
    because: "the API knows none, so a creation of unknown outcome is looked up before it is tried again",
  },
};
