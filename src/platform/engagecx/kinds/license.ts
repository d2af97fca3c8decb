import { boolean, integer, links, reference, secret, string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { licenseExpiry, licenseMatchesApp } from "../checks.ts";
import { GUIDE } from "../limits.ts";

export const license = defineKind<AccountApi>({
  name: "license",
  manifestKey: "licenses",
  summary: "A license the organization holds, attached to an installed app, with its seats.",
  source: GUIDE,
  attributes: {
    app: reference("app", {
      required: true,
      rule: "ECX-LIC-02",
      unknownRule: "ECX-LIC-03",
      doc: "App the license belongs to.",
      example: "Communications",
    }),
    license: string({
      required: true,
      format: "name",
      rule: "ECX-LIC-01",
      doc: "Name of the license as the organization holds it.",
      example: "Communications 2026",
    }),
    key: secret({
      rule: "ECX-B-02",
      createOnly: true,
      doc: "Product key, where the license asks for one. Only from `!env` or `!file`; never read back or printed.",
    }),
    users: links("user", {
      atCreate: "after",
      impliedAtCreate: "caller",
      bound: { by: "seats", rule: "ECX-SEAT-03" },
      rule: "ECX-SEAT-04",
      doc: "People who hold a seat. Attaching a license seats the caller; a list without the caller gives that seat up.",
      example: ["ana@northwind.example"],
    }),
    seats: integer({
      readOnly: true,
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      unit: "seats",
      rule: "ECX-LIC-04",
      doc: "Seats the license has.",
    }),
    expiresAt: string({ readOnly: true, rule: "ECX-LIC-05", doc: "Time the license ends, RFC 3339 UTC." }),
    attached: boolean({ readOnly: true, rule: "ECX-LIC-03", doc: "Attached to its app." }),
  },
  identity: ["app", "license"],
  creation: { from: "listed", rule: "ECX-LIC-03" },
  rename: { as: "never", rule: "ECX-LIC-01" },
  removal: {
    effect: "delete",
    rule: "ECX-LIC-07",
    destroys: "the seats of the license",
    caution: "released: the organization keeps the license and can attach it again",
    recoverable: true,
  },
  checks: [licenseMatchesApp, licenseExpiry],
  api: {
    list: "/licences",
    presentWhen: "attached",
    create: "/apps/{app}/licences",
    createMember: "license",
    fields: {
      license: { field: "name", write: null },
      app: { field: "app", write: null },
      key: { field: null },
    },
    links: {
      users: {
        field: "users",
        add: { path: "/licences/{id}/users", member: "user" },
        remove: "/licences/{id}/users/{to}",
      },
    },
  },
});
