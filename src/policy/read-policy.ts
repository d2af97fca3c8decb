/** policy.yaml → limits of guards, named rules, waivers and tests. What it does not know is refused, never skipped. */
import { type Diagnostic, failed, type Result } from "../diagnostic/diagnostic.ts";
import * as problem from "../diagnostic/policy-problems.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { KindTable } from "../kind/table.ts";
import { decode } from "../manifest/decode.ts";
import { readYaml } from "../manifest/read-yaml.ts";
import type { YamlMap, YamlValue } from "../manifest/yaml-value.ts";
import { DEFAULT_POLICY, type Policy } from "../plan/policy.ts";
import { PolicyEnvironment } from "./environment.ts";
import { readRules, readWaivers, type WrittenRule } from "./read-rules.ts";
import { readTests } from "./read-tests.ts";
import type { PlacedWaiver, PolicyTest, ReadPolicy } from "./rule.ts";
import { ShapeReader } from "./shape-reader.ts";
import { SourcePlaces } from "./source-place.ts";

const PERCENT = 100;
const MEMBERS = ["platform", "maxRemovals", "protected", "rules", "waivers", "tests"];

/** `file` is the name that places show. Without an error every rule can be run. */
export function readPolicy(bytes: Uint8Array, file: string, table: KindTable): Result<ReadPolicy> {
  const { value: documents, diagnostics: found } = readYaml(bytes, file);
  const diagnostics: Diagnostic[] = [...found];
  const environment = new PolicyEnvironment(table);
  const places = new SourcePlaces(file, decode(bytes, file).text ?? "");
  let policy: Policy = DEFAULT_POLICY;
  const rules: WrittenRule[] = [];
  const waivers: PlacedWaiver[] = [];
  const tests: PolicyTest[] = [];
  for (const document of documents) {
    const reader = new ShapeReader(document, places, diagnostics);
    const top = reader.map([], document.value, MEMBERS);
    if (top === null) continue;
    checkPlatform(reader, top, table);
    policy = { ...policy, ...readLimits(reader, top), ...readProtected(reader, top, policy, table) };
    for (const written of readRules(reader, environment, top.get("rules"))) {
      const first = rules.find(({ rule }) => rule.name === written.rule.name)?.rule;
      if (first === undefined) rules.push(written);
      else reader.refuse(problem.twice(written.rule.at, `the rule ${first.name}`, first.at));
    }
    const names = [...new Set([...rules.map(({ rule }) => rule.name), ...ruleNames(top)])];
    waivers.push(...readWaivers(reader, names, top.get("waivers")));
    const runnable = new Map(rules.map(({ rule }) => [rule.name, rule]));
    tests.push(...readTests(reader, environment, runnable, names, top.get("tests")));
  }
  const whole = failed(diagnostics) ? DEFAULT_POLICY : { ...policy, ...digested(rules, waivers) };
  return {
    value: { policy: whole, environment, rules: rules.map(({ rule }) => rule), waivers, tests },
    diagnostics,
  };
}

/** The platform a policy says it is for; null where it does not say, or cannot be read. */
export function platformOfPolicy(bytes: Uint8Array, file: string): string | null {
  for (const { value } of readYaml(bytes, file).value) {
    const platform = value instanceof Map ? value.get("platform") : undefined;
    if (typeof platform === "string") return platform;
  }
  return null;
}

function checkPlatform(reader: ShapeReader, top: YamlMap, table: KindTable): void {
  const platform = reader.text(["platform"], top);
  if (platform !== null && platform !== table.platform) {
    reader.refuse(problem.otherPolicyPlatform(reader.place(["platform"]), platform, table.platform));
  }
}

function ruleNames(top: YamlMap): string[] {
  const rules: YamlValue | undefined = top.get("rules");
  return rules instanceof Map ? [...rules.keys()].map(String) : [];
}

function readLimits(reader: ShapeReader, top: YamlMap): Partial<Policy> {
  const removals = reader.map(["maxRemovals"], top.get("maxRemovals"), ["percent", "people"]);
  const percent = reader.number(["maxRemovals", "percent"], removals, PERCENT);
  const people = reader.number(["maxRemovals", "people"], removals, Number.MAX_SAFE_INTEGER);
  return {
    ...(percent === null ? {} : { maxRemovalsShare: percent / PERCENT }),
    ...(people === null ? {} : { maxRemovalsCount: people }),
  };
}

function readProtected(reader: ShapeReader, top: YamlMap, policy: Policy, table: KindTable): Partial<Policy> {
  const byKey = new Map(table.kinds.map((kind) => [kind.manifestKey, kind.name]));
  const map = reader.map(["protected"], top.get("protected"), [...byKey.keys()]);
  const found: { [kind: string]: readonly string[] } = { ...policy.protected };
  for (const [key, patterns] of map ?? []) {
    const kind = byKey.get(key);
    if (kind !== undefined) found[kind] = reader.texts(["protected", key], patterns);
  }
  return { protected: found };
}

/** What the policy digest covers of rules and waivers: absent where there are none. */
function digested(rules: readonly WrittenRule[], waivers: readonly PlacedWaiver[]): Partial<Policy> {
  const sorted = [...rules].sort((a, b) => byCodePoint(a.rule.name, b.rule.name));
  return {
    ...(rules.length === 0
      ? {}
      : { rules: Object.fromEntries(sorted.map(({ rule, written }) => [rule.name, written])) }),
    ...(waivers.length === 0 ? {} : { waivers: waivers.map(({ at: _, ...waiver }) => waiver) }),
  };
}
