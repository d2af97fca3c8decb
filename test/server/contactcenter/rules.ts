/** One case per contact.center rule the server enforces; the title starts with the rule's id. */
import { contactcenter } from "../../../src/server/contactcenter/mount.ts";
import { NO_EFFECT } from "../../../src/server/contactcenter/no-effect.ts";
import type { Case as RuleCase, Suite } from "../rule-suite.ts";
import { type Account, newAccount } from "./client.ts";
import { accountCases } from "./rules-account.ts";
import { invitationCases } from "./rules-invitations.ts";
import { memberCases } from "./rules-members.ts";
import { workspaceCases } from "./rules-workspaces.ts";

export type Case = RuleCase<Account>;

export const suite: Suite<Account> = {
  mount: contactcenter,
  prefix: "CTC",
  families: { ACC: 3, WS: 13, TM: 15, INV: 11, B: 6 },
  cases: [...accountCases, ...workspaceCases, ...memberCases, ...invitationCases],
  noEffect: NO_EFFECT,
  open: newAccount,
  settle: (account) => account.clock(null),
};
