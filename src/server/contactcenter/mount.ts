/** contact.center under `/contactcenter/v1`. */
import { describeApi } from "../openapi.ts";
import type { Mount, Route } from "../route.ts";
import { createAccount, operatorRoutes, signedIn } from "./account.ts";
import { accountRoutes } from "./accounts.ts";
import { contentRoutes } from "./content.ts";
import { pages } from "./email-change.ts";
import { acceptInvitation, describeInvitation } from "./invitation.ts";
import { memberRoutes } from "./members.ts";
import { profileRoutes } from "./profile.ts";
import { roster } from "./roster.ts";
import { SCHEMAS } from "./schemas.ts";
import { CONTACTCENTER_SCHEMA } from "./tables.ts";
import { workspaceRoutes } from "./workspaces.ts";

const routes: readonly Route[] = [
  ...profileRoutes,
  ...accountRoutes,
  ...workspaceRoutes,
  ...contentRoutes,
  ...memberRoutes,
];

const about = {
  title: "contact.center account API",
  description:
    "Accounts, workspaces and members of contact.center. The vendor publishes no API; this one is cxroster's own, and its bundled account server serves it. Invited people register at the link in their mail: a form with `firstName`, `lastName` and `updates`.",
};

export const contactcenter: Mount = {
  platform: "contactcenter",
  prefix: "/contactcenter/v1",
  routes,
  pages,
  migration: CONTACTCENTER_SCHEMA,
  signedIn,
  createAccount,
  operator: operatorRoutes,
  describe: () => describeApi({ ...about, prefix: "/contactcenter/v1", routes, schemas: SCHEMAS }),
  invitation: describeInvitation,
  accept: acceptInvitation,
  roster,
};
