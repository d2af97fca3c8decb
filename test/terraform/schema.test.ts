/** The schema holds nothing that generators of typed bindings break on, and every part of it is explained. */
import { expect, test } from "vitest";
import { platforms } from "../../src/platform/index.ts";
import { PROVIDER_SOURCE } from "../../src/terraform/example-module.ts";
import { schemaJson } from "../../src/terraform/schema-json.ts";
import { providerService } from "../../src/terraform/service.ts";
import {
  lintAttributes,
  lintSchema,
  type PrintedAttribute,
  type PrintedSchema,
} from "./support/schema-lint.ts";

const schema = providerService({ platforms, environment: {} }).schema();

test("no name or shape of the schema breaks generated bindings", () => {
  const printed = schemaJson(schema, PROVIDER_SOURCE) as {
    provider_schemas: { [address: string]: PrintedSchema };
  };
  const [own] = Object.values(printed.provider_schemas);
  expect(own && lintSchema(own)).toEqual([]);
});

test("every kind has a resource, a data source and an identity", () => {
  for (const { table } of platforms) {
    for (const kind of table.kinds) {
      const type = `cxroster_${table.platform}_${kind.name.replace(/[A-Z]/g, (each) => `_${each.toLowerCase()}`)}`;
      expect(Object.keys(schema.resources)).toContain(type);
      expect(Object.keys(schema.dataSources)).toContain(type);
      expect(Object.keys(schema.identities)).toContain(type);
    }
    expect(Object.keys(schema.dataSources)).toContain(`cxroster_${table.platform}_access`);
  }
  expect(Object.keys(schema.identities).sort()).toEqual(Object.keys(schema.resources).sort());
});

test("a person's links make the person a member", () => {
  expect(Object.keys(schema.resources)).toContain("cxroster_engagecx_group_member");
  const names = schema.resources.cxroster_engagecx_group_member?.attributes.map((each) => each.name);
  expect(names).toEqual(["id", "user", "group"]);
});

test("the linter finds what it looks for", () => {
  const good: PrintedAttribute = { type: "string", description: "Something or other.", optional: true };
  const found = lintAttributes(
    "x",
    {
      count: good,
      Wrong: good,
      self: good,
      get_it: good,
      reasons: { ...good, type: ["list", ["object", { name: "string" }]] },
      any: { ...good, type: "dynamic" },
      some_name: good,
      somename: good,
      bare: { type: "string", optional: true },
      unused: { type: "string", description: "Something or other." },
      shapeless: { description: "Something or other.", optional: true },
      by_name: { ...good, type: undefined, nested_type: { nesting_mode: "map" } },
      around: {
        ...good,
        type: undefined,
        nested_type: { nesting_mode: "single", attributes: { fqn: good } },
      },
    },
    false,
  );
  expect(found.map((each) => each.split(":")[0])).toEqual(
    [
      ..."count Wrong self get_it reasons any somename bare unused shapeless by_name around.fqn".split(" "),
    ].map((name) => `x.${name}`),
  );
});
