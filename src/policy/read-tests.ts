/** `tests:` of a policy: subjects as data, with what a rule should say of them. */
import * as problem from "../diagnostic/policy-problems.ts";
import { parseInstant } from "../manifest/instant.ts";
import {
  describe,
  isYamlList,
  isYamlMap,
  type YamlMap,
  type YamlPath,
  type YamlValue,
} from "../manifest/yaml-value.ts";
import { type PolicyEnvironment, SCOPES, typeOf } from "./environment.ts";
import { elementOf } from "./fields.ts";
import type { GivenRecord, PolicyTest, Rule } from "./rule.ts";
import type { ShapeReader } from "./shape-reader.ts";

const TEST_MEMBERS = ["name", "rule", "expect", "message", ...SCOPES];
const EXPECTED = ["finding", "none"] as const;
const LARGEST = Number.MAX_SAFE_INTEGER;

/** @param names all rules that are written, @param rules those that can be run. */
export function readTests(
  reader: ShapeReader,
  environment: PolicyEnvironment,
  rules: ReadonlyMap<string, Rule>,
  names: readonly string[],
  value: YamlValue | undefined,
): PolicyTest[] {
  return reader.list(["tests"], value).flatMap((each, index) => {
    const path = ["tests", index];
    const map = reader.map(path, each, TEST_MEMBERS);
    if (map === null) return [];
    const what = `the test ${index + 1}`;
    const name = reader.required([...path, "name"], map, what, "what it shows");
    const rule = reader.required([...path, "rule"], map, what, "the name of a rule");
    if (rule !== null && !names.includes(rule)) {
      reader.refuse(problem.unknownRule(reader.place([...path, "rule"]), rule, names));
    }
    const expect = reader.oneOf([...path, "expect"], map, EXPECTED);
    if (!map.has("expect")) {
      reader.refuse(problem.missingMember(reader.keyPlace(path), what, "expect", EXPECTED.join(" or ")));
    }
    const given = new GivenReader(reader, environment).variables(path, map);
    const found = rules.get(rule ?? "");
    if (found === undefined || expect === null || name === null) return [];
    const message = reader.text([...path, "message"], map);
    return [{ name, rule: found, given, expect, message, at: reader.place(path) }];
  });
}

/** Data of a test → values of the types the fields have. */
class GivenReader {
  readonly #reader: ShapeReader;
  readonly #environment: PolicyEnvironment;

  constructor(reader: ShapeReader, environment: PolicyEnvironment) {
    this.#reader = reader;
    this.#environment = environment;
  }

  variables(path: YamlPath, map: YamlMap): { [variable: string]: GivenRecord } {
    const given: { [variable: string]: GivenRecord } = {};
    for (const scope of SCOPES) {
      const value = map.get(scope);
      if (value !== undefined) given[scope] = this.#record([...path, scope], typeOf(scope), value) ?? {};
    }
    return given;
  }

  #record(path: YamlPath, shapeName: string, value: YamlValue): GivenRecord | null {
    const { fields } = this.#environment.shapeOf(shapeName);
    const map = this.#reader.map(path, value, Object.keys(fields));
    if (map === null) return null;
    const record: { [field: string]: unknown } = {};
    for (const [name, each] of map) {
      const field = fields[name];
      if (field !== undefined) record[name] = this.#value([...path, name], field.type, each);
    }
    return record;
  }

  #value(path: YamlPath, type: string, value: YamlValue): unknown {
    if (type.startsWith("list<")) {
      if (!isYamlList(value)) return this.#wrong(path, "a list", value);
      return value.map((each, index) => this.#value([...path, index], elementOf(type), each));
    }
    if (this.#environment.shapes.has(type)) {
      return isYamlMap(value) ? this.#record(path, type, value) : this.#wrong(path, "a mapping", value);
    }
    if (type === "bool")
      return typeof value === "boolean" ? value : this.#wrong(path, "true or false", value);
    if (type === "int") {
      const isWhole = Number.isSafeInteger(value) && Math.abs(Number(value)) <= LARGEST;
      return isWhole ? BigInt(Number(value)) : this.#wrong(path, "a whole number", value);
    }
    if (typeof value !== "string") return this.#wrong(path, "a text", value);
    if (type !== "timestamp") return value;
    const instant = parseInstant(value);
    return instant === null ? this.#wrong(path, "a date or time", value) : new Date(instant);
  }

  #wrong(path: YamlPath, wanted: string, found: YamlValue): undefined {
    const name = path.filter((step) => typeof step === "string").at(-1) ?? "";
    this.#reader.refuse(problem.wrongMember(this.#reader.place(path), name, wanted, describe(found)));
    return undefined;
  }
}
