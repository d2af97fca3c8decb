/** What contact.center leaves open about a plan as a whole. */
import type { WholeCheck } from "../../kind/check.ts";
import { textOf } from "../../kind/state.ts";

/** CTC-WS-13: a workspace that goes while another comes may be meant as a rename, which it is not. */
export const noRenameInDisguise: WholeCheck = ({ changes }) => {
  const ofWorkspaces = changes.filter((change) => change.kind === "workspace");
  const named = (verb: "create" | "remove") =>
    ofWorkspaces.flatMap(({ verb: own, before, after }) => {
      const object = verb === "create" ? after : before;
      return own === verb && object !== null ? [textOf(object, "name")] : [];
    });
  const [made, gone] = [named("create"), named("remove")];
  if (made.length === 0 || gone.length === 0) return [];
  const message = `this is no rename: nothing of ${gone.join(", ")} passes on to ${made.join(", ")}, and what it holds is lost`;
  const fix = "keep the old name if its contents are still needed; workspaces cannot be renamed";
  return [{ rule: "CTC-WS-13", severity: "warning", message, fix }];
};
