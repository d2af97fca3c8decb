import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { failed } from "../../src/diagnostic/diagnostic.ts";
import { exampleYaml } from "../../src/emit/kind-page.ts";
import { jsonSchema } from "../../src/emit/manifest-schema.ts";
import { parseManifests } from "../../src/manifest/parse-manifests.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { checker, editorValues } from "./schema.ts";

const errors = checker(jsonSchema(engagecxTable));
const manifest = (members: object) => ({ apiVersion: "cxroster/v1", platform: "engagecx", ...members });
const EXAMPLES = join("examples", "engagecx");
const examples = readdirSync(EXAMPLES).filter((name) => name.endsWith(".yaml"));

test.each(examples)("example %s passes", (name) => {
  const documents = editorValues(readFileSync(join(EXAMPLES, name), "utf8"));
  expect(documents.flatMap(errors)).toEqual([]);
});

test("every kind has an example file, and the example of its reference page passes", () => {
  for (const kind of engagecxTable.kinds) {
    expect(examples).toContain(`${kind.name}.yaml`);
    expect(editorValues(exampleYaml(engagecxTable, kind)).flatMap(errors)).toEqual([]);
  }
});

test("links are names or objects with an end, as a list or in parts", () => {
  const groups = [
    ["Auditors"],
    [{ name: "Auditors", until: "2030-12-31", reason: "review" }],
    { include: ["Auditors"], exclude: ["Temp*"] },
    [],
  ];
  for (const value of groups) {
    expect(errors(manifest({ users: [{ email: "a@x.example", groups: value }] }))).toEqual([]);
  }
});

const broken: [string, object][] = [
  ["no apiVersion", { platform: "engagecx" }],
  ["another platform", { apiVersion: "cxroster/v1", platform: "cxengage" }],
  ["an unknown collection", manifest({ workspace: [] })],
  ["an unknown attribute", manifest({ workspaces: [{ name: "A", color: "red" }] })],
  ["a missing name", manifest({ workspaces: [{}] })],
  ["nothing after a key", manifest({ users: null })],
  ["a hyphen in a workspace name", manifest({ workspaces: [{ name: "Front-Office" }] })],
  ["a reserved category", manifest({ categories: [{ name: "Featured" }] })],
  ["an order below one", manifest({ categories: [{ name: "A", order: 0 }] })],
  ["an unknown activation", manifest({ apps: [{ name: "A", category: "B", activation: "demo" }] })],
  ["an address without @", manifest({ users: [{ email: "ana" }] })],
  ["a fact that cannot be declared", manifest({ users: [{ email: "a@x.example", pending: true }] })],
  ["an end on a workspace", manifest({ workspaces: [{ name: "A", until: "2030-12-31" }] })],
  ["an end that is no date", manifest({ users: [{ email: "a@x.example", until: "soon" }] })],
  [
    "an end on a workspace of a group",
    manifest({ groups: [{ name: "A", workspaces: [{ name: "B", until: "2030-12-31" }] }] }),
  ],
  [
    "a link without its target",
    manifest({ users: [{ email: "a@x.example", groups: [{ until: "2030-12-31" }] }] }),
  ],
  [
    "a rename of what cannot be renamed",
    manifest({ apps: [{ name: "A", category: "B", renamedFrom: "C" }] }),
  ],
  ["parts with an unknown member", manifest({ users: { only: [] } })],
  ["patterns for an unknown collection", manifest({ ignore: { people: ["*"] } })],
];

test.each(broken)("%s fails", (_what, value) => {
  expect(errors(value)).not.toEqual([]);
});

const context = {
  environment: { COMMUNICATIONS_KEY: "K-1" },
  readFile: (path: string) => (existsSync(path) ? readFileSync(path) : null),
};
const validate = (path: string, text: string) =>
  parseManifests([{ path, bytes: new TextEncoder().encode(text) }], [engagecxTable], context).diagnostics;

test.each(examples)("example %s is valid", (name) => {
  const path = join(EXAMPLES, name);
  expect(validate(path, readFileSync(path, "utf8"))).toEqual([]);
});

test.each(broken)("%s is refused by validation too", (_what, value) => {
  expect(failed(validate("broken.yaml", stringify(value)))).toBe(true);
});

test("every property is described, so that an editor has something to show", () => {
  const schema = jsonSchema(engagecxTable);
  const defs = schema.$defs as {
    readonly [kind: string]: { properties: { [name: string]: { description?: string } } };
  };
  const silent = Object.entries(defs).flatMap(([kind, { properties }]) =>
    Object.entries(properties)
      .filter(([, property]) => !property.description)
      .map(([name]) => `${kind}.${name}`),
  );
  expect(silent).toEqual([]);
});
