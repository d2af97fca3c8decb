import { boolean, file, string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { timezoneReach } from "../checks.ts";
import { GUIDE, LOGO_MAXIMUM_BYTES } from "../limits.ts";

export const organization = defineKind<AccountApi>({
  name: "organization",
  manifestKey: "organization",
  root: true,
  summary: "The organization itself. It is found by the target, never by its name.",
  source: GUIDE,
  attributes: {
    name: string({
      required: true,
      format: "name",
      rule: "ECX-ORG-03",
      doc: "Name of the organization. A name other than the live one is refused unless `renamedFrom` says it.",
      example: "Northwind Insurance",
    }),
    logo: file({
      atCreate: "after",
      ownStep: true,
      maxBytes: LOGO_MAXIMUM_BYTES,
      rule: "ECX-ORG-04",
      doc: "Path of an image file, relative to the manifest; compared by its content.",
    }),
    defaultTimezone: string({
      format: "timezone",
      atCreate: "after",
      caution: "affects running processes",
      rule: "ECX-ORG-07",
      doc: "IANA time zone of the organization's documents and automatic processes.",
      example: "Europe/Bucharest",
    }),
    timezoneForAllUsers: boolean({
      atCreate: "after",
      rule: "ECX-ORG-09",
      doc: "Whether the default time zone applies to every user, new ones included.",
      example: false,
    }),
  },
  identity: [],
  rename: { as: "update", rule: "ECX-ORG-06" },
  removal: { effect: "never", rule: "ECX-ORG-11" },
  checks: [timezoneReach],
  api: {
    list: "/organizations",
    item: "",
    create: "/organizations",
    fields: { logo: { field: "logo" } },
    special: { logo: { method: "PUT", path: "/logo", body: "bytes" } },
  },
});
