/**
 * Every documented rule of AutoID by its id, and which side has something to enforce: our own checks and plans (client)
 * or the account server (server). Read from the help page named in limits.ts.
 */
import type { Rule } from "../../kind/table.ts";

const both = (says: string): Rule => ({ says, client: "enforced", server: "enforced" });

const tree: Record<string, Rule> = {
  "AID-TREE-01": both("A person is added to the system and given access to particular accounts."),
  "AID-TREE-02": both("A user of an account reaches every location under it."),
  "AID-TREE-03": both("A top group holds subgroups; every other node stands in exactly one that exists."),
  "AID-TREE-04": both("A user of the top level reaches every account and group below it."),
  "AID-TREE-05": both("A user of a subgroup reaches that subgroup only."),
  "AID-TREE-06": both("The account comes first: there is no user without a node."),
  "AID-TREE-07": both("Access flows down the tree and never up."),
  "AID-TREE-08": both("Accounts are created and activated; no other change of them is described."),
};

const users: Record<string, Rule> = {
  "AID-USR-01": both("A user is added by an e-mail address and a role, and is invited."),
  "AID-USR-02": both("A user is known by an e-mail address."),
  "AID-USR-03": both("A user is listed with login and roles."),
  "AID-USR-04": both("A user's access can be removed where it was given."),
  "AID-USR-05": both("The roles of a user can be edited."),
  "AID-USR-06": both("Nothing but the roles of a user can be edited."),
};

const invitations: Record<string, Rule> = {
  "AID-INV-01": both("Adding a user mails one invitation to the address."),
  "AID-INV-02": both("An invitation can be sent again on request."),
  "AID-INV-03": both("An invitation has neither states nor an end."),
};

const roles: Record<string, Rule> = {
  "AID-ROLE-01": both("There are three roles: User, Account Admin and Messaging Agent."),
  "AID-ROLE-02": both("User may view."),
  "AID-ROLE-03": both("User sees no text messages and chats."),
  "AID-ROLE-04": both("User changes nothing."),
  "AID-ROLE-05": both("Account Admin changes features and settings of the account."),
  "AID-ROLE-06": both("Account Admin adds and removes users."),
  "AID-ROLE-07": both("Account Admin creates accounts and activates them."),
  "AID-ROLE-08": both("Messaging Agent reads and answers chats and text messages."),
  "AID-ROLE-09": both("A user has one role or several."),
  "AID-ROLE-10": both("An invitation carries one role; others are added by an edit."),
  "AID-ROLE-11": both("No role includes another; what a person may do is the union of the roles."),
};

export const rules: Record<string, Rule> = {
  ...tree,
  ...users,
  ...invitations,
  ...roles,
  "AID-NAV-01": {
    says: "Tags, campaigns, messaging set-up and reporting are topics of other pages.",
    client: "enforced",
    server: "enforced",
  },
};
