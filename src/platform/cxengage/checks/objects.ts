/** What roles, groups, skills and lists must keep, and what users may be given of them. */

import { canonicalJson } from "../../../kind/canonical.ts";
import type { CheckInput, PlanCheck, Problem } from "../../../kind/check.ts";
import { linksOf, objectsOf, type StateObject, textOf } from "../../../kind/state.ts";
import type { Link } from "../../../kind/value.ts";
import { error } from "./problem.ts";

/** CXE-B-16: the roles every tenant starts with, and inherited ones, stay as they are. */
export const keepDefaultRoles: PlanCheck = ({ verb, before }) => {
  if (before?.attributes.isDefault !== true || verb === "unchanged") return [];
  const message = `the role ${textOf(before, "name")} comes with the tenant and cannot be changed or disabled`;
  return [error("CXE-B-16", message, "declare a role of your own, or take this one out of `exclude`")];
};

/** CXE-B-15: a role is made of permissions the tenant has. */
export const knownPermissions: PlanCheck = ({ verb, after, live }) => {
  const names = after?.attributes.permissions;
  if (verb === "unchanged" || verb === "remove" || !Array.isArray(names)) return [];
  const known = new Set([...objectsOf(live, "permission")].map((each) => textOf(each, "name")));
  const unknown = names.filter((name) => !known.has(String(name)));
  if (known.size === 0 || unknown.length === 0) return [];
  const message = `the tenant has no permission ${unknown.join(", ")}`;
  return [error("CXE-B-15", message, "correct the name; permissions are written in capitals", "permissions")];
};

/** CXE-GRP-01: everyone holds everybody and is not edited. */
export const keepEveryone: PlanCheck = ({ verb, before }) => {
  if (before?.attributes.isDefault !== true || verb === "unchanged") return [];
  const message = `the group ${textOf(before, "name")} holds all users and cannot be changed or disabled`;
  return [error("CXE-GRP-01", message, "leave it out, or take it out of `exclude`")];
};

/** CXE-B-26: lists that belong to everybody are not switched off by not being declared. */
export const keepDefaultLists: PlanCheck = ({ verb, before }) => {
  if (before?.attributes.isDefault !== true || verb !== "remove") return [];
  const message = `the reason list ${textOf(before, "name")} belongs to every user`;
  return [error("CXE-B-26", message, "take it out of `exclude`")];
};

/** CXE-B-25: a list in use has at least one reason. */
export const neverEmpty: PlanCheck = ({ verb, after, declared }) => {
  if (after === null || verb === "remove" || after.attributes.active === false) return [];
  const reasons = after.attributes.reasons;
  const isEmpty = Array.isArray(reasons) ? reasons.length === 0 : verb === "create";
  if (!isEmpty || (verb !== "create" && !declared.has("reasons"))) return [];
  const message = `the reason list ${textOf(after, "name")} has no reason, so it cannot be in use`;
  return [error("CXE-B-25", message, "declare `reasons`, or say `active: false`", "reasons")];
};

/** CXE-B-22: levels end only with the skill, whose users one run cannot move to another without losing some. */
export const proficiencySwitchedOff: PlanCheck = ({ before, after }) => {
  if (before === null || after?.attributes.hasProficiency !== false) return [];
  if (before.attributes.hasProficiency === false) return [];
  const message = `levels of ${textOf(before, "name")} cannot be switched off`;
  const fix = "in the product, make another skill without levels, move the users to it, and disable this one";
  return [error("CXE-B-22", message, fix, "hasProficiency")];
};

/** CXE-B-34: what cannot be listed cannot be told apart from what is missing. */
export function readable(kind: string): PlanCheck {
  return ({ verb, after, live }) => {
    const unread = live.caller.facts?.unread;
    if (verb !== "create" || after === null || !Array.isArray(unread) || !unread.includes(kind)) return [];
    const message = `the caller may not list objects of the kind ${kind}, so nobody can tell whether ${textOf(after, "name")} exists`;
    return [error("CXE-B-34", message, "use credentials that may read them")];
  };
}

/** CXE-B-21, CXE-B-26, CXE-B-28: what a user is newly given must be there to be given. */
export const assignments: PlanCheck = (input) => {
  if (input.after === null || input.verb === "remove" || input.verb === "unchanged") return [];
  return [...levels(input, input.after), ...lists(input, input.after), ...capacityRule(input, input.after)];
};

function added(input: CheckInput, after: StateObject, path: string): readonly Link[] {
  const held = new Set(
    (input.before === null ? [] : linksOf(input.before, path)).map((each) => canonicalJson(each)),
  );
  return linksOf(after, path).filter((link) => !held.has(canonicalJson(link)));
}

function levels(input: CheckInput, after: StateObject): Problem[] {
  return added(input, after, "skills").flatMap((link) => {
    const skill = input.planned.objects.get("skill")?.get(link.to);
    if (link.proficiency === undefined || skill === undefined) return [];
    if (skill.attributes.hasProficiency === true) return [];
    const message = `the skill ${textOf(skill, "name")} has no levels, but ${textOf(after, "email")} is given one`;
    return [
      error("CXE-B-21", message, "say `hasProficiency: true` for the skill, or drop the level", "skills"),
    ];
  });
}

function lists(input: CheckInput, after: StateObject): Problem[] {
  return added(input, after, "reasonLists").flatMap((link) => {
    const list = input.planned.objects.get("reasonList")?.get(link.to);
    if (list?.attributes.isDefault !== true) return [];
    const message = `the reason list ${textOf(list, "name")} belongs to every user and is not given by hand`;
    return [error("CXE-B-26", message, "leave it out", "reasonLists")];
  });
}

function capacityRule({ before, planned }: CheckInput, after: StateObject): Problem[] {
  const key = after.attributes.capacityRule;
  if (typeof key !== "string" || key === before?.attributes.capacityRule) return [];
  const rule = planned.objects.get("capacityRule")?.get(key);
  if (rule === undefined || rule.attributes.active !== false) return [];
  const message = `the capacity rule ${textOf(rule, "name")} is not in use`;
  return [error("CXE-B-28", message, "say `active: true` for the rule, or take another", "capacityRule")];
}
