/** Every example of a policy is valid, and its tests pass, on each platform it is for. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { policySchema } from "../../src/emit/policy-schema.ts";
import { platforms } from "../../src/platform/index.ts";
import { platformOfPolicy, readPolicy } from "../../src/policy/read-policy.ts";
import { runTests, untested } from "../../src/policy/run-tests.ts";
import { told } from "./policies.ts";

const FOLDER = join("examples", "policy");
const valid = new Ajv2020({ allErrors: true }).compile(policySchema(platforms.map((each) => each.table)));

const examples = readdirSync(FOLDER).flatMap((name) => {
  const bytes = readFileSync(join(FOLDER, name));
  const only = platformOfPolicy(bytes, name);
  const meant = platforms.filter((each) => only === null || each.table.platform === only);
  return meant.map(({ table }) => ({ name, bytes, table, platform: table.platform }));
});

test.each(examples)("$name on $platform: valid, every test passes", ({ name, bytes, table }) => {
  const { value, diagnostics } = readPolicy(bytes, name, table);
  expect(diagnostics.map(told)).toEqual([]);
  const results = runTests(value);
  expect(results.filter((each) => !each.passed)).toEqual([]);
  expect(results.length).toBeGreaterThan(0);
  expect(valid(parse(bytes.toString())), JSON.stringify(valid.errors)).toBe(true);
});

test("every rule of the examples but the simplest speaks in a test", () => {
  const silent = examples.flatMap(({ name, bytes, table }) => untested(readPolicy(bytes, name, table).value));
  expect([...new Set(silent)]).toEqual(["few-invitations"]);
});

test.each([
  ["a rule without a message", "rules: { a: { over: plan, require: 'true' } }"],
  ["an unknown scope", "rules: { a: { over: user, require: 'true', message: x } }"],
  ["a waiver without an end", "waivers: [{ rule: a, for: ['*'], reason: x }]"],
  ["an unknown key", "limits: {}"],
])("the schema refuses %s", (_, text) => {
  expect(valid(parse(text))).toBe(false);
});
