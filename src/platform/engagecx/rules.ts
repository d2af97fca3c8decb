/**
 * Every documented rule of EngageCX by its id, and which side has something to enforce: our own checks and plans
 * (client) or the account server (server). Read from the guide in limits.ts; ids with `B` from the vendor's app guides.
 */
import type { Rule } from "../../kind/table.ts";

const both = (says: string): Rule => ({ says, client: "enforced", server: "enforced" });
const serverOnly = (says: string, none: string): Rule => ({ says, client: { none }, server: "enforced" });
const neither = (says: string, none: string): Rule => ({ says, client: { none }, server: { none } });

const organization: Record<string, Rule> = {
  "ECX-ORG-01": both("The signed-in account leads to its organizations; the target names one of them."),
  "ECX-ORG-02": both("Nothing can exist before the organization does."),
  "ECX-ORG-03": both("An organization cannot be created without a name."),
  "ECX-ORG-04": both("A logo image may be given at creation and uploaded or replaced at any later time."),
  "ECX-ORG-05": both("Creation accepts a name and a logo only; everything else is set afterwards."),
  "ECX-ORG-06": both("The name of an organization can change without it becoming another one."),
  "ECX-ORG-07": both("The default time zone is one of a fixed list of names."),
  "ECX-ORG-08": both(
    "Documents and automatic processes use the organization's time zone unless they have their own.",
  ),
  "ECX-ORG-09": both("One switch puts the default time zone in force for everybody in the organization."),
  "ECX-ORG-10": both("Edits of the organization are saved together, all or none."),
  "ECX-ORG-11": both("There is no documented way to remove an organization."),
  "ECX-ORG-12": neither(
    "A menu under the account's name also leads to the organization, the account, the apps and the users.",
    "it describes a way through pages and changes nothing that is stored",
  ),
};

const account: Record<string, Rule> = {
  "ECX-ACC-01": both("A person's profile, the name included, is that person's to edit."),
  "ECX-ACC-02": serverOnly(
    "A person can upload a photo that takes the avatar's place.",
    "photos belong to people and are neither declared nor read",
  ),
  "ECX-ACC-03": serverOnly(
    "A profile is opened for editing and stored in one update.",
    "profiles belong to people, so no manifest writes them",
  ),
  "ECX-ACC-04": both("A changed profile is seen from the person's next sign-in on."),
  "ECX-ACC-05": serverOnly(
    "Without a photo and a name of one's own, an avatar with initials is shown.",
    "photos are never read, so a missing one cannot differ",
  ),
};

const workspaces: Record<string, Rule> = {
  "ECX-WS-01": both("A workspace is a named division of one organization."),
  "ECX-WS-02": both("Every organization starts with a workspace named Default."),
  "ECX-WS-03": both("A workspace name holds letters, digits and spaces and nothing else."),
  "ECX-WS-04": neither(
    "A workspace name should tell which people it is for.",
    "it is advice on choosing names, and no check can tell a good name from a poor one",
  ),
  "ECX-WS-05": both("Creating a workspace takes the right to manage the organization."),
  "ECX-WS-06": both("A created workspace is listed from then on."),
  "ECX-WS-07": both("A workspace can be renamed and stays the same workspace."),
  "ECX-WS-08": both("A workspace is deleted in one way, wherever the deletion is started."),
  "ECX-WS-09": both("Deleting a workspace is final and has to be confirmed."),
  "ECX-WS-10": both("People see only the workspaces their groups open to them."),
  "ECX-WS-11": both("Workspaces can be searched, added, edited and removed."),
  "ECX-WS-12": both("The Default workspace cannot be removed."),
};

const apps: Record<string, Rule> = {
  "ECX-APP-01": both("Only what the vendor's catalogue lists can be installed."),
  "ECX-APP-02": both("The catalogue describes its entries, some of them with no words at all."),
  "ECX-APP-03": both("Installed apps can be grouped under categories, own ones included."),
  "ECX-APP-04": both("The catalogue lists every available app with its description."),
  "ECX-APP-05": both("A first installation and every later one are the same operation."),
  "ECX-APP-06": both("Installing an app is one operation with a category and access rights."),
  "ECX-APP-07": both("An app cannot be installed without a category."),
  "ECX-APP-08": both("Access rights to an app go to groups and users that exist."),
  "ECX-APP-09": both("An installed app is not active before a license or a trial makes it so."),
  "ECX-APP-10": both("An app needs a matching license, or else its trial, to be of use."),
  "ECX-APP-11": both("There is no documented way to uninstall an app."),
  "ECX-APP-12": both("Whether an app is installed is a fact that the organization shows."),
  "ECX-TRI-01": both("A trial of an app ends after 30 days."),
  "ECX-TRI-02": both("A trial is started on an app that has been installed, and only once."),
  "ECX-TRI-03": both("The 30 days count from the moment the trial is started, not from the installation."),
  "ECX-DEM-01": serverOnly(
    "A visitor can ask for a demonstration by filling in the required fields of a form.",
    "a visitor's request is no desired state, so no plan holds one",
  ),
  "ECX-DEM-02": serverOnly(
    "The answer to a demonstration request arrives by e-mail.",
    "the message is the vendor's and leaves no state to compare",
  ),
};

const licenses: Record<string, Rule> = {
  "ECX-LIC-01": both("Licenses are attached to an installed app, one after another."),
  "ECX-LIC-02": both("A license can be attached only to the app it was issued for."),
  "ECX-LIC-03": both("Attaching takes a license the organization holds and an app that is installed."),
  "ECX-LIC-04": both("A license tells its app, its number of seats and the time it ends."),
  "ECX-LIC-05": both("A license ends at a time it names; from then on it opens nothing."),
  "ECX-LIC-06": both("Attaching a license makes the app fully active."),
  "ECX-LIC-07": both("Releasing a license has to be confirmed and takes its seats away."),
  "ECX-LIC-08": both("Whoever attaches a license holds its first seat until it is given up."),
  "ECX-SEAT-01": both("The people who hold seats of a license can be listed."),
  "ECX-SEAT-02": both("A license tells how many of its seats are taken and how many are left."),
  "ECX-SEAT-03": both("A license never has more holders than seats."),
  "ECX-SEAT-04": both("Further people can be given a seat."),
  "ECX-SEAT-05": both("A seat is what lets a person into a licensed app."),
};

const categories: Record<string, Rule> = {
  "ECX-CAT-01": both("A category is created by its name alone and listed from then on."),
  "ECX-CAT-02": both("A category always has a name, which may change later."),
  "ECX-CAT-03": both("Order is a whole number from 1, the position on the welcome page."),
  "ECX-CAT-04": both("Layout is the number of columns a category may span."),
  "ECX-CAT-05": both("Edits of a category are saved together."),
  "ECX-CAT-06": both("Deleting a category has to be confirmed, and no app may stand in it."),
  "ECX-CAT-07": both("Featured and Installed are filters that the vendor owns, not categories."),
  "ECX-CAT-08": serverOnly(
    "Catalogue entries are also sorted by purpose.",
    "the purpose belongs to the catalogue entry, and an app cannot be declared to have another",
  ),
  "ECX-CAT-09": both("Categories can be listed to find apps by what they are for."),
};

const users: Record<string, Rule> = {
  "ECX-USR-01": both("The owner of the account is a user of the organization from the start."),
  "ECX-USR-02": both("The owner's own user cannot be deleted."),
  "ECX-USR-03": both("A user is known by an e-mail address, which a new one must have."),
  "ECX-USR-04": both("Groups named for a new user have to exist."),
  "ECX-USR-05": both("Only an enabled user may enter the organization."),
  "ECX-USR-06": both("A new user gets an invitation by e-mail when one is asked for, and only then."),
  "ECX-USR-07": both("A created user is stored and listed."),
  "ECX-USR-08": both("The groups and the enabled switch of a user can be edited."),
  "ECX-USR-09": both("A disabled user loses access and stays listed."),
  "ECX-USR-10": both("Deleting a user is final and has to be confirmed."),
};

const groups: Record<string, Rule> = {
  "ECX-GRP-01": both("A group always has a name."),
  "ECX-GRP-02": both("A group opens workspaces that exist to its members."),
  "ECX-GRP-03": both("One switch of a group lets all its members manage the organization."),
  "ECX-GRP-04": both("Administrators and Everyone exist from the start."),
  "ECX-GRP-05": both("Administrators and Everyone cannot be removed."),
  "ECX-GRP-06": both("Administrators and Everyone keep their names."),
  "ECX-GRP-07": both("A created group is stored, after the workspaces it names."),
  "ECX-GRP-08": both("The fields of a group can be edited."),
  "ECX-GRP-09": both("Deleting a group has to be confirmed; its members lose what it gave them."),
};

const permissions: Record<string, Rule> = {
  "ECX-PERM-01": both("A member of a group may do whatever the group may."),
  "ECX-PERM-02": both("Membership is edited on the user, who may be in several groups."),
  "ECX-PERM-03": both("Leaving one group changes no other membership and keeps the user."),
  "ECX-PERM-04": both("The right to manage the organization is given and taken by group."),
  "ECX-PERM-05": both("A group can be given only a workspace that is there."),
  "ECX-PERM-06": both("Taking a workspace from a group ends that grant and keeps the workspace."),
  "ECX-PERM-07": both("Apps open to groups and to users; workspaces and management open to groups alone."),
};

const search: Record<string, Rule> = {
  "ECX-SRCH-01": both("Workspaces are found by any part of their name."),
  "ECX-SRCH-02": both("Licenses are found by any part of their name."),
  "ECX-SRCH-03": both("Categories are found by any part of their name."),
  "ECX-SRCH-04": both("Users are found by any part of their name or e-mail address."),
  "ECX-SRCH-05": both("Groups are found by any part of their name."),
  "ECX-SRCH-06": both("Apps are found through a search term as well."),
  "ECX-SRCH-07": both("Without a search term a list is complete."),
};

const appGuides: Record<string, Rule> = {
  "ECX-B-01": both("Installing asks for a category and for access rights of users or groups."),
  "ECX-B-02": both("A license may come as a product key, which is taken in and never shown again."),
  "ECX-B-03": serverOnly(
    "Admin is an app of the catalogue.",
    "which apps there are is read from the live catalogue and not written down a second time",
  ),
  "ECX-B-04": both("Workspaces keep files, jobs, schedules, triggers and documents, which go with them."),
  "ECX-B-05": both(
    "Who sees a workspace is limited by permissions on it; only steps for groups are documented.",
  ),
  "ECX-B-06": neither(
    "The Enterprise guides are about another product with accounts of its own kind.",
    "it keeps another product's account tree out, so there is nothing to build",
  ),
};

export const rules: Record<string, Rule> = {
  ...organization,
  ...account,
  ...workspaces,
  ...apps,
  ...licenses,
  ...categories,
  ...users,
  ...groups,
  ...permissions,
  ...search,
  ...appGuides,
};
