/** EngageCX under `/engagecx/v1`. */

import { describeApi } from "../openapi.ts";
import type { Mount, Route } from "../route.ts";
import { createAccount, operatorRoutes } from "./account.ts";
import { activationRoutes } from "./activation.ts";
import { appRoutes } from "./apps.ts";
import { categoryRoutes } from "./categories.ts";
import { grantRoutes } from "./grants.ts";
import { groupRoutes } from "./groups.ts";
import { installationRoutes } from "./installation.ts";
import { acceptInvitation, describeInvitation } from "./invitation.ts";
import { licenseRoutes } from "./licenses.ts";
import { membershipRoutes } from "./memberships.ts";
import { organizationRoutes } from "./organizations.ts";
import { profileRoutes } from "./profile.ts";
import { roster } from "./roster.ts";
import { SCHEMAS } from "./schemas.ts";
import { seatRoutes } from "./seats.ts";
import { ENGAGECX_SCHEMA } from "./tables.ts";
import { userRoutes } from "./users.ts";
import { workspaceRoutes } from "./workspaces.ts";

const routes: readonly Route[] = [
  ...profileRoutes,
  ...organizationRoutes,
  ...workspaceRoutes,
  ...categoryRoutes,
  ...appRoutes,
  ...installationRoutes,
  ...activationRoutes,
  ...licenseRoutes,
  ...seatRoutes,
  ...userRoutes,
  ...membershipRoutes,
  ...groupRoutes,
  ...grantRoutes,
];

const about = {
  title: "EngageCX account API",
  description:
    "Organizations, workspaces, categories, apps, licenses, groups and users of EngageCX. The vendor publishes no API; this one is cxroster's own, and its bundled account server serves it.",
};

export const engagecx: Mount = {
  platform: "engagecx",
  prefix: "/engagecx/v1",
  routes,
  migration: ENGAGECX_SCHEMA,
  createAccount,
  operator: operatorRoutes,
  describe: () => describeApi({ ...about, prefix: "/engagecx/v1", routes, schemas: SCHEMAS }),
  invitation: describeInvitation,
  accept: acceptInvitation,
  roster,
};
