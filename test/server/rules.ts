/** One case per EngageCX rule the server enforces; the title starts with the rule's id. */
import { engagecx } from "../../src/server/engagecx/mount.ts";
import { NO_EFFECT } from "../../src/server/engagecx/no-effect.ts";
import { operate } from "./call.ts";
import { type Account, newAccount } from "./client.ts";
import type { Case as RuleCase, Suite } from "./rule-suite.ts";
import { appCases } from "./rules-apps.ts";
import { categoryCases } from "./rules-categories.ts";
import { groupCases } from "./rules-groups.ts";
import { licenseCases } from "./rules-licenses.ts";
import { organizationCases } from "./rules-organization.ts";
import { userCases } from "./rules-users.ts";
import { workspaceCases } from "./rules-workspaces.ts";

export type Case = RuleCase<Account>;

const cases: readonly Case[] = [
  ...organizationCases,
  ...workspaceCases,
  ...categoryCases,
  ...appCases,
  ...licenseCases,
  ...userCases,
  ...groupCases,
];

export const suite: Suite<Account> = {
  mount: engagecx,
  prefix: "ECX",
  families: {
    ...{
      ORG: 12,
      ACC: 5,
      WS: 12,
      APP: 12,
      TRI: 3,
      DEM: 2,
      LIC: 8,
      SEAT: 5,
      CAT: 9,
      USR: 10,
      GRP: 9,
      PERM: 7,
      SRCH: 7,
    },
    B: 6,
  },
  cases,
  noEffect: NO_EFFECT,
  open: newAccount,
  settle: ({ server }) => operate(server, "POST", "/clock", { now: null }),
};
