import { boolean, string } from "../../../kind/attribute.ts";
import { defineKind } from "../../../kind/kind.ts";
import { proficiencySwitchedOff, readable } from "../checks/objects.ts";
import { HELP } from "../limits.ts";
import type { CxengageApi } from "../wire.ts";

export const skill = defineKind<CxengageApi>({
  name: "skill",
  manifestKey: "skills",
  summary: "Something users are able to do, with or without a level.",
  source: `${HELP}Managing%20Users/Skill%20Proficiency.htm`,
  attributes: {
    name: string({
      required: true,
      format: "name",
      rule: "CXE-B-19",
      doc: "Name of the skill, unique in the tenant.",
      example: "French",
    }),
    description: string({
      rule: "CXE-B-19",
      maxLength: 1000,
      doc: "What the skill means.",
      example: "Speaks French",
    }),
    hasProficiency: boolean({
      rule: "CXE-B-22",
      conditional: "levels are never switched off",
      doc: "Whether users have a level in the skill. It cannot be switched off again; that takes another skill, made in the product.",
      example: true,
    }),
    active: boolean({ rule: "CXE-B-23", doc: "Whether the skill is in use.", example: true }),
  },
  identity: ["name"],
  rename: { as: "update", rule: "CXE-B-23" },
  removal: { effect: "disable", rule: "CXE-B-23", sets: { active: false }, restores: { active: true } },
  checks: [proficiencySwitchedOff, readable("skill")],
  api: { list: "/skills", create: { active: true, hasProficiency: false } },
});
