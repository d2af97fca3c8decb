import type { Capabilities } from "../../kind/table.ts";

/** What contact.center can do; used by validation, by the conformance suite and by the docs. */
export const capabilities: Capabilities = {
  createAccount: {
    can: false,
    because: "an account starts with a subscription, which a manifest does not buy",
  },
  rename: {
    can: false,
    because: "no rename is described, and a new workspace would start empty (CTC-WS-13)",
  },
  changeEmail: {
    can: false,
    because: "members change their own address; another address is another member (CTC-B-02)",
  },
  updateMemberships: {
    can: false,
    because:
      "the workspaces of a member are set by the invitation only; a change removes and invites again (CTC-TM-15)",
  },
  deleteUsers: { can: true, because: "members are removed and lose access at once (CTC-TM-14)" },
  disableUsers: { can: false, because: "removing is the only action on a member (CTC-TM-13)" },
  deleteWorkspaces: { can: true, because: "with everything stored in them (CTC-WS-12)" },
  removeApps: { can: false, because: "there are no apps" },
  roles: {
    can: false,
    because: "every invitation grants Super Admin, and no other role is documented (CTC-TM-05)",
  },
  invitations: { can: true, because: "every new member is invited (CTC-INV-01)" },
  resendInvitations: { can: false, because: "no way to send an invitation again is described (CTC-INV-11)" },
  cancelInvitations: {
    can: false,
    because: "an invitation ends when the pending member is removed, which a plan does (CTC-TM-13)",
  },
  seats: { can: false, because: "the account has one subscription (CTC-ACC-03)" },
  limits: { can: true, because: "an account takes 10 workspaces and 10 members (CTC-WS-06, CTC-TM-12)" },
  tree: { can: false, because: "an account is flat" },
  idempotencyKeys: { can: true, because: "the account API keeps them for 24 hours" },
};
