/** Permission names, and which of them the roles that come with a tenant or with the platform hold. */
import { fixedId } from "./ids.ts";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const both = (prefixes: string, things: string): readonly string[] =>
  words(things).flatMap((thing) => words(prefixes).map((prefix) => `${prefix}_${thing}`));

/** Names that clients of the vendor ask for. Families known by their beginning only are left out. */
export const TENANT_PERMISSIONS: readonly string[] = [
  ...words(`VIEW_ALL_USERS CONFIG_USERS_VIEW MANAGE_ALL_USERS MANAGE_TENANT_ENROLLMENT VIEW_ALL_ENROLLMENTS
    MANAGE_ALL_USER_PASSWORDS MANAGE_ALL_USER_STATE MANAGE_ALL_USERS_DIRECTION MANAGE_ALL_USER_EXTENSIONS
    MANAGE_USER_EXTENSIONS MANAGE_MY_EXTENSIONS MANAGE_ALL_USER_SKILLS MANAGE_ALL_USER_LOCATIONS
    MANAGE_ALL_USER_REASON_LISTS IMPERSONATE_REPORTING_USERS USER_IDENTITY_PROVIDER_VIEW USER_IDENTITY_PROVIDER_UPDATE`),
  ...both("VIEW_ALL MANAGE_ALL", "ROLES SKILLS GROUPS LOCATIONS CAPACITY_RULES"),
  ...words(`MANAGE_ALL_GROUP_USERS MANAGE_ALL_GROUP_OWNERS MANAGE_ALL_GROUP_REASON_LISTS MANAGE_TENANT
    CREATE_CHILD_TENANT MANAGE_TENANT_DEFAULTS MANAGE_TENANT_LOOK_AND_FEEL TENANT_FEATURES_UPDATE MANAGE_ALL_BRANDINGS
    MANAGE_ALL_APP_CREDENTIALS USER_MANAGEMENT_EMAIL_READ USER_MANAGEMENT_EMAIL_UPDATE`),
  ...both("READ CREATE UPDATE SHARE", "PRESENCE_REASONS DISPOSITIONS"),
  ...both("READ CREATE UPDATE", "REASON_LIST DISPOSITION_LIST"),
  ...words("READ CREATE UPDATE DELETE").map((verb) => `IDENTITY_PROVIDERS_${verb}`),
  ...both(
    "VIEW_ALL MANAGE_ALL",
    "FLOWS QUEUES MEDIA LISTS BUSINESS_HOURS TRANSFER_LISTS MESSAGE_TEMPLATES PROVIDERS REPORTS REALTIME_DASHBOARDS",
  ),
  ...words(`VIEW_ALL_CONTACT_POINTS MAP_ALL_CONTACT_POINTS PURCHASE_CONTACT_POINTS ARTIFACTS_CREATE_ALL ARTIFACTS_READ_ALL
    ARTIFACTS_READ_SELF MONITOR_ALL_CALLS VIEW_ALL_MONITORED_CALLS ASSIGNED_REPORTS_READ CONFIG_REPORTING_BI_VIEW QM_ENABLE`),
];

const OWN_ACCOUNT = ["PLATFORM_MANAGE_USER_ACCOUNT"];
const OWN_PASSWORD = ["PLATFORM_MANAGE_MY_PASSWORD"];

export const PLATFORM_PERMISSIONS: readonly string[] = [
  ...OWN_ACCOUNT,
  ...OWN_PASSWORD,
  ...words(`PLATFORM_VIEW_ALL PLATFORM_VIEW_ALL_USERS PLATFORM_CONFIG_USERS_VIEW PLATFORM_CREATE_USERS
    PLATFORM_MANAGE_ALL_USERS PLATFORM_MANAGE_ALL_USER_PASSWORDS PLATFORM_CREATE_TENANT_ROLES
    PLATFORM_MANAGE_ALL_TENANTS_ENROLLMENT PLATFORM_IMPERSONATE_REPORTING_USERS PLATFORM_CONFIG_SUPPORT_TOOLS_VIEW
    PLATFORM_VIEW_ALL_TENANTS PLATFORM_MANAGE_ALL_TENANTS PLATFORM_CREATE_ALL_TENANTS
    PLATFORM_USER_MANAGEMENT_EMAIL_UPDATE PLATFORM_MANAGE_PRODUCT_NAME`),
];

const AGENT = words("MANAGE_MY_EXTENSIONS ARTIFACTS_READ_SELF");
const SUPERVISOR = [
  ...AGENT,
  ...TENANT_PERMISSIONS.filter(
    (name) => /(^|_)(VIEW|READ)(_|$)/.test(name) && name !== "ARTIFACTS_READ_SELF",
  ),
  ...words(`MANAGE_TENANT_ENROLLMENT MANAGE_ALL_USER_SKILLS MANAGE_ALL_GROUP_USERS MANAGE_ALL_USER_LOCATIONS
    MANAGE_ALL_USER_EXTENSIONS MANAGE_ALL_USER_REASON_LISTS MANAGE_ALL_USER_STATE`),
];

/** Roles every tenant starts with, least first; each holds what the one before holds. */
export const TENANT_ROLES = [
  { name: "Agent", description: "Agent of the tenant", permissions: AGENT },
  { name: "Supervisor", description: "Supervisor of the tenant", permissions: SUPERVISOR },
  { name: "Administrator", description: "Administrator of the tenant", permissions: TENANT_PERMISSIONS },
] as const;

const platformRole = (name: string, description: string, permissions: readonly string[]) => {
  return { id: fixedId("platform-role", name), name, description, permissions };
};

export const PLATFORM_ADMINISTRATOR = platformRole(
  "Platform Administrator",
  "Administers the whole platform",
  PLATFORM_PERMISSIONS,
);
export const PLATFORM_USER = platformRole("Platform User", "Keeps the own account", [
  ...OWN_ACCOUNT,
  ...OWN_PASSWORD,
]);
const PASSWORD_RESTRICTED = platformRole(
  "Platform User - Password Restricted",
  "Keeps the own account except for its password",
  OWN_ACCOUNT,
);
export const PLATFORM_ROLES = [PLATFORM_ADMINISTRATOR, PLATFORM_USER, PASSWORD_RESTRICTED] as const;
export type PlatformRole = (typeof PLATFORM_ROLES)[number];

/** The role with this id; whoever has an unknown one holds nothing. */
export function platformRoleOf(id: string): PlatformRole | undefined {
  return PLATFORM_ROLES.find((role) => role.id === id);
}

export function permissionId(name: string): string {
  return fixedId("permission", name);
}

const NAMES = new Map(
  [...TENANT_PERMISSIONS, ...PLATFORM_PERMISSIONS].map((name) => [permissionId(name), name]),
);

/** Name of a permission by its id; undefined for an unknown one. */
export function permissionName(id: string): string | undefined {
  return NAMES.get(id);
}
