/** What the platform's own checks say of every object as it is, such as a trial that has ended. */
import { openInvitations } from "../access/invitations.ts";
import { labelOf } from "../kind/label.ts";
import { objectsOf } from "../kind/state.ts";
import { isRetired } from "../plan/match.ts";
import type { Scene } from "./audit.ts";
import { type AuditFinding, finding } from "./finding.ts";

export function checkedObjects({ state, table, entitlements }: Scene): AuditFinding[] {
  // Invitations have findings of their own, the same on every platform.
  const invited = new Set(openInvitations(state, table, entitlements).map((each) => each.person));
  return table.kinds.flatMap((kind) => {
    const { checks = [] } = kind;
    if (checks.length === 0) return [];
    const declared = new Set(kind.leaves.keys());
    return [...objectsOf(state, kind.name)].flatMap((object) => {
      if (!object.present || isRetired(kind, object)) return [];
      if (kind.person === true && invited.has(object.key)) return [];
      const input = {
        verb: "unchanged",
        before: object,
        after: object,
        declared,
        live: state,
        planned: state,
      } as const;
      return checks.flatMap((check) =>
        check(input).map(({ rule, severity, message, fix }) => {
          const about = kind.root === true ? labelOf(kind, object, state) : `${kind.name}:${object.key}`;
          const input = { code: rule, severity, message, ...(fix === undefined ? {} : { fix }) };
          return finding(input, [about]);
        }),
      );
    });
  });
}
