/** Names and bounds of CxEngage that more than one file uses. Read from the vendor's public help and API pages. */
import type { Pattern } from "../../kind/attribute.ts";

export const HELP = "https://docs.cxengage.net/Help/Content/";
export const EVERYONE = "everyone";
/** Tenant roles that exist at once in every tenant, least first. */
export const DEFAULT_ROLES = ["Agent", "Supervisor", "Administrator"] as const;
/** Platform role of a new person when the manifest names none. */
export const DEFAULT_PLATFORM_ROLE = "Platform User";
/** Platform roles that let people keep their own account and no more. */
export const DEFAULT_PLATFORM_ROLES: readonly string[] = [
  DEFAULT_PLATFORM_ROLE,
  `${DEFAULT_PLATFORM_ROLE} - Password Restricted`,
];
/** Stands in manifests and ids for "whatever the tenant says"; on the wire it is null. */
export const TENANT_DEFAULT = "tenant-default";
export const CHANNELS: readonly string[] = ["voice", "sms", "email", "messaging", "work-item"];
export const PROFICIENCY_MAXIMUM = 100;
export const CAPACITY_MAXIMUM = 1_000;
export const WEIGHT_MAXIMUM = 100;
/** Provider of the extension that everybody has by default. */
export const DEFAULT_EXTENSION_PROVIDER = "twilio";
/** A number in E.164 form, with the suffix some tenants add for an inner extension. */
export const PHONE_NUMBER = /^\+[1-9]\d{1,14}(x\d+)?$/;

/**
 * CXE-B-30: an EDN map from vectors of channels to how many contacts they take together, such as
 * `{[:voice] 1 [:email :messaging] 3}`.
 */
export const RULE_SET: Pattern = {
  source:
    "^\\{[\\s,]*(\\[[\\s,]*:[a-z\\-]+([\\s,]+:[a-z\\-]+)*[\\s,]*\\][\\s,]*\\d{1,4}([\\s,]+|(?=\\})))+\\}$",
  rule: "CXE-B-30",
  says: "be a map of channels to numbers, such as {[:voice] 1 [:email :messaging] 3}",
};
