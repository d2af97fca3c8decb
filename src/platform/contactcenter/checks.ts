/** What contact.center refuses or leaves open, as named checks over one object of a plan. */
import type { CheckInput, PlanCheck, PlanNote, Problem } from "../../kind/check.ts";
import { linksOf, objectsOf, type State, type StateObject, textOf } from "../../kind/state.ts";
import { FREE, LONG_PENDING_DAYS, SUPER_ADMIN } from "./limits.ts";

const DAY_MILLISECONDS = 86_400_000;

function error(rule: string, message: string, fix: string, path?: string): Problem {
  return { rule, severity: "error", message, fix, ...(path === undefined ? {} : { path }) };
}

function warning(rule: string, message: string, fix?: string): Problem {
  return { rule, severity: "warning", message, ...(fix === undefined ? {} : { fix }) };
}

function information(rule: string, message: string, fix?: string): Problem {
  return { rule, severity: "information", message, ...(fix === undefined ? {} : { fix }) };
}

function accountOf(state: State): StateObject | undefined {
  return [...objectsOf(state, "account")][0];
}

/** CTC-B-05, CTC-B-06: the subscription in force decides; how to get a higher one is said beside the refusal. */
function needsPaidPlan(rule: string, what: string, { verb, live }: CheckInput): Problem[] {
  const account = accountOf(live);
  const adds = verb === "create" || verb === "replace";
  if (!adds || account === undefined || account.attributes.subscription !== FREE) return [];
  const fix = "upgrade the account first, which takes a positive balance (CTC-B-06)";
  return [error(rule, `${what} needs a paid subscription, and the account has the free one`, fix)];
}

/** CTC-WS-05. */
export const workspaceNeedsPaidPlan: PlanCheck = (input) =>
  needsPaidPlan("CTC-WS-05", "another workspace", input);

/** CTC-TM-11. */
export const memberNeedsPaidPlan: PlanCheck = (input) =>
  needsPaidPlan("CTC-TM-11", "inviting a member", input);

/** CTC-B-05: a lower subscription that is on its way changes nothing yet. */
export const subscriptionEnds: PlanCheck = ({ before }) => {
  const next = before === null ? "" : textOf(before, "subscriptionNext");
  if (before === null || next === "") return [];
  const from = textOf(before, "subscriptionNextFrom");
  const message = `the subscription becomes ${next} at ${from}; until then ${textOf(before, "subscription")} is in force`;
  return [information("CTC-B-05", message)];
};

/** CTC-WS-11 with the reading that one workspace stays. */
export const keepLastWorkspace: PlanCheck = ({ verb, before, planned }) => {
  if (verb !== "remove" || before === null || [...objectsOf(planned, "workspace")].length > 0) return [];
  const message = `${textOf(before, "name")} cannot be deleted: an account keeps at least one workspace`;
  return [error("CTC-WS-11", message, "declare at least one workspace")];
};

/** CTC-WS-12: members who would be left with no workspace at all. */
export const leftWithoutWorkspace: PlanCheck = ({ verb, before, live, planned }) => {
  if (verb !== "remove" || before === null) return [];
  const left = [...objectsOf(live, "member")].filter((member) => {
    const after = planned.objects.get("member")?.get(member.key);
    const held = linksOf(member, "workspaces").some((link) => link.to === before.key);
    return held && after !== undefined && linksOf(after, "workspaces").length === 0;
  });
  if (left.length === 0) return [];
  const people = left.map((member) => textOf(member, "email")).join(", ");
  const message = `deleting ${textOf(before, "name")} leaves these members without any workspace: ${people}`;
  return [warning("CTC-WS-12", message, "declare other workspaces for them, or remove them")];
};

/** CTC-INV-02: an invitation names a workspace. */
export const invitedWithWorkspace: PlanCheck = ({ verb, after }) => {
  const invited = verb === "create" || verb === "replace";
  if (!invited || after === null || linksOf(after, "workspaces").length > 0) return [];
  const message = `${textOf(after, "email")} cannot be invited without a workspace`;
  return [error("CTC-INV-02", message, "name at least one workspace", "workspaces")];
};

/** CTC-TM-13 with the reading that the owner, who holds the subscription, cannot be removed. */
export const keepOwner: PlanCheck = ({ verb, before }) => {
  if (before?.attributes.isOwner !== true || (verb !== "remove" && verb !== "replace")) return [];
  const email = textOf(before, "email");
  return [
    error("CTC-TM-13", `${email} owns the account and cannot be removed`, "declare the owner as it is"),
  ];
};

/** CTC-TM-14: the first half of a replacement ends the session that would have to make the second. */
export const notReplacingOneself: PlanCheck = ({ verb, before, live }) => {
  if (verb !== "replace" || before === null || before.key !== live.caller.email) return [];
  const message = `${textOf(before, "email")}, whose credentials these are, cannot be removed and invited again by this run`;
  return [error("CTC-TM-14", message, "use the credentials of another Super Admin", "workspaces")];
};

/** CTC-TM-05, CTC-TM-06: what every invitation grants. */
export const highPrivilege: PlanNote = ({ verb }) => {
  if (verb !== "create" && verb !== "replace") return [];
  const text = `high privilege: grants ${SUPER_ADMIN}, all of these workspaces and the management of the whole account`;
  return [{ rule: "CTC-TM-05", text }];
};

/** CTC-TM-05: a role nobody can give is said and left alone. */
export const roleDiffers: PlanCheck = ({ verb, before, declared }) => {
  const role = before === null ? "" : textOf(before, "role");
  if (before === null || verb !== "unchanged" || role === SUPER_ADMIN || role === "") return [];
  if (declared.has("role")) return [];
  const message = `${textOf(before, "email")} has the role ${role}, while an invitation would grant ${SUPER_ADMIN}`;
  return [information("CTC-TM-05", message)];
};

/** CTC-TM-08, CTC-INV-10, CTC-INV-11: an open invitation is waited for and never sent again; a hint after a while. */
export const invitationOpen: PlanCheck = ({ verb, before, live }) => {
  if (verb !== "unchanged" || before?.attributes.pending !== true) return [];
  const since = textOf(before, "addedAt");
  const days = (Date.parse(live.at) - Date.parse(since)) / DAY_MILLISECONDS;
  if (!(days > LONG_PENDING_DAYS)) return [];
  const message = `${textOf(before, "email")} has not accepted the invitation of ${since.slice(0, 10)}`;
  return [information("CTC-INV-10", message, "it may lie in a spam, junk or promotions folder")];
};
