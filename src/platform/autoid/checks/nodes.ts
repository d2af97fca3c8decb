/** What holds of nodes. */
import type { PlanCheck } from "../../../kind/check.ts";
import { pathTo } from "../../../kind/label.ts";
import { textOf } from "../../../kind/state.ts";
import { NODE_KINDS } from "../limits.ts";

/** AID-TREE-08: activating has no way back. */
export const staysActive: PlanCheck = ({ before, after }) => {
  if (before?.attributes.active !== true || after?.attributes.active !== false) return [];
  const message = `${textOf(after, "name")} is active, and no way to deactivate it is described`;
  return [
    {
      rule: "AID-TREE-08",
      severity: "error",
      message,
      fix: "say `active: true`, or leave it out",
      path: "active",
    },
  ];
};

/** A name stands once inside a node, whatever kind bears it. */
export const ownName: PlanCheck = ({ verb, after, planned }) => {
  if (verb !== "create" || after === null) return [];
  const others = NODE_KINDS.filter((kind) => kind !== after.kind);
  const other = others.find((kind) => planned.objects.get(kind)?.has(after.key) === true);
  if (other === undefined) return [];
  const place = pathTo(after, planned).join("/");
  const message = `${place} already has a ${other} of the name "${textOf(after, "name")}"`;
  return [{ rule: "AID-TREE-03", severity: "error", message, fix: "choose another name", path: "name" }];
};
