/**
 * Every documented rule of contact.center by its id, and which side has something to enforce: our own checks and plans
 * (client) or the account server (server). Read from the page in limits.ts; ids with `B` from the vendor's other pages.
 */
import type { Rule } from "../../kind/table.ts";

const both = (says: string): Rule => ({ says, client: "enforced", server: "enforced" });
const serverOnly = (says: string, none: string): Rule => ({ says, client: { none }, server: "enforced" });
const clientOnly = (says: string, none: string): Rule => ({ says, client: "enforced", server: { none } });
const neither = (says: string, none: string): Rule => ({ says, client: { none }, server: { none } });

const account: Record<string, Rule> = {
  "CTC-ACC-01": both("Settings of an account hold for the account as a whole."),
  "CTC-ACC-02": both("Workspaces and members are managed in one place, by those who manage the account."),
  "CTC-ACC-03": both("One subscription covers all workspaces of an account."),
};

const workspaces: Record<string, Rule> = {
  "CTC-WS-01": both("A workspace keeps contents of its own, apart from every other workspace."),
  "CTC-WS-02": both("A workspace is created with a name."),
  "CTC-WS-03": both("A workspace tells when it was created."),
  "CTC-WS-04": both("One workspace is the current one of the person who looks."),
  "CTC-WS-05": both("Further workspaces take a paid subscription."),
  "CTC-WS-06": both("An account takes ten workspaces at most."),
  "CTC-WS-07": both("A created workspace is listed from then on."),
  "CTC-WS-08": serverOnly(
    "A person can switch to another workspace from the menu.",
    "which workspace somebody works in is no desired state, so nothing plans a switch",
  ),
  "CTC-WS-09": neither(
    "A person can switch to another workspace from the list of workspaces.",
    "it is a second place in the user interface for the call of CTC-WS-08",
  ),
  "CTC-WS-10": both("A chosen workspace is the current one at once."),
  "CTC-WS-11": both("Deleting a workspace has to be confirmed, and one workspace stays."),
  "CTC-WS-12": both("Whatever a deleted workspace held is gone for good."),
  "CTC-WS-13": both("There is no documented way to rename a workspace."),
};

const members: Record<string, Rule> = {
  "CTC-TM-01": both("Everybody with access is listed, the owner of the account included."),
  "CTC-TM-02": both("A member's name is the member's own."),
  "CTC-TM-03": both("A member is known by an e-mail address, which nobody else in the account has."),
  "CTC-TM-04": both("A member has a role, which says what the member may do in the workspaces."),
  "CTC-TM-05": both("Whoever is invited becomes Super Admin."),
  "CTC-TM-06": both("A Super Admin may do everything in the workspaces of the invitation."),
  "CTC-TM-07": both("A member opens the listed workspaces and no others."),
  "CTC-TM-08": both("A member is active, or has an invitation still to accept."),
  "CTC-TM-09": both("A member tells the day of being added."),
  "CTC-TM-10": both("A member tells the last sign-in."),
  "CTC-TM-11": both("Inviting takes a paid subscription."),
  "CTC-TM-12": both("An account takes ten members at most, those with an open invitation included."),
  "CTC-TM-13": both("Removing a member has to be confirmed."),
  "CTC-TM-14": both("A removed member is out at once."),
  "CTC-TM-15": both("Nothing of a member can be edited; removing is the only action."),
};

const invitations: Record<string, Rule> = {
  "CTC-INV-01": both("An invitation names an address and workspaces, and makes a pending member."),
  "CTC-INV-02": both("An invitation names at least one workspace."),
  "CTC-INV-03": both("An invitation names workspaces that exist."),
  "CTC-INV-04": both("An invitation leaves no choice of role."),
  "CTC-INV-05": both("The invited person gets one e-mail that leads to the registration."),
  "CTC-INV-06": serverOnly(
    "The link in the e-mail opens the registration.",
    "the invited person follows it, and no plan does",
  ),
  "CTC-INV-07": both("First and last name are given at registration, by the invited person."),
  "CTC-INV-08": both("Whether news are welcome is for the invited person to say."),
  "CTC-INV-09": both("With the registration the member is signed in and active."),
  "CTC-INV-10": clientOnly(
    "The e-mail may be found among spam or promotions.",
    "where mail programs put a message is beyond the account",
  ),
  "CTC-INV-11": both("An invitation neither ends by itself nor can be sent again."),
};

const otherPages: Record<string, Rule> = {
  "CTC-B-01": both("First and last name are the member's own to change."),
  "CTC-B-02": both("Members change their own address, which takes effect once confirmed."),
  "CTC-B-03": both("News can be switched on and off by the member at any time."),
  "CTC-B-04": both("There are a free and two paid subscriptions."),
  "CTC-B-05": both("A lower subscription starts with the next billing period and not before."),
  "CTC-B-06": both("A higher subscription takes a positive balance."),
};

export const rules: Record<string, Rule> = {
  ...account,
  ...workspaces,
  ...members,
  ...invitations,
  ...otherPages,
};
