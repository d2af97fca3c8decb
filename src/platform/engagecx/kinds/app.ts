import { boolean, links, object, oneOf, reference, string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import type { AccountApi } from "../../account-api.ts";
import { activationIsPossible, installable, isLicensed, trialEnds } from "../checks.ts";
import { GUIDE, SECTIONS } from "../limits.ts";

export const app = defineKind<AccountApi>({
  name: "app",
  manifestKey: "apps",
  summary: "An app of the catalogue, installed in the organization.",
  source: GUIDE,
  attributes: {
    name: string({
      required: true,
      format: "name",
      rule: "ECX-APP-01",
      doc: "Name of the app as the catalogue writes it.",
      example: "Communications",
    }),
    category: reference("category", {
      required: true,
      also: SECTIONS,
      alsoIn: "app",
      rule: "ECX-APP-07",
      doc: "Category the app stands in. Documents, Experience and Developer work without being declared.",
      example: "Daily Work",
    }),
    access: object({
      doc: "Who may open the app once it is active. With a license attached a seat is needed as well.",
      attributes: {
        groups: links("group", {
          rule: "ECX-APP-08",
          doc: "Groups whose members may open the app.",
          example: ["Claims Handlers"],
        }),
        users: links("user", {
          rule: "ECX-APP-08",
          doc: "People who may open the app.",
          example: ["ana@northwind.example"],
        }),
      },
    }),
    activation: oneOf(["trial", "license"], {
      atCreate: "after",
      ownStep: true,
      satisfiedWhen: isLicensed,
      inert: ["license"],
      rule: "ECX-APP-09",
      doc: "How the app is activated: `trial` starts the 30 days once, `license` expects a license of the app.",
      example: "trial",
    }),
    status: string({ readOnly: true, rule: "ECX-APP-09", doc: "installed, trial, expired or licensed." }),
    trialEndsAt: string({
      readOnly: true,
      rule: "ECX-TRI-01",
      doc: "End of the 30-day trial, RFC 3339 UTC.",
    }),
    section: boolean({
      readOnly: true,
      rule: "ECX-APP-01",
      doc: "A heading of the catalogue that cannot be installed.",
    }),
    description: string({
      readOnly: true,
      rule: "ECX-APP-02",
      doc: "The catalogue's description; may be empty.",
    }),
  },
  identity: ["name"],
  creation: { from: "listed", rule: "ECX-APP-01" },
  rename: { as: "never", rule: "ECX-APP-01" },
  removal: { effect: "never", rule: "ECX-APP-11" },
  checks: [installable, activationIsPossible, trialEnds],
  api: {
    list: "/apps",
    presentWhen: "installed",
    create: "/apps/{id}/installation",
    update: "/apps/{id}/installation",
    fields: { name: { write: null }, activation: { field: "trialEndsAt", presentAs: "trial" } },
    special: { activation: { method: "POST", path: "/apps/{id}/trial" } },
    links: {
      "access.groups": {
        field: "groups",
        add: { path: "/apps/{id}/groups", member: "group" },
        remove: "/apps/{id}/groups/{to}",
        create: "groups",
      },
      "access.users": {
        field: "users",
        add: { path: "/apps/{id}/users", member: "user" },
        remove: "/apps/{id}/users/{to}",
        create: "users",
      },
    },
  },
});
