/** Invitations that wait, ran out, were never sent or cannot be delivered. */
import { openInvitations } from "../access/invitations.ts";
import type { InvitationState } from "../kind/kind.ts";
import { findObject } from "../kind/state.ts";
import type { Scene } from "./audit.ts";
import { type AuditFinding, finding } from "./finding.ts";

const SAYS: {
  readonly [state in InvitationState]: { readonly code: string; readonly says: string; readonly fix: string };
} = {
  pending: {
    code: "audit-invitation-unsent",
    says: "waits for a first invitation",
    fix: "send it, or remove the person",
  },
  invited: {
    code: "audit-invitation-open",
    says: "was invited and has not accepted",
    fix: "ask the person, whose mail may sit in a spam folder, or take the invitation back",
  },
  expired: {
    code: "audit-invitation-expired",
    says: "was invited and let the invitation expire",
    fix: "invite again, or remove the person",
  },
};

export function invitations({ state, table, entitlements }: Scene): AuditFinding[] {
  return openInvitations(state, table, entitlements).map((open) => {
    if (isUndeliverable(open.person, { state, table })) {
      const message = `${open.person} cannot be invited: the platform does not deliver to the address`;
      const fix = "correct the address, or remove the person";
      return finding({ code: "audit-invitation-blocked", message, fix }, [open.person]);
    }
    const { code, says, fix } = SAYS[open.state];
    return finding({ code, message: `${open.person} ${says}`, fix }, [open.person]);
  });
}

function isUndeliverable(person: string, { state, table }: Pick<Scene, "state" | "table">): boolean {
  return table.kinds.some((kind) => {
    const sign = kind.pending?.undeliverable;
    if (sign === undefined) return false;
    return findObject(state, kind.name, person)?.attributes[sign.flag] === sign.is;
  });
}
