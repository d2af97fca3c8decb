import type { Capabilities } from "../../kind/table.ts";

/** What AutoID can do; used by validation, by the conformance suite and by the docs. */
export const capabilities: Capabilities = {
  createAccount: {
    can: false,
    because: "a tree is opened by the vendor; groups inside it are created (AID-ROLE-07)",
  },
  rename: {
    can: false,
    because: "accounts are created and activated, nothing else is described (AID-TREE-08)",
  },
  changeEmail: { can: false, because: "only the roles of a user can be edited (AID-USR-06)" },
  updateMemberships: { can: true, because: "the roles of a user are edited where they are (AID-USR-05)" },
  deleteUsers: { can: true, because: "a grant is removed from its node (AID-USR-04)" },
  disableUsers: { can: false, because: "a grant can only be removed (AID-USR-04)" },
  deleteWorkspaces: { can: false, because: "no way to remove an account is described (AID-TREE-08)" },
  removeApps: { can: false, because: "there are no apps" },
  roles: { can: true, because: "three roles, several to a user (AID-ROLE-01, AID-ROLE-09)" },
  invitations: { can: true, because: "adding a user mails an invitation (AID-INV-01)" },
  resendInvitations: { can: true, because: "the invitation can be sent again on request (AID-INV-02)" },
  cancelInvitations: {
    can: false,
    because: "an invitation ends when the grant is removed, which a plan does (AID-USR-04)",
  },
  seats: { can: false, because: "nothing is licensed by seat" },
  limits: { can: false, because: "no number of accounts or users is documented" },
  tree: { can: true, because: "groups hold subgroups and locations, and access flows down (AID-TREE-04)" },
  idempotencyKeys: { can: true, because: "the account API keeps them for 24 hours" },
};
