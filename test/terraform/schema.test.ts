/** The schema holds nothing that generators of typed bindings break on, and every part of it is explained. */
import { expect, test } from "vitest";
import { platforms } from "../../src/platform/index.ts";
import type { SchemaAttribute } from "../../src/terraform/protocol/provider.ts";
import { providerService } from "../../src/terraform/service.ts";

const schema = providerService({ platforms, environment: {} }).schema();

/** Names a core keeps for itself at the top of a resource. */
const RESERVED = [
  ..."connection count depends_on for_each lifecycle provider provisioner provisioners".split(" "),
];
/** Names that break a generated class, or would be renamed in it without a word. */
const BREAKING = [
  ..."to_string constructor friendly_unique_id terraform_resource_type cdktf_stack raw_overrides add_override".split(
    " ",
  ),
  ..."to_metadata has_resource_move synthesize_attributes interpolation_for_attribute".split(" "),
  ..."node self build system software tf_resource_type import_from move_to equals".split(" "),
];
const BREAKING_INSIDE =
  "internal_value fqn resolve creation_stack is_empty_object compute_fqn resolvable_value".split(" ");

interface Found {
  readonly where: string;
  readonly problem: string;
}

function lint(where: string, attributes: readonly SchemaAttribute[], isInside: boolean): Found[] {
  const found: Found[] = [];
  const say = (name: string, problem: string) => found.push({ where: `${where}.${name}`, problem });
  const camel = new Set<string>();
  for (const attribute of attributes) {
    const { name, type, nested } = attribute;
    if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name)) say(name, "is no plain snake_case name");
    if (!isInside && [...RESERVED, ...BREAKING].includes(name)) say(name, "is a reserved name");
    if (isInside && BREAKING_INSIDE.includes(name)) say(name, "is a reserved name inside an object");
    if (name.startsWith("get_")) say(name, "would be renamed");
    const folded = name.replaceAll("_", "");
    if (camel.has(folded)) say(name, "reads like another attribute in camel case");
    camel.add(folded);
    if (attribute.description.trim().length < 8) say(name, "has no description");
    if ((type === undefined) === (nested === undefined)) say(name, "needs exactly one of type and nested");
    const uses = [attribute.required, attribute.optional, attribute.computed].filter((each) => each === true);
    if (uses.length === 0 || (attribute.required === true && uses.length > 1)) say(name, "has no clear use");
    if (attribute.writeOnly === true && attribute.computed === true) say(name, "is write-only and computed");
    found.push(...lintType(`${where}.${name}`, type));
    if (nested === undefined) continue;
    if (nested.nesting === "map") say(name, "nested maps give wrong references");
    found.push(...lint(`${where}.${name}`, nested.attributes, true));
  }
  return found;
}

function lintType(where: string, type: unknown): Found[] {
  const text = JSON.stringify(type ?? null);
  return /tuple|dynamic|"object"/.test(text)
    ? [{ where, problem: `type ${text} is not understood everywhere` }]
    : [];
}

test("no name or shape of the schema breaks generated bindings", () => {
  const found = [
    ...lint("provider", schema.provider.attributes, false),
    ...Object.entries(schema.resources).flatMap(([type, each]) => lint(type, each.attributes, false)),
    ...Object.entries(schema.dataSources).flatMap(([type, each]) =>
      lint(`data.${type}`, each.attributes, false),
    ),
  ];
  expect(found).toEqual([]);
});

test("type names are plain, and no resource is called construct", () => {
  for (const type of [...Object.keys(schema.resources), ...Object.keys(schema.dataSources)]) {
    expect(type).toMatch(/^cxroster_[a-z]+(_[a-z]+)+$/);
    expect(type).not.toMatch(/_construct$/);
  }
});

test("provider attributes leave alone what a core and generators use", () => {
  const names = schema.provider.attributes.map((each) => each.name);
  expect(names).not.toContain("alias");
  expect(names).not.toContain("version");
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
  const bad = (name: string, more: Partial<SchemaAttribute> = {}): SchemaAttribute => ({
    name,
    type: "string",
    description: "Something or other.",
    optional: true,
    ...more,
  });
  const problems = lint(
    "x",
    [bad("count"), bad("Wrong"), bad("self"), bad("get_it"), bad("a", { type: "dynamic" })],
    false,
  );
  expect(problems.map((each) => each.where)).toEqual(["x.count", "x.Wrong", "x.self", "x.get_it", "x.a"]);
});
