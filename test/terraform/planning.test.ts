/** Plans of random configurations keep every rule a core enforces. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { platforms } from "../../src/platform/index.ts";
import { catalogOf } from "../../src/terraform/catalog.ts";
import {
  type ObjectSchema,
  type TerraformObject,
  type TerraformValue,
  UNKNOWN,
} from "../../src/terraform/protocol/provider.ts";
import { PROTECTION, protectedByDefault } from "../../src/terraform/schema.ts";
import { providerService } from "../../src/terraform/service.ts";
import { proposed } from "./protocol/proposed.ts";
import { planProblems, replaceProblems } from "./protocol/rules.ts";
import { configOf } from "./support/configs.ts";

const catalog = catalogOf(platforms);
const service = providerService({ platforms, environment: {} });
const NOTHING = new Uint8Array();
const RUNS = 200;

function schemaOf(type: string): ObjectSchema {
  const schema = service.schema().resources[type];
  if (schema === undefined) throw new Error(`no ${type}`);
  return schema;
}

/** A state as an earlier apply of the configuration would have left it. */
function stateOf(schema: ObjectSchema, config: TerraformObject, isProtected: boolean): TerraformObject {
  const state: { [name: string]: TerraformValue } = {};
  for (const attribute of schema.attributes) {
    const value = config[attribute.name] ?? null;
    if (attribute.name === PROTECTION) state[PROTECTION] = value ?? isProtected;
    else if (attribute.writeOnly === true) state[attribute.name] = null;
    else if (attribute.computed !== true || value !== null) state[attribute.name] = value;
    else
      state[attribute.name] = attribute.type === "string" ? "fact" : attribute.type === "bool" ? false : null;
  }
  return state;
}

for (const entry of catalog.resources.values()) {
  const schema = schemaOf(entry.type);
  const isProtected = protectedByDefault(entry.kind);
  const open = configOf(entry, schema, true);
  const known = configOf(entry, schema, false);

  test(`${entry.type}: every random creation is planned by the rules`, async () => {
    await fc.assert(
      fc.asyncProperty(open, async (config) => {
        const result = await service.planResource({
          type: entry.type,
          prior: null,
          config,
          proposed: proposed(schema, null, config),
          private: NOTHING,
          identity: null,
        });
        expect(planProblems(schema, null, config, result.planned)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test(`${entry.type}: every random change is planned by the rules`, async () => {
    await fc.assert(
      fc.asyncProperty(known, open, async (before, config) => {
        const prior = stateOf(schema, before, isProtected);
        const request = {
          type: entry.type,
          prior,
          config,
          proposed: proposed(schema, prior, config),
          private: NOTHING,
          identity: { id: "fact" },
        };
        const result = await service.planResource(request);
        if (result.diagnostics.some((each) => each.severity === "error")) return;
        expect(planProblems(schema, prior, config, result.planned)).toEqual([]);
        expect(replaceProblems(schema, result.requiresReplace, prior, result.planned)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test(`${entry.type}: the configuration a state came from plans nothing`, async () => {
    await fc.assert(
      fc.asyncProperty(known, async (config) => {
        const prior = stateOf(schema, config, isProtected);
        const request = {
          type: entry.type,
          prior,
          config,
          proposed: proposed(schema, prior, config),
          private: NOTHING,
          identity: { id: "fact" },
        };
        const { planned, requiresReplace } = await service.planResource(request);
        const version = Object.keys(prior).filter((name) => planned?.[name] === UNKNOWN);
        expect({ planned: version, requiresReplace }).toEqual({ planned: [], requiresReplace: [] });
        expect(planned).toEqual(prior);
      }),
      { numRuns: RUNS },
    );
  });

  test(`${entry.type}: random configurations are validated without an accident`, async () => {
    await fc.assert(
      fc.asyncProperty(open, async (config) => {
        const found = await service.validateResource(entry.type, config, true);
        for (const { summary, path } of found) {
          expect(summary).not.toContain("Defect");
          expect(schema.attributes.some((each) => each.name === path?.[0])).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
  });
}
