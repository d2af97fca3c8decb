/** CxEngage under `/cxengage/v1`, at the paths of the vendor's own API. */
import { describeApi } from "../openapi.ts";
import type { Mount, Route } from "../route.ts";
import { bounced, createAccount, operatorRoutes, signIn } from "./account.ts";
import { associationRoutes } from "./associations.ts";
import { authInfoRoutes } from "./auth-info.ts";
import { brandingRoutes } from "./branding.ts";
import { capacityRoutes } from "./capacity.ts";
import { identityRoutes } from "./identity.ts";
import { objectRoutes } from "./objects.ts";
import { pages } from "./pages.ts";
import { peopleRoutes } from "./people.ts";
import { roster } from "./roster.ts";
import { SCHEMAS } from "./schemas.ts";
import { CXENGAGE_SCHEMA } from "./tables.ts";
import { tenantRoutes } from "./tenants.ts";
import { userRoutes } from "./users.ts";
import { wire } from "./wire.ts";

const routes: readonly Route[] = [
  ...identityRoutes,
  ...authInfoRoutes,
  ...peopleRoutes,
  ...tenantRoutes,
  ...brandingRoutes,
  ...userRoutes,
  ...objectRoutes,
  ...capacityRoutes,
  ...associationRoutes,
];

const about = {
  title: "CxEngage user and access administration",
  description:
    "The part of the vendor's API that cxroster uses, as the bundled account server serves it. Written from what is publicly known of that API; where nothing is known, the server's choice is described.",
  conditional: false,
  token: {
    type: "apiKey",
    in: "header",
    name: "Authorization",
    description: "`Token` and a token, or HTTP Basic with name and password or with id and secret of a key.",
  },
};

export const cxengage: Mount = {
  platform: "cxengage",
  prefix: "/cxengage/v1",
  routes,
  migration: CXENGAGE_SCHEMA,
  wire,
  pages,
  signIn,
  bounced,
  createAccount,
  operator: operatorRoutes,
  describe: () => describeApi({ ...about, prefix: "/cxengage/v1", routes, schemas: SCHEMAS }),
  // Invitations have a page of their own, with a password to choose.
  invitation: async () => null,
  accept: async () => ({}),
  roster,
};
