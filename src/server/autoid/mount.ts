/** AutoID under `/autoid/v1`. */
import { describeApi } from "../openapi.ts";
import type { Mount, Route } from "../route.ts";
import { createAccount } from "./account.ts";
import { accountRoutes } from "./accounts.ts";
import { acceptInvitation, describeInvitation, signedIn } from "./invitation.ts";
import { nodeRoutes } from "./nodes.ts";
import { roster } from "./roster.ts";
import { SCHEMAS } from "./schemas.ts";
import { AUTOID_SCHEMA } from "./tables.ts";
import { useRoutes } from "./use.ts";
import { userRoutes } from "./users.ts";

const routes: readonly Route[] = [...accountRoutes, ...nodeRoutes, ...useRoutes, ...userRoutes];

const about = {
  title: "AutoID account API",
  description:
    "Account trees of AutoID: groups, sub-groups, locations, and the users on them. The vendor publishes no API; this one is cxroster's own, and its bundled account server serves it.",
};

export const autoid: Mount = {
  platform: "autoid",
  prefix: "/autoid/v1",
  routes,
  migration: AUTOID_SCHEMA,
  signedIn,
  createAccount,
  operator: [],
  describe: () => describeApi({ ...about, prefix: "/autoid/v1", routes, schemas: SCHEMAS }),
  invitation: describeInvitation,
  accept: acceptInvitation,
  roster,
};
