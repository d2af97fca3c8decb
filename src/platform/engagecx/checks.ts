/** What EngageCX refuses or leaves open, as named checks over one object of a plan. */
import type { CheckInput, PlanCheck, Problem } from "../../kind/check.ts";
import { fold } from "../../kind/identity.ts";
import { linksOf, objectsOf, type State, type StateObject, textOf } from "../../kind/state.ts";
import { ADMINISTRATORS, ENDING_SOON_DAYS, EVERYONE, PLAIN_NAME } from "./limits.ts";

const DAY_MILLISECONDS = 86_400_000;

function isDefault(object: StateObject | null): object is StateObject {
  return object?.attributes.isDefault === true;
}

function error(rule: string, message: string, fix: string, path?: string): Problem {
  return { rule, severity: "error", message, fix, ...(path === undefined ? {} : { path }) };
}

function warning(rule: string, message: string, fix?: string): Problem {
  return { rule, severity: "warning", message, ...(fix === undefined ? {} : { fix }) };
}

/** ECX-WS-12: the Default workspace stays. */
export const keepDefaultWorkspace: PlanCheck = ({ verb, before }) => {
  if (verb !== "remove" || !isDefault(before)) return [];
  const message = `the workspace ${textOf(before, "name")} belongs to every organization and cannot be removed`;
  return [error("ECX-WS-12", message, "take it out of `exclude`")];
};

/** ECX-WS-03: a live name that today's rule would refuse is kept and said. */
export const adoptedName: PlanCheck = ({ before, after, verb }) => {
  if (before === null || after === null || verb === "create") return [];
  const name = textOf(after, "name");
  if (name !== textOf(before, "name") || new RegExp(PLAIN_NAME.source, "v").test(name)) return [];
  return [
    warning("ECX-WS-03", `the live name "${name}" holds characters that a new workspace could not have`),
  ];
};

/** ECX-GRP-05, ECX-GRP-06, ECX-GRP-04: Administrators and Everyone stay, keep their names, and Administrators manage. */
export const keepDefaultGroups: PlanCheck = (input) => {
  const { before, after, verb } = input;
  if (!isDefault(before)) return [];
  const name = textOf(before, "name");
  if (verb === "remove") {
    return [error("ECX-GRP-05", `the default group ${name} cannot be removed`, "take it out of `exclude`")];
  }
  if (after === null) return [];
  return [...renamed(name, after), ...stillManaging(name, after), ...everyoneWidened(name, before, after)];
};

function renamed(name: string, after: StateObject): Problem[] {
  if (fold(textOf(after, "name")) === fold(name)) return [];
  return [error("ECX-GRP-06", `the default group ${name} cannot be renamed`, "drop `renamedFrom`", "name")];
}

function stillManaging(name: string, after: StateObject): Problem[] {
  if (fold(name) !== fold(ADMINISTRATORS) || after.attributes.manageOrganization !== false) return [];
  const message = `${name} always manages the organization`;
  return [error("ECX-GRP-06", message, "leave `manageOrganization` out or say true", "manageOrganization")];
}

function everyoneWidened(name: string, before: StateObject, after: StateObject): Problem[] {
  if (fold(name) !== fold(EVERYONE)) return [];
  const manages =
    after.attributes.manageOrganization === true && before.attributes.manageOrganization !== true;
  const had = new Set(linksOf(before, "workspaces").map((link) => link.to));
  const opened = linksOf(after, "workspaces").filter((link) => !had.has(link.to));
  if (!manages && opened.length === 0) return [];
  const what = manages ? "the right to manage the organization" : `${opened.length} more workspace(s)`;
  return [
    warning("ECX-GRP-04", `everybody in the organization, now and later, gets ${what} through ${name}`),
  ];
}

/** ECX-USR-02 with the reading that the default user is not disabled either. */
export const keepDefaultUser: PlanCheck = ({ verb, before, after }) => {
  if (!isDefault(before)) return [];
  const email = textOf(before, "email");
  if (verb === "remove" || verb === "replace") {
    return [error("ECX-USR-02", `the default user ${email} cannot be deleted`, "declare the user as it is")];
  }
  if (after?.attributes.enabled !== false || before.attributes.enabled === false) return [];
  return [
    error("ECX-USR-02", `the default user ${email} cannot be disabled`, "say `enabled: true`", "enabled"),
  ];
};

/** ECX-CAT-06: a category goes only once no app stands in it. */
export const emptyBeforeRemoval: PlanCheck = ({ verb, before, planned }) => {
  if (verb !== "remove" || before === null) return [];
  const inside = [...objectsOf(planned, "app")]
    .filter((app) => app.present && app.attributes.category === before.key)
    .map((app) => textOf(app, "name"));
  if (inside.length === 0) return [];
  const message = `the category ${textOf(before, "name")} still holds ${inside.join(", ")}`;
  return [error("ECX-CAT-06", message, "declare these apps with another category")];
};

/** ECX-APP-01: headings of the catalogue are no apps. */
export const installable: PlanCheck = ({ verb, after }) => {
  if (verb !== "create" || after?.attributes.section !== true) return [];
  const message = `${textOf(after, "name")} is a heading of the catalogue, not an app`;
  return [error("ECX-APP-01", message, "use it as a category, or name an app", "name")];
};

/** ECX-APP-09: a license activates the app, with or without a trial. */
export function isLicensed(app: StateObject, state: State): boolean {
  return [...objectsOf(state, "license")].some((each) => each.present && each.attributes.app === app.key);
}

/** ECX-APP-10: an app that nothing activates stays closed. */
export const activationIsPossible: PlanCheck = ({ after, planned, verb }) => {
  if (after === null || verb === "remove" || !after.present) return [];
  if (isLicensed(after, planned) || after.attributes.activation === "trial") return [];
  const message = `nobody can open ${textOf(after, "name")}: it has neither a license nor a trial`;
  return [warning("ECX-APP-10", message, "declare a license of it, or `activation: trial`")];
};

/** ECX-TRI-01, ECX-TRI-02: a trial close to its end or past it; it is never started again. */
export const trialEnds: PlanCheck = ({ before, declared, live, planned }) => {
  const ends = before === null ? "" : textOf(before, "trialEndsAt");
  if (before === null || ends === "" || !declared.has("activation")) return [];
  if (isLicensed(before, planned)) return [];
  const name = textOf(before, "name");
  const days = daysUntil(ends, live.at);
  if (days <= 0)
    return [
      warning(
        "ECX-TRI-02",
        `the trial of ${name} ended at ${ends}; a trial starts only once`,
        "attach a license",
      ),
    ];
  if (days > ENDING_SOON_DAYS) return [];
  return [warning("ECX-TRI-01", `the trial of ${name} ends at ${ends}`)];
};

/** ECX-LIC-02: the license must belong to the declared app. */
export const licenseMatchesApp: PlanCheck = ({ verb, before, after, live }) => {
  if (verb !== "create" || before !== null || after === null) return [];
  const name = textOf(after, "license");
  const other = [...objectsOf(live, "license")].find((each) => fold(textOf(each, "license")) === fold(name));
  if (other === undefined) return [];
  const message = `the license ${name} belongs to another app (${String(other.attributes.app)})`;
  return [error("ECX-LIC-02", message, "declare it with that app", "app")];
};

/** ECX-LIC-05: an ended license gives no access and is not attached again. */
export const licenseExpiry: PlanCheck = (input: CheckInput) => {
  const { after, before, verb, live } = input;
  const ends = before === null ? "" : textOf(before, "expiresAt");
  if (after === null || ends === "") return [];
  const name = textOf(after, "license");
  const days = daysUntil(ends, live.at);
  if (days <= 0 && verb === "create") {
    return [
      error(
        "ECX-LIC-05",
        `the license ${name} ended at ${ends} and cannot be attached`,
        "name a license that still runs",
      ),
    ];
  }
  if (days <= 0)
    return [warning("ECX-LIC-05", `the license ${name} ended at ${ends}: its seats open nothing`)];
  if (days > ENDING_SOON_DAYS) return [];
  return [warning("ECX-LIC-05", `the license ${name} ends at ${ends}; its seats open nothing from then on`)];
};

function daysUntil(end: string, now: string): number {
  return (Date.parse(end) - Date.parse(now)) / DAY_MILLISECONDS;
}

/** ECX-ORG-08, ECX-ORG-09: how far a time zone change reaches. */
export const timezoneReach: PlanCheck = ({ before, after, planned }) => {
  if (before === null || after === null) return [];
  const changed = (path: string) => before.attributes[path] !== after.attributes[path];
  const problems: Problem[] = [];
  if (changed("defaultTimezone")) {
    problems.push(
      warning("ECX-ORG-08", "documents and automatic processes of the organization run by the new time zone"),
    );
  }
  const forAll = after.attributes.timezoneForAllUsers === true;
  if (forAll && (changed("timezoneForAllUsers") || changed("defaultTimezone"))) {
    const users = [...objectsOf(planned, "user")].length;
    problems.push(
      warning(
        "ECX-ORG-09",
        `the time zone of ${users} user(s) becomes ${String(after.attributes.defaultTimezone)}`,
      ),
    );
  }
  return problems;
};
