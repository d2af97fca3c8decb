/** One case per AutoID rule; the title starts with the rule's id. */
import { autoid } from "../../../src/server/autoid/mount.ts";
import type { Case as RuleCase, Suite } from "../rule-suite.ts";
import { type Account, newAccount } from "./client.ts";
import { roleCases } from "./rules-roles.ts";
import { treeCases } from "./rules-tree.ts";
import { userCases } from "./rules-users.ts";

export type Case = RuleCase<Account>;

export const suite: Suite<Account> = {
  mount: autoid,
  prefix: "AID",
  families: { TREE: 8, USR: 6, INV: 3, ROLE: 11, NAV: 1 },
  cases: [...treeCases, ...userCases, ...roleCases],
  noEffect: {},
  open: newAccount,
  settle: (account) => account.clock(null),
};
