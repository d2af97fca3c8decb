/** Names of AutoID that more than one file uses. Read from the help page on users in accounts and subgroups. */

export const HELP = "AutoID help: users in accounts and subgroups";

export const USER = "User";
export const MESSAGING_AGENT = "Messaging Agent";
export const ACCOUNT_ADMIN = "Account Admin";

/** Roles in the order in which the earliest is sent with an invitation (AID-ROLE-10). */
export const ROLES = [USER, MESSAGING_AGENT, ACCOUNT_ADMIN] as const;

/** Kinds of nodes of the tree; users are granted access on any of them. */
export const NODE_KINDS = ["group", "subgroup", "location"] as const;
