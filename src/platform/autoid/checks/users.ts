/** What holds of grants. */
import type { PlanCheck } from "../../../kind/check.ts";
import { fold } from "../../../kind/identity.ts";
import { linksOf, textOf } from "../../../kind/state.ts";
import { ROLES } from "../limits.ts";
import { inherited, nodeAt, pathOf, personOf } from "../tree.ts";

/** Roles as people write them, in their fixed order. */
export function roleNames(keys: Iterable<string>): string {
  const held = new Set(keys);
  return ROLES.filter((name) => held.has(fold(name))).join(" and ");
}

/** AID-TREE-07, as read for a person granted at a node and below it: kept, and said. */
export const addsNothing: PlanCheck = ({ verb, before, after, planned }) => {
  if (after === null || (verb === "unchanged" && before === null)) return [];
  const node = nodeAt(after.parent, planned);
  const own = linksOf(after, "roles").map((link) => link.to);
  if (node === undefined || own.length === 0) return [];
  const above = inherited(personOf(after), node, planned);
  if (!own.every((role) => above.has(role))) return [];
  const from = [...new Set(own.map((role) => above.get(role)))].join(" and ");
  const message = `${textOf(after, "email")} is ${roleNames(own)} on ${pathOf(node, planned)} already, through ${from}; this grant adds nothing`;
  return [
    {
      rule: "AID-TREE-07",
      severity: "warning",
      message,
      fix: "drop the entry if it is not meant to outlast the one above",
    },
  ];
};

/** AID-ROLE-09: a list that only takes roles away must leave one. */
export const keepsARole: PlanCheck = ({ verb, after }) => {
  if (verb === "unchanged" || after === null || !Array.isArray(after.attributes.roles)) return [];
  if (linksOf(after, "roles").length > 0) return [];
  const message = `${textOf(after, "email")} would be left without any role, and a grant has at least one`;
  return [
    {
      rule: "AID-ROLE-09",
      severity: "error",
      message,
      fix: "name a role, or remove the user",
      path: "roles",
    },
  ];
};
