/**
 * Every documented rule of CxEngage by its id, and which side has something to enforce: our own checks and plans
 * (client) or the account server (server). Read from the vendor's help on creating and editing users; ids with `B` from
 * its other help and API pages.
 */
import type { Rule } from "../../kind/table.ts";
import { beyond } from "./rules-beyond.ts";

const both = (says: string): Rule => ({ says, client: "enforced", server: "enforced" });
const clientOnly = (says: string, none: string): Rule => ({ says, client: "enforced", server: { none } });
const serverOnly = (says: string, none: string): Rule => ({ says, client: { none }, server: "enforced" });
const neither = (says: string, none: string): Rule => ({ says, client: { none }, server: { none } });

const users: Record<string, Rule> = {
  "CXE-USR-01": both("Somebody the platform does not know is added from the tenant's user list."),
  "CXE-USR-02": both("A user cannot be made without an e-mail address."),
  "CXE-USR-03": both("Letter case in an e-mail address makes no difference."),
  "CXE-USR-04": both("Nobody can change the address a user signs in with."),
  "CXE-USR-05": clientOnly(
    "For another address the old user is disabled and a new one is made and invited.",
    "these are calls of their own, and in which order they come is not the server's affair",
  ),
  "CXE-USR-06": both("A first name may be given when a user is made."),
  "CXE-USR-07": both("A last name may be given when a user is made."),
  "CXE-USR-08": both(
    "An external id may be given when a user is made, for other systems to know the person by.",
  ),
  "CXE-USR-09": both("A user can be switched between enabled and disabled."),
  "CXE-USR-10": both("Users are not deleted; whoever leaves is disabled."),
  "CXE-USR-11": both("The name that is shown of a user follows first and last name."),
  "CXE-USR-12": clientOnly(
    "A mailbox should work before its owner is made a user.",
    "whether a mailbox works shows only once mail was sent",
  ),
  "CXE-USR-13": both("Edits of a user take effect together when they are submitted."),
  "CXE-USR-14": both("The details of a user that can be edited are a fixed set."),
};

const platformRoles: Record<string, Rule> = {
  "CXE-PROLE-01": both("A new person gets one of the platform's roles."),
  "CXE-PROLE-02": both("Without a choice the platform role is Platform User."),
  "CXE-PROLE-03": serverOnly(
    "A platform user reaches the own account whatever tenants there are.",
    "the account on the platform is the person's own and stands in no manifest",
  ),
  "CXE-PROLE-04": both("Platform users change their own names, external id and password."),
  "CXE-PROLE-05": serverOnly(
    "Platform users see their own address and cannot change it.",
    "what people do with their own account is not planned",
  ),
  "CXE-PROLE-06": both("The restricted platform role takes away changing the own password."),
  "CXE-PROLE-07": neither(
    "The restricted platform role suits accounts that several people share.",
    "it is advice on when to choose the role",
  ),
};

const tenantRoles: Record<string, Rule> = {
  "CXE-TROLE-01": both("Every user has a tenant role from the start."),
  "CXE-TROLE-02": both("Besides the three roles that come with it a tenant can have roles of its own."),
  "CXE-TROLE-03": both(
    "A tenant role is changed by somebody who ranks higher than the role that is replaced.",
  ),
  "CXE-TROLE-04": both("Nobody gives a tenant role that ranks above their own."),
  "CXE-TROLE-05": both("Nobody changes the own tenant role."),
};

const invitations: Record<string, Rule> = {
  "CXE-INV-01": clientOnly(
    "A new user is invited at once unless that is switched off.",
    "the vendor's API leaves the choice to the call: without a status nobody is invited",
  ),
  "CXE-INV-02": both(
    "With the invitation switched off the user waits until it is sent by the resend procedure.",
  ),
  "CXE-INV-03": both("Making a user with the invitation switched on sends one message."),
  "CXE-INV-04": serverOnly(
    "The link leads to a page where the account is activated, a password set and the details confirmed.",
    "accepting is done by the invited person and never planned",
  ),
  "CXE-INV-05": serverOnly(
    "An invitation opens the tenant for 24 hours.",
    "the platform keeps the time; nothing is sent because of it",
  ),
  "CXE-INV-06": both("An expired link opens nothing."),
  "CXE-INV-07": both("An address whose mail server refuses the invitation is blocked."),
  "CXE-INV-08": both("Only the vendor's support lifts a block."),
  "CXE-INV-09": both("A postponed or expired invitation is sent by the resend procedure."),
  "CXE-INV-10": both("The state of an invitation is not edited; it follows from what happens."),
};

const editing: Record<string, Rule> = {
  "CXE-EDIT-01": both("First and last name are changed by the person alone."),
  "CXE-EDIT-02": both("The external id is changed by the person alone."),
  "CXE-EDIT-03": both("The address is changed by nobody."),
  "CXE-EDIT-04": both("A location is set by those who may manage the locations of users."),
  "CXE-EDIT-05": both("Extensions are set by those who may manage extensions, and people may set their own."),
  "CXE-EDIT-06": both("Skills are given by those who may manage the skills of users."),
  "CXE-EDIT-07": both("Groups are given by those who may manage the users of groups."),
  "CXE-EDIT-08": both("A password is set by the person alone."),
  "CXE-EDIT-09": both("Where steps and table differ on who edits names and external id, the table counts."),
  "CXE-EDIT-10": both("Some details are the person's own to edit, others need somebody above."),
};

const signOn: Record<string, Rule> = {
  "CXE-SSO-01": both("Platform authentication of a user is on, off, or as the tenant has it."),
  "CXE-SSO-02": both("Sign-on settings of users mean something only in tenants with single sign-on."),
  "CXE-SSO-03": both("Users follow the tenant's platform authentication unless they have their own."),
  "CXE-SSO-04": both("Following the tenant is kept as such and not as what the tenant says at the time."),
  "CXE-SSO-05": both("A user with platform authentication signs in by name and password."),
  "CXE-SSO-06": both("A user without platform authentication cannot sign in by name and password."),
  "CXE-SSO-07": both(
    "Platform authentication can be taken from a user only where there is a default provider.",
  ),
  "CXE-SSO-08": both("A user can have an identity provider of one's own."),
  "CXE-SSO-09": both("Users follow the tenant's default provider unless they have their own."),
  "CXE-SSO-10": both(
    "Choosing the tenant's default provider makes the user's provider change with the tenant's.",
  ),
};

const details: Record<string, Rule> = {
  "CXE-EXT-01": both("Telephone extensions of a user are added and changed."),
  "CXE-EXT-02": both("Extensions that were added are removed again."),
  "CXE-EXT-03": both("Default extensions stay."),
  "CXE-SKILL-01": both("Skills are given to users and taken away."),
  "CXE-SKILL-02": both("A skill a user has carries a level, which can be changed."),
  "CXE-GRP-01": both("Users join groups and leave them; everyone holds all of them."),
  "CXE-LOC-01": both("A location is free text."),
  "CXE-PRL-01": both("Users are given reason lists."),
  "CXE-CAP-01": both("Users are given a capacity rule."),
};

export const rules: Record<string, Rule> = {
  ...users,
  ...platformRoles,
  ...tenantRoles,
  ...invitations,
  ...editing,
  ...signOn,
  ...details,
  ...beyond,
};
