/** One case per CxEngage rule the server enforces; the title starts with the rule's id. */
import { cxengage } from "../../../src/server/cxengage/mount.ts";
import { NO_EFFECT } from "../../../src/server/cxengage/no-effect.ts";
import type { Case as RuleCase, Suite } from "../rule-suite.ts";
import { newTenant, type Tenant } from "./client.ts";
import { invitationCases } from "./rules-invitations.ts";
import { objectCases } from "./rules-objects.ts";
import { peopleCases } from "./rules-people.ts";
import { signOnCases } from "./rules-sign-on.ts";

export type Case = RuleCase<Tenant>;

export const suite: Suite<Tenant> = {
  mount: cxengage,
  prefix: "CXE",
  families: {
    ...{
      USR: 14,
      PROLE: 7,
      TROLE: 5,
      INV: 10,
      EDIT: 10,
      SSO: 10,
      EXT: 3,
      SKILL: 2,
      GRP: 1,
      LOC: 1,
      PRL: 1,
      CAP: 1,
    },
    B: 47,
  },
  cases: [...peopleCases, ...invitationCases, ...signOnCases, ...objectCases],
  noEffect: NO_EFFECT,
  // Statuses are a matter of every call.
  ofEveryCall: ["CXE-B-47"],
  open: newTenant,
  settle: (tenant) => tenant.clock(null),
};
