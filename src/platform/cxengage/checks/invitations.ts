/** Invitations that need somebody's attention; none of them is ever sent because of what is found here. */
import type { PlanCheck } from "../../../kind/check.ts";
import { textOf } from "../../../kind/state.ts";
import { providerUse } from "../sign-on.ts";
import { error, information, warning } from "./problem.ts";

const resend = (email: string) => `send one with \`cxroster invite resend ${email}\``;

/** CXE-INV-06, CXE-INV-07, CXE-INV-08: expired and blocked invitations are said, never repeated. */
export const invitationState: PlanCheck = ({ verb, before, live }) => {
  if (before === null || verb === "remove" || verb === "create" || verb === "replace") return [];
  const email = textOf(before, "email");
  if (before.attributes.invitation === "blocked") {
    const message = `the mail server refused the invitation to ${email}; no other is sent until the block is lifted`;
    return [warning("CXE-INV-07", message, "ask the vendor's support to lift the block (CXE-INV-08)")];
  }
  if (before.attributes.invitationStatus !== "expired" || providerUse(live)(before)) return [];
  return [information("CXE-INV-06", `the invitation of ${email} has expired`, resend(email))];
};

/** CXE-B-11, CXE-INV-01: nobody is mailed for being back, or for being made without access. */
export const presentAgain: PlanCheck = ({ verb, before, after, declared, planned }) => {
  if (after === null) return [];
  const email = textOf(after, "email");
  if (verb === "create" && after.attributes.status === "disabled" && !declared.has("invite")) {
    const message = `${email} would be invited to a tenant that lets nobody disabled in`;
    return [error("CXE-INV-01", message, "say `invite: later`", "status")];
  }
  const isBack = before?.attributes.status === "disabled" && after.attributes.status === "enabled";
  if (verb !== "update" || !isBack) return [];
  const { pending } = after.attributes;
  if (pending === false || providerUse(planned)(after)) return [];
  const never = pending === true ? "has never accepted one" : "may never have accepted one";
  const message = `${email} is back without an invitation and ${never}`;
  return [information("CXE-B-11", message, resend(email))];
};
