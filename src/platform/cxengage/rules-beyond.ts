/** Rules of CxEngage from pages other than those on creating and editing users. */
import type { Rule } from "../../kind/table.ts";

const both = (says: string): Rule => ({ says, client: "enforced", server: "enforced" });
const serverOnly = (says: string, none: string): Rule => ({ says, client: { none }, server: "enforced" });

const PROVIDERS_ARE_READ = "identity providers are referred to and not declared";

const states: Record<string, Rule> = {
  "CXE-B-01": both("A user has a status in the tenant and one on the platform."),
  "CXE-B-02": both(
    "Six states are shown: pending, invited, expired, enabled, disabled and signing in by a provider only.",
  ),
  "CXE-B-03": both("Whoever is disabled on the platform is disabled in every tenant."),
  "CXE-B-04": both("Somebody without platform authentication shows as signing in by a provider only."),
  "CXE-B-05": both("Nobody adds a user with a role above the own."),
  "CXE-B-06": both("People who sign in by a provider accept no invitation."),
  "CXE-B-07": both("A postponed invitation is sent while the user waits for one."),
  "CXE-B-08": both("An expired invitation can be sent again; the earlier link ends."),
  "CXE-B-09": both("An open invitation can be cancelled; those of other tenants stay."),
  "CXE-B-10": both("People should be offline when they are disabled."),
  "CXE-B-11": both("A disabled user is enabled again without a new invitation."),
  "CXE-B-12": both("Somebody the platform knows is enrolled: only tenant role and invitation are asked for."),
  "CXE-B-13": serverOnly(
    "An enrolled person joins by signing in as before, within the 24 hours.",
    "joining is done by the person and never planned",
  ),
};

const objects: Record<string, Rule> = {
  "CXE-B-14": both("A user has one role in each tenant."),
  "CXE-B-15": both("Agent, Supervisor and Administrator exist at once; other roles are made of permissions."),
  "CXE-B-16": both("The three roles a tenant starts with cannot be changed."),
  "CXE-B-17": both("A group has a name of its own and perhaps a description."),
  "CXE-B-18": both("A group that does not exist is not made by naming it on a user."),
  "CXE-B-19": both("A skill has a name of its own, with or without levels."),
  "CXE-B-20": both("Levels run from 1 to 100."),
  "CXE-B-21": both("A level can be given only in a skill that has levels."),
  "CXE-B-22": both("Levels of a skill cannot be switched off again."),
  "CXE-B-23": both("A skill can be renamed, described and disabled, but not deleted."),
  "CXE-B-24": both("A skill that does not exist is not made by naming it on a user."),
  "CXE-B-25": both("A user can have several reason lists, and a list in use has reasons."),
  "CXE-B-26": both("Lists that are the tenant's default belong to everybody and are not given by hand."),
  "CXE-B-27": both("A user has one capacity rule at a time."),
  "CXE-B-28": both("Only a capacity rule in use can be given, and one in use has a version."),
  "CXE-B-29": both("A capacity rule applies at once, apart from other edits."),
  "CXE-B-30": both(
    "Capacity rules combine their parts by any, all or percentage; voice counts one at a time.",
  ),
  "CXE-B-31": both("An extension holds what its type asks for."),
  "CXE-B-32": both("Adding an extension takes one of three permissions."),
  "CXE-B-33": both("Numbers are written in E.164 form; an inner extension is unusual."),
  "CXE-B-34": both("Listing users takes the permission to see them."),
};

const signOn: Record<string, Rule> = {
  "CXE-B-35": both("A tenant that denies platform authentication overrules every user."),
  "CXE-B-36": both(
    "Taking platform authentication from a tenant takes a default provider and a caller who came through one.",
  ),
  "CXE-B-37": both("The default provider is changed by somebody who came through one."),
  "CXE-B-38": serverOnly(
    "An identity provider has a name, a source of metadata and a mapping of e-mail.",
    PROVIDERS_ARE_READ,
  ),
  "CXE-B-39": serverOnly(
    "A provider is disabled only while nobody is signed in through it.",
    PROVIDERS_ARE_READ,
  ),
  "CXE-B-40": both("The API is not for people who sign in by a provider only; keys are the way in."),
  "CXE-B-41": both("An API key may do what its role permits; its secret is shown once."),
};

const api: Record<string, Rule> = {
  "CXE-B-42": serverOnly(
    "A person can be made on the platform first and put into a tenant afterwards.",
    "one call does both, so that no half of it is ever left behind",
  ),
  "CXE-B-43": both("A user is added as pending, invited or accepted; only invited sends mail."),
  "CXE-B-44": both("No value for authentication or provider stands for the tenant's default."),
  "CXE-B-45": both("A tenant has a name that no other has, and a time zone."),
  "CXE-B-46": both(
    "Platform roles are read from the platform, which lists more than the two that are offered.",
  ),
  "CXE-B-47": both("The platform answers with few statuses; a broken rule is a 400."),
};

export const beyond: Record<string, Rule> = { ...states, ...objects, ...signOn, ...api };
