import { oneOf, reference, string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import { tenantSignIn } from "../checks/sign-in.ts";
import { HELP } from "../limits.ts";
import type { CxengageApi } from "../wire.ts";

export const tenant = defineKind<CxengageApi>({
  name: "tenant",
  manifestKey: "tenant",
  root: true,
  summary: "The tenant itself. It is found by the target, never by its name.",
  source: `${HELP}Configuration/SSO/DefaultSSOIdP.htm`,
  attributes: {
    name: string({
      required: true,
      format: "name",
      rule: "CXE-B-45",
      doc: "Name of the tenant, unique on the platform. A name other than the live one is refused unless `renamedFrom` says it.",
      example: "Northwind",
    }),
    description: string({
      rule: "CXE-B-45",
      maxLength: 1000,
      doc: "What the tenant is for.",
      example: "Claims and sales of Northwind",
    }),
    timezone: string({
      format: "timezone",
      rule: "CXE-B-45",
      doc: "IANA time zone of the tenant.",
      example: "Europe/Bucharest",
    }),
    platformAuthentication: oneOf(["enabled", "disabled", "denied"], {
      rule: "CXE-B-35",
      caution: "it decides how everybody who uses the tenant default signs in",
      doc: "Whether people may sign in with name and password: the default for users, or `denied` to overrule them all.",
      example: "enabled",
    }),
    defaultIdentityProvider: reference("identityProvider", {
      rule: "CXE-B-37",
      doc: "Identity provider of everybody who uses the tenant default. Only somebody who signed in through one can change it.",
    }),
  },
  identity: [],
  rename: { as: "update", rule: "CXE-B-45" },
  removal: { effect: "never", rule: "CXE-B-45" },
  checks: [tenantSignIn],
  api: {
    list: "",
    fields: {
      platformAuthentication: "cxengageIdentityProvider",
      defaultIdentityProvider: "defaultIdentityProvider",
    },
  },
});
