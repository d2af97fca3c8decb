import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type ObjectSchema,
  type TerraformObject,
  type TerraformValue,
  UNKNOWN,
} from "../../../src/terraform/protocol/provider.ts";
import { configOf } from "./arbitrary.ts";
import { checked } from "./checked-service.ts";
import { applyConfig, changes, NOTHING_HELD } from "./lifecycle.ts";
import { proposed } from "./proposed.ts";
import {
  applyProblems,
  dataProblems,
  identityProblems,
  planProblems,
  replaceProblems,
  stateProblems,
} from "./rules.ts";
import { noteSchema, TrivialProvider } from "./trivial-provider.ts";

const TYPE = "trivial_note";
const TEXTS = { text: fc.string({ minLength: 1 }) };
const known = configOf(noteSchema, { unknown: false, values: TEXTS });
const any = configOf(noteSchema, { unknown: true, values: TEXTS });

test("the trivial provider keeps every rule over random configurations", async () => {
  await fc.assert(
    fc.asyncProperty(known, known, async (first, second) => {
      const problems: string[] = [];
      const service = checked(new TrivialProvider(), problems);
      const made = await applyConfig(service, TYPE, NOTHING_HELD, first, first);
      expect(await changes(service, TYPE, made, first)).toBe(false);
      const changed = await applyConfig(service, TYPE, made, second, second);
      await service.readResource({
        type: TYPE,
        state: changed.state ?? {},
        identity: changed.identity,
        private: changed.private,
      });
      expect((await applyConfig(service, TYPE, changed, null, null)).state).toBeNull();
      expect(problems).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("the trivial provider plans configurations with unknowns anywhere", async () => {
  await fc.assert(
    fc.asyncProperty(known, any, async (first, second) => {
      const problems: string[] = [];
      const service = checked(new TrivialProvider(), problems);
      const made = await applyConfig(service, TYPE, NOTHING_HELD, second, first);
      await applyConfig(service, TYPE, made, second, first);
      expect(problems).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

const SCHEMA: ObjectSchema = {
  version: 0,
  description: "",
  attributes: [
    { name: "id", type: "string", description: "", computed: true },
    { name: "name", type: "string", description: "", required: true },
    { name: "note", type: "string", description: "", optional: true },
    { name: "size", type: "number", description: "", optional: true, computed: true },
    { name: "tags", type: ["set", "string"], description: "", optional: true },
    {
      name: "pairs",
      type: ["set", ["object", { x: "number", y: "number" }]],
      description: "",
      optional: true,
    },
    { name: "steps", type: ["list", "string"], description: "", optional: true },
    { name: "token", type: "string", description: "", optional: true, writeOnly: true },
    {
      name: "people",
      description: "",
      optional: true,
      nested: {
        nesting: "list",
        attributes: [
          { name: "email", type: "string", description: "", required: true },
          { name: "code", type: "string", description: "", computed: true },
        ],
      },
    },
    {
      name: "byName",
      description: "",
      optional: true,
      nested: {
        nesting: "map",
        attributes: [{ name: "email", type: "string", description: "", required: true }],
      },
    },
  ],
};
const EMPTY = Object.fromEntries(SCHEMA.attributes.map(({ name }) => [name, null]));
const value = (given: TerraformObject): TerraformObject => ({ ...EMPTY, name: "n", ...given });
const planOf = (config: TerraformObject, planned: TerraformObject, prior: TerraformObject | null = null) =>
  planProblems(SCHEMA, prior, value(config), value(planned));

test("a breach of each rule on plans is found, and what is allowed is not one", () => {
  expect(planProblems(SCHEMA, value({}), null, value({}))).toEqual(["a destroy must plan null"]);
  expect(planProblems(SCHEMA, null, value({}), null)).toEqual(["the planned value is null"]);
  expect(planProblems(SCHEMA, null, value({}), { name: "n" })).toEqual([".id: the attribute is missing"]);
  expect(planOf({}, { size: "x" })).toEqual([".size: the value is not of the type number"]);
  expect(planOf({ note: "a" }, { note: "b" })).toEqual([
    ".note: the planned value is not the configured one",
  ]);
  expect(planOf({ note: "A" }, { note: "a" }, value({ note: "a" }))).toEqual([]);
  expect(planOf({ note: UNKNOWN }, { note: "a" })).toEqual([
    ".note: the configuration is unknown and the plan is not",
  ]);
  expect(planOf({}, { note: "a" })).toEqual([
    ".note: a value is planned that is neither configured nor computed",
  ]);
  expect(planOf({}, { size: 3, id: UNKNOWN })).toEqual([]);
  expect(planOf({ size: 2 }, { size: 3 })).toEqual([".size: the planned value is not the configured one"]);
  expect(planOf({ tags: ["a", "b"] }, { tags: ["b", "a"] })).toEqual([]);
  expect(planOf({ steps: ["a", "b"] }, { steps: ["b", "a"] })).toEqual([
    ".steps: the planned value is not the configured one",
  ]);
  expect(planOf({ token: "t" }, { token: "t" })).toEqual([".token: a write-only value is planned"]);
  expect(planOf({ token: "t" }, {})).toEqual([]);
});

test("nested attributes are checked one by one", () => {
  const person = (email: string, code: TerraformValue = null): TerraformObject => ({ email, code });
  expect(planOf({ people: [person("a")] }, { people: [person("a", UNKNOWN)] })).toEqual([]);
  expect(planOf({ people: [person("a")] }, { people: UNKNOWN })).toEqual([
    ".people: what is configured is planned as unknown or null",
  ]);
  expect(planOf({ people: [person("a")] }, { people: [] })).toEqual([
    ".people: 0 elements are planned, 1 configured",
  ]);
  expect(planOf({ people: [person("a")] }, { people: [person("b")] })).toEqual([
    ".people[0].email: the planned value is not the configured one",
  ]);
  expect(planOf({ byName: { x: { email: "a" } } }, { byName: { y: { email: "a" } } })).toEqual([
    ".byName: the planned keys are not the configured ones",
  ]);
});

test("a breach of each rule on applied values is found", () => {
  const apply = (planned: TerraformObject, state: TerraformObject) =>
    applyProblems(SCHEMA, value(planned), value(state));
  expect(applyProblems(SCHEMA, null, value({}))).toEqual(["something is left after a destroy"]);
  expect(applyProblems(SCHEMA, value({}), null)).toEqual(["nothing is left after an apply"]);
  expect(apply({ id: UNKNOWN }, { id: UNKNOWN })).toEqual(["a stored value is unknown"]);
  expect(apply({ id: UNKNOWN }, { id: "x" })).toEqual([]);
  expect(apply({ id: "x" }, { id: "y" })).toEqual([".id: the stored value is not the planned one"]);
  expect(apply({}, { note: "y" })).toEqual([".note: the stored value is not the planned one"]);
  expect(apply({ tags: ["a", UNKNOWN] }, { tags: ["a"] })).toEqual([]);
  expect(apply({ tags: ["a"] }, { tags: ["a", "b"] })).toEqual([
    ".tags: the stored elements are not the planned ones",
  ]);
  expect(apply({ steps: ["a", UNKNOWN] }, { steps: ["a"] })).toEqual([
    ".steps: the stored list is not as long as the planned one",
  ]);
  expect(apply({ steps: ["a", "b"] }, { steps: ["b", "a"] })).not.toEqual([]);
  const [open, closed, stray]: readonly [TerraformObject, TerraformObject, TerraformObject] = [
    { x: 1, y: UNKNOWN },
    { x: 1, y: 2 },
    { x: 9, y: 9 },
  ];
  expect(apply({ pairs: [open, closed] }, { pairs: [closed] })).toEqual([]);
  expect(apply({ pairs: [open, closed] }, { pairs: [closed, stray] })).toEqual([
    ".pairs: the stored elements are not the planned ones",
  ]);
  expect(apply({ token: null }, { token: "t" })).toContain(".token: a write-only value is stored");
});

test("paths, identities and data sources are checked", () => {
  expect(
    replaceProblems(
      SCHEMA,
      [["name"], ["people", 0, "email"]],
      value({ people: [{ email: "a", code: null }] }),
      null,
    ),
  ).toEqual([]);
  expect(replaceProblems(SCHEMA, [["nothing"], ["people", 3]], value({}), value({}))).toHaveLength(2);
  expect(identityProblems({ id: "a" }, { id: "b" })).toEqual(["an identity changed or was lost"]);
  expect(identityProblems(null, { id: UNKNOWN })).toEqual(["an identity is not known"]);
  expect(dataProblems(SCHEMA, value({ note: "a" }), value({ note: "b" }))).toEqual([
    ".note: the configured value is not echoed",
  ]);
  expect(dataProblems(SCHEMA, value({}), null)).toEqual(["a data source gave nothing"]);
  expect(stateProblems(SCHEMA, null)).toEqual([]);
});

test("a core proposes the configuration with what only the provider knows", () => {
  const prior = value({ id: "x", size: 3, note: "old", people: [{ email: "a", code: "1" }] });
  const config = value({
    people: [
      { email: "b", code: null },
      { email: "c", code: null },
    ],
  });
  expect(proposed(SCHEMA, prior, config)).toEqual(
    value({
      id: "x",
      size: 3,
      people: [
        { email: "b", code: "1" },
        { email: "c", code: null },
      ],
    }),
  );
  expect(proposed(SCHEMA, null, config)).toEqual(config);
  expect(proposed(SCHEMA, prior, null)).toBeNull();
});
