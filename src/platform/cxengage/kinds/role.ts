import { boolean, string, texts } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import { keepDefaultRoles, knownPermissions } from "../checks/objects.ts";
import { DEFAULT_ROLES, HELP } from "../limits.ts";
import type { CxengageApi } from "../wire.ts";

export const role = defineKind<CxengageApi>({
  name: "role",
  manifestKey: "roles",
  summary: "A tenant role: a set of permissions that users hold by it.",
  source: `${HELP}Managing%20Users/Adding_roles.htm`,
  attributes: {
    name: string({
      required: true,
      format: "name",
      rule: "CXE-B-15",
      doc: "Name of the role, unique in the tenant.",
      example: "Team Lead",
    }),
    description: string({
      rule: "CXE-B-15",
      maxLength: 1000,
      doc: "What the role is for.",
      example: "Leads a team of agents",
    }),
    permissions: texts({
      rule: "CXE-B-15",
      doc: "Names of the permissions the role gives. The caller must hold every one that is added.",
      example: ["MANAGE_ALL_USER_SKILLS", "VIEW_ALL_USERS"],
    }),
    shared: boolean({
      rule: "CXE-B-15",
      doc: "Whether child tenants may use the role. It cannot be taken back.",
      example: false,
    }),
    active: boolean({ rule: "CXE-B-15", doc: "Whether the role is in use.", example: true }),
    isDefault: boolean({
      readOnly: true,
      rule: "CXE-B-16",
      doc: "A role every tenant starts with, or one inherited from another tenant.",
    }),
  },
  identity: ["name"],
  rename: { as: "update", rule: "CXE-B-15" },
  removal: { effect: "disable", rule: "CXE-B-15", sets: { active: false }, restores: { active: true } },
  defaults: DEFAULT_ROLES,
  defaultFlag: "isDefault",
  checks: [keepDefaultRoles, knownPermissions],
  api: { list: "/roles", create: { permissions: [], active: true, shared: false } },
});
