/** Whether the caller may do what a plan asks for, node by node. */
import type { PlannedChange, Problem, WholeCheck } from "../../../kind/check.ts";
import { fold } from "../../../kind/identity.ts";
import { type Caller, linksOf, type State, type StateObject, textOf } from "../../../kind/state.ts";
import { ACCOUNT_ADMIN } from "../limits.ts";
import { nodeAt, pathOf, upwards } from "../tree.ts";

const SHOWN = 20;

/** What the client tells of the caller besides the address. */
export interface CallerFacts {
  /** Ids of the nodes on which the caller is Account Admin by a direct grant. */
  readonly manages: readonly string[];
}

/** AID-ROLE-04, AID-ROLE-05, AID-ROLE-06, AID-ROLE-07: users and accounts take an Account Admin of the node or above it. */
export const rights: WholeCheck = ({ changes, live, planned }) => {
  const manages = managesOf(live.caller);
  if (manages === null) return [];
  const missing = new Map<string, Set<string>>();
  for (const change of changes) {
    const node = placeOf(change, live, planned);
    if (upwards(node, planned).some((each) => each.id !== null && manages.has(each.id))) continue;
    const rule = manages.size === 0 ? "AID-ROLE-04" : change.kind === "user" ? "AID-ROLE-06" : "AID-ROLE-07";
    const where = node === undefined ? "the top of the tree" : pathOf(node, planned);
    missing.set(rule, (missing.get(rule) ?? new Set()).add(where));
  }
  const who = live.caller.email ?? "the caller";
  return [...missing].map(([rule, places]) => problem(rule, who, [...places].sort()));
};

function managesOf({ mayManage, facts }: Caller): ReadonlySet<string> | null {
  const manages = (facts as Partial<CallerFacts> | undefined)?.manages;
  return mayManage === true || manages === undefined ? null : new Set(manages);
}

/** The node whose Account Admin may make the change. */
function placeOf(
  { kind, verb, before, after }: PlannedChange,
  live: State,
  planned: State,
): StateObject | undefined {
  const object = after ?? before;
  if (object === null) return undefined;
  if (kind === "user" || verb === "create") return nodeAt(object.parent, verb === "remove" ? live : planned);
  return object;
}

function problem(rule: string, who: string, places: readonly string[]): Problem {
  const shown = places.slice(0, SHOWN).join(", ");
  const more = places.length > SHOWN ? ` and ${places.length - SHOWN} more` : "";
  const message =
    rule === "AID-ROLE-04"
      ? `${who}, whose credentials these are, is no Account Admin anywhere and may change nothing: ${shown}${more}`
      : `${who}, whose credentials these are, is no Account Admin of ${shown}${more}`;
  return {
    rule,
    severity: "error",
    message,
    fix: "use the credentials of an Account Admin of the node or of one above it",
  };
}

/** Q-X-01: who makes a group manages it, and a plan that takes this at once could not finish what stands below. */
export const makerManages: WholeCheck = ({ changes, live, planned }) => {
  const caller = live.caller.email;
  return changes.flatMap(({ id, kind, verb, after }): Problem[] => {
    if (kind !== "group" || verb !== "create" || after === null || caller === null) return [];
    const own = planned.objects.get("user")?.get(`${after.key}/${caller}`);
    if (own === undefined || linksOf(own, "roles").some((link) => link.to === fold(ACCOUNT_ADMIN))) return [];
    const message = `${caller} makes ${textOf(after, "name")} and is to be no ${ACCOUNT_ADMIN} of it`;
    const fix = `declare ${caller} there as ${ACCOUNT_ADMIN}, and take the role in a later change`;
    return [{ rule: "maker-without-right", severity: "error", message, fix, change: id }];
  });
};
