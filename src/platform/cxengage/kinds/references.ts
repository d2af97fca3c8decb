/** What is only read and referred to: permissions, platform roles and identity providers. */
import { boolean, string, texts } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import { HELP } from "../limits.ts";
import type { CxengageApi } from "../wire.ts";

const API_PAGES = "https://api-docs.cxengage.net/Rest/Content/Roles_and_Permissions/Get_platform_roles.htm";

export const permission = defineKind<CxengageApi>({
  name: "permission",
  manifestKey: "permissions",
  summary: "A permission that tenant roles can give.",
  source: API_PAGES,
  attributes: { name: string({ readOnly: true, doc: "Name of the permission." }) },
  identity: ["name"],
  rename: { as: "never", rule: "CXE-B-15" },
  removal: { effect: "never", rule: "CXE-B-15" },
  api: { list: "/permissions" },
});

export const platformRole = defineKind<CxengageApi>({
  name: "platformRole",
  manifestKey: "platformRoles",
  summary: "A role on the platform, above all tenants.",
  source: API_PAGES,
  attributes: {
    name: string({ readOnly: true, rule: "CXE-B-46", doc: "Name of the role." }),
    permissions: texts({ readOnly: true, rule: "CXE-PROLE-03", doc: "Names of what it permits." }),
  },
  identity: ["name"],
  rename: { as: "never", rule: "CXE-PROLE-01" },
  removal: { effect: "never", rule: "CXE-PROLE-01" },
  api: { list: "/roles" },
});

export const identityProvider = defineKind<CxengageApi>({
  name: "identityProvider",
  manifestKey: "identityProviders",
  summary: "A single sign-on provider of the tenant.",
  source: `${HELP}Configuration/SSO/IdentityProviders.htm`,
  attributes: {
    name: string({ readOnly: true, rule: "CXE-B-38", doc: "Name of the provider." }),
    active: boolean({ readOnly: true, rule: "CXE-B-39", doc: "Whether people can sign in through it." }),
  },
  identity: ["name"],
  rename: { as: "never", rule: "CXE-B-38" },
  removal: { effect: "never", rule: "CXE-B-39" },
  api: { list: "/identity-providers" },
});
