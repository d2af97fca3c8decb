/** Named checks and bounds of EngageCX that more than one kind uses. Read from the Licensing and Account Guide. */
import type { Pattern } from "../../kind/attribute.ts";

export const GUIDE = "https://ccm-help.mhcnorthstar.com/CCMApps/LicensingAccountGuide/Organization/";

/** ECX-WS-03: letters of any script with their marks, digits and spaces. */
export const PLAIN_NAME: Pattern = {
  source: "^[\\p{L}\\p{M}\\p{Nd} ]+$",
  rule: "ECX-WS-03",
  says: "consist of letters, digits and spaces",
  offending: "[^\\p{L}\\p{M}\\p{Nd} ]",
};

/** ECX-CAT-07: filters of the app list, not categories. */
export const RESERVED_CATEGORIES = ["Featured", "Installed"] as const;
export const COLUMNS_MAXIMUM = 4;
export const ORDER_MAXIMUM = 10_000;
export const LOGO_MAXIMUM_BYTES = 1_048_576;
export const EVERYONE = "Everyone";
export const ADMINISTRATORS = "Administrators";
export const DEFAULT_WORKSPACE = "Default";
/** Catalogue rows that only group other apps. */
export const SECTIONS = ["Documents", "Experience", "Developer"] as const;
/** Warnings start this many days before a trial or a licence ends. */
export const ENDING_SOON_DAYS = 14;
