/** Grants that a manifest wants gone where there is none to take. */
import type { Problem, WholeCheck } from "../../../kind/check.ts";
import { matchAny } from "../../../kind/identity.ts";
import { objectsOf, textOf } from "../../../kind/state.ts";
import { nodeAt, pathOf, personOf, upwards } from "../tree.ts";

/** AID-USR-04: only a direct grant can be removed; one from above is taken where it was given. */
export const onlyDirect: WholeCheck = ({ exclusions, live, planned }) =>
  exclusions.flatMap(({ kind, parent, patterns }): Problem[] => {
    const node = nodeAt(parent ?? undefined, planned);
    if (kind !== "user" || node === undefined) return [];
    const isExcluded = matchAny(patterns);
    const above = new Set(
      upwards(nodeAt(node.parent, planned), planned).map((each) => `${each.kind}:${each.key}`),
    );
    return [...objectsOf(planned, "user")].flatMap((grant): Problem[] => {
      const holder = grant.parent;
      const isAbove = holder !== undefined && above.has(`${holder.kind}:${holder.key}`);
      if (!isAbove || !isExcluded(personOf(grant))) return [];
      if (live.objects.get("user")?.has(`${node.key}/${personOf(grant)}`)) return [];
      const giver = nodeAt(holder, planned);
      const from = giver === undefined ? "" : pathOf(giver, planned);
      const message = `${textOf(grant, "email")} has no grant of ${pathOf(node, planned)} that could be removed: the access comes from ${from}`;
      return [
        {
          rule: "AID-USR-04",
          severity: "error",
          message,
          fix: `remove the user from ${from}, or drop the pattern`,
        },
      ];
    });
  });
