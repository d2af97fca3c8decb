/** Checks values against the generated schemas the way an outside tool would. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { parseAllDocuments } from "yaml";
import { planSchema } from "../../src/emit/plan-schema.ts";

/** A function that lists what is wrong with a value; an empty list means nothing. Throws on a schema that is not strict. */
export function checker(schema: object): (value: unknown) => string[] {
  const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);
  return (value) => {
    validate(value);
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ""}`);
  };
}

/** What is wrong with a plan as JSON text or value, unknown members included. */
export function planErrors(plan: unknown): string[] {
  return closedPlan(JSON.parse(typeof plan === "string" ? plan : JSON.stringify(plan)));
}

const closedPlan = checker(planSchema({ closed: true }));

/** The documents of a YAML text as an editor sees them: tagged values are strings. */
export function editorValues(text: string): unknown[] {
  const asText = ["!env", "!file"].map((tag) => ({ tag, resolve: (value: string) => value }));
  return parseAllDocuments(text, { customTags: asText }).map((document) => {
    const problem = [...document.errors, ...document.warnings][0];
    if (problem !== undefined) throw problem;
    return document.toJS() as unknown;
  });
}
