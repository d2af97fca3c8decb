/** `rules:` and `waivers:` of a policy. */
import * as problem from "../diagnostic/policy-problems.ts";
import type { YamlMap, YamlPath, YamlValue } from "../manifest/yaml-value.ts";
import { LIMITS, type PolicyEnvironment, SCOPES, type Scope } from "./environment.ts";
import { compile, type Expression } from "./expression.ts";
import { compileMessage } from "./message.ts";
import { type PlacedWaiver, type Rule, SEVERITIES } from "./rule.ts";
import type { ShapeReader } from "./shape-reader.ts";

const RULE_MEMBERS = ["over", "when", "require", "message", "severity", "description", "fix"];
const WAIVER_MEMBERS = ["rule", "for", "until", "reason"];
export const RULE_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What a rule over each scope may name. */
const VARIABLES: { readonly [scope in Scope]: readonly string[] } = {
  person: ["person", "plan"],
  change: ["change", "plan"],
  plan: ["plan"],
};

export interface WrittenRule {
  readonly rule: Rule;
  /** The members as written, for the digest of the policy. */
  readonly written: { readonly [member: string]: string };
}

/** Rules that can be run; what is wrong with the others is told by the reader. */
export function readRules(
  reader: ShapeReader,
  environment: PolicyEnvironment,
  value: YamlValue | undefined,
): WrittenRule[] {
  const map = reader.map(["rules"], value, null);
  if (map === null) return [];
  if (map.size > LIMITS.rules) {
    reader.refuse(problem.tooManyRules(reader.keyPlace(["rules"]), map.size, LIMITS.rules));
    return [];
  }
  return [...map].flatMap(([name, rule]) => readRule(reader, environment, name, rule) ?? []);
}

function readRule(
  reader: ShapeReader,
  environment: PolicyEnvironment,
  name: string,
  value: YamlValue,
): WrittenRule | null {
  const path = ["rules", name];
  const at = reader.keyPlace(path);
  if (!RULE_NAME.test(name)) reader.refuse(problem.badRuleName(at, name));
  const map = reader.map(path, value, RULE_MEMBERS);
  if (map === null) return null;
  const what = `the rule ${name}`;
  const over = readScope(reader, path, map, what);
  const severity = reader.oneOf([...path, "severity"], map, SEVERITIES) ?? "error";
  const required = reader.required([...path, "require"], map, what, "an expression that must be true");
  const said = reader.required([...path, "message"], map, what, "what to say where it is not");
  const written = writtenMembers(map);
  if (over === null) return null;
  const expression = (member: string, text: string | null): Expression | null => {
    if (text === null) return null;
    const places = reader.placesIn([...path, member], text);
    const found = compile(environment, text, places, VARIABLES[over], ["bool"]);
    return "code" in found ? reader.refuse(found) : found;
  };
  const when = expression("when", reader.text([...path, "when"], map));
  const require = expression("require", required);
  const places = reader.placesIn([...path, "message"], said ?? "");
  const { message, diagnostics } = compileMessage(environment, said ?? "", places, VARIABLES[over]);
  reader.diagnostics.push(...diagnostics);
  const description = reader.text([...path, "description"], map) ?? "";
  const fix = reader.text([...path, "fix"], map) ?? "";
  if (require === null) return null;
  return { rule: { name, over, severity, description, when, require, message, fix, at }, written };
}

function readScope(reader: ShapeReader, path: YamlPath, map: YamlMap, what: string): Scope | null {
  const wanted = `${SCOPES.join(" or ")}: what it runs over`;
  if (map.has("over")) return reader.oneOf([...path, "over"], map, SCOPES);
  return reader.refuse(problem.missingMember(reader.keyPlace(path), what, "over", wanted));
}

function writtenMembers(map: YamlMap): { [member: string]: string } {
  return Object.fromEntries([...map].filter(([, each]) => typeof each === "string")) as {
    [name: string]: string;
  };
}

export function readWaivers(
  reader: ShapeReader,
  known: readonly string[],
  value: YamlValue | undefined,
): PlacedWaiver[] {
  return reader.list(["waivers"], value).flatMap((each, index) => {
    const path = ["waivers", index];
    const map = reader.map(path, each, WAIVER_MEMBERS);
    if (map === null) return [];
    const what = `the waiver ${index + 1}`;
    const rule = reader.required([...path, "rule"], map, what, "the name of a rule");
    if (rule !== null && !known.includes(rule)) {
      reader.refuse(problem.unknownRule(reader.place([...path, "rule"]), rule, known));
    }
    const patterns = reader.texts([...path, "for"], map.get("for"));
    if (!map.has("for")) {
      const wanted = "a list of addresses or objects, with `*` for any run";
      reader.refuse(problem.missingMember(reader.keyPlace(path), what, "for", wanted));
    }
    const written = reader.required([...path, "until"], map, what, "when it ends");
    const until = reader.instant([...path, "until"], written);
    const reason = reader.required([...path, "reason"], map, what, "why it is right");
    if (rule === null || until === null || reason === null) return [];
    return [{ rule, for: patterns, until, reason, at: reader.place(path) }];
  });
}
