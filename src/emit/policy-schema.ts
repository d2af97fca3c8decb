/** policy.yaml as JSON Schema, for editors. */
import type { KindTable } from "../kind/table.ts";
import { LIMITS, SCOPES, typeOf } from "../policy/environment.ts";
import { RULE_NAME } from "../policy/read-rules.ts";
import { SEVERITIES } from "../policy/rule.ts";
import { patternsSchema, type Schema } from "./attribute-schema.ts";
import { DRAFT } from "./manifest-schema.ts";

const text = (description: string): Schema => ({ type: "string", minLength: 1, description });
const record = (properties: { readonly [name: string]: Schema }, required: readonly string[]): Schema => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

const until = text("A date, which means its end in UTC, or a time with an offset.");
const expression = (description: string): Schema => ({ ...text(description), maxLength: LIMITS.characters });

/** JSON Schema (draft 2020-12) of a policy for any of the platforms. */
export function policySchema(tables: readonly KindTable[]): Schema {
  return {
    $schema: DRAFT,
    $id: "urn:cxroster:policy:v1",
    title: "cxroster policy",
    description: "Limits of guards, what is protected, and rules that plans must keep.",
    type: "object",
    properties: {
      platform: {
        enum: tables.map((table) => table.platform),
        description: "Platform the policy is for. Default: that of the target.",
      },
      maxRemovals: removals,
      protected: protectedSchema(tables),
      rules: {
        type: "object",
        propertyNames: { pattern: RULE_NAME.source },
        maxProperties: LIMITS.rules,
        additionalProperties: rule,
        description: "Rules by name; a finding of one has the code `policy/NAME`.",
      },
      waivers: { type: "array", items: waiver, description: "Exceptions that end." },
      tests: { type: "array", items: test, description: "Run by `cxroster policy test`." },
    },
    additionalProperties: false,
  };
}

const removals: Schema = {
  ...record(
    {
      percent: {
        type: "integer",
        minimum: 0,
        maximum: 100,
        description: "Percent of the people with access who may lose everything in one plan.",
      },
      people: {
        type: "integer",
        minimum: 0,
        description: "People who may always lose everything, whatever the share.",
      },
    },
    [],
  ),
  description: "Limits of the guard `max-removals`; the larger one holds.",
};

function protectedSchema(tables: readonly KindTable[]): Schema {
  const keys = [...new Set(tables.flatMap((table) => table.kinds.map((kind) => kind.manifestKey)))].sort();
  return {
    ...record(Object.fromEntries(keys.map((key) => [key, patternsSchema()])), []),
    description: "Identity patterns of objects that no plan may remove or replace, by manifest key.",
  };
}

const rule: Schema = record(
  {
    over: {
      enum: [...SCOPES],
      description: "What it runs over: each person, each change, or the plan once.",
    },
    when: expression("CEL: where the rule holds. Default: everywhere."),
    require: expression("CEL: what must be true."),
    message: expression("What to say where it is not; `${EXPRESSION}` is filled in."),
    severity: { enum: [...SEVERITIES], default: "error", description: "`error` refuses the plan." },
    description: text("What the rule is good for."),
    fix: text("What to do about a finding."),
  },
  ["over", "require", "message"],
);

const waiver: Schema = record(
  {
    rule: text("Name of the rule."),
    for: { ...patternsSchema(), description: "Addresses, or objects as `kind:key`; `*` is any run." },
    until,
    reason: text("Why it is right."),
  },
  ["rule", "for", "until", "reason"],
);

const test: Schema = record(
  {
    name: text("What the test shows."),
    rule: text("Name of the rule."),
    expect: { enum: ["finding", "none"] },
    message: text("The exact message that is expected."),
    ...Object.fromEntries(
      SCOPES.map((scope) => [
        scope,
        { type: "object", description: `Fields of ${typeOf(scope)}; the others are empty.` },
      ]),
    ),
  },
  ["name", "rule", "expect"],
);
