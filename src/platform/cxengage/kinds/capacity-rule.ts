import { boolean, integer, object, oneOf, records, string, texts } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import { capacityVersion } from "../checks/capacity.ts";
import { readable } from "../checks/objects.ts";
import { canonicalRuleSet } from "../edn.ts";
import { CAPACITY_MAXIMUM, HELP, RULE_SET, WEIGHT_MAXIMUM } from "../limits.ts";
import type { CxengageApi } from "../wire.ts";

export const capacityRule = defineKind<CxengageApi>({
  name: "capacityRule",
  manifestKey: "capacityRules",
  summary: "How many contacts a user takes at once. Its versions never change; a new one takes over.",
  source: `${HELP}Managing%20Users/Capacity_Rules/Capacity_Rules.htm`,
  attributes: {
    name: string({
      required: true,
      format: "name",
      rule: "CXE-B-28",
      doc: "Name of the rule, unique in the tenant.",
      example: "Standard",
    }),
    active: boolean({
      default: true,
      rule: "CXE-B-28",
      doc: "Whether the rule can be given to users. It needs a version.",
      example: true,
    }),
    version: object({
      doc: "The version in force. A difference makes a new version and puts it in force; earlier ones stay.",
      attributes: {
        name: string({ format: "name", rule: "CXE-B-30", doc: "Name of the version.", example: "v1" }),
        quantifier: oneOf(["any", "all", "percentage"], {
          required: true,
          costly: true,
          rule: "CXE-B-30",
          doc: "How the parts of the rule combine. `percentage` takes `rules`, the others `ruleSet`.",
          example: "all",
        }),
        ruleSet: string({
          pattern: RULE_SET,
          canonical: canonicalRuleSet,
          maxLength: 2000,
          rule: "CXE-B-30",
          doc: "Channels and how many contacts they take together, as EDN text. Channels are voice (at most 1), sms, email, messaging and work-item.",
          example: "{[:voice] 1 [:email :messaging] 3}",
        }),
        rules: records(
          {
            channels: texts({ required: true, doc: "Channels the part is about." }),
            max: integer({
              required: true,
              minimum: 1,
              maximum: CAPACITY_MAXIMUM,
              unit: "contacts",
              doc: "Contacts at once.",
            }),
            weight: integer({
              required: true,
              minimum: 0,
              maximum: WEIGHT_MAXIMUM,
              unit: "percent",
              doc: "Share of the user's capacity that each contact takes.",
            }),
          },
          { by: ["channels"], costly: true, rule: "CXE-B-30", doc: "Parts of a `percentage` version." },
        ),
      },
    }),
  },
  identity: ["name"],
  rename: { as: "update", rule: "CXE-B-28" },
  removal: { effect: "disable", rule: "CXE-CAP-01", sets: { active: false }, restores: { active: true } },
  checks: [capacityVersion, readable("capacityRule")],
  api: { list: "/capacity-rules" },
});
