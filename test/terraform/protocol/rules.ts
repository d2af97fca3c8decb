/**
 * What a core enforces on the values a provider gives back, as functions that say each breach in a line. They are
 * stricter than a core where it would only notice later, at apply.
 */
import type {
  AttributePath,
  ObjectSchema,
  SchemaAttribute,
  TerraformObject,
  TerraformValue,
  TypeConstraint,
} from "../../../src/terraform/protocol/provider.ts";
import { UNKNOWN } from "../../../src/terraform/protocol/provider.ts";
import { attributeType, schemaType } from "../../../src/terraform/protocol/type-constraint.ts";
import { encodeValue } from "../../../src/terraform/protocol/value-writer.ts";
import { elements, entries, isObject, partType, plainNull, same, whollyKnown } from "./compare-values.ts";

type Object_ = TerraformObject | null;

/** Breaches of a planned value. */
export function planProblems(
  schema: ObjectSchema,
  prior: Object_,
  config: Object_,
  planned: Object_,
): string[] {
  if (config === null) return planned === null ? [] : ["a destroy must plan null"];
  if (planned === null) return ["the planned value is null"];
  const shape = shapeProblems(schema, planned);
  if (shape.length > 0) return shape;
  return schema.attributes.flatMap((attribute) =>
    plannedAttribute(attribute, `.${attribute.name}`, {
      config: config[attribute.name] ?? null,
      prior: prior?.[attribute.name] ?? null,
      planned: planned[attribute.name] ?? null,
    }),
  );
}

/** Every attribute there, of its type, and nothing else. */
export function shapeProblems(schema: ObjectSchema, value: TerraformObject): string[] {
  try {
    encodeValue(schemaType(schema), value);
    return [];
  } catch (thrown) {
    return [thrown instanceof Error ? thrown.message : String(thrown)];
  }
}

interface Values {
  readonly config: TerraformValue;
  readonly prior: TerraformValue;
  readonly planned: TerraformValue;
}

function plannedAttribute(attribute: SchemaAttribute, place: string, values: Values): string[] {
  const { config, prior, planned } = values;
  if (attribute.writeOnly) return planned === null ? [] : [`${place}: a write-only value is planned`];
  if (config === null) {
    if (attribute.computed || planned === null) return [];
    return [`${place}: a value is planned that is neither configured nor computed`];
  }
  if (config === UNKNOWN)
    return planned === UNKNOWN ? [] : [`${place}: the configuration is unknown and the plan is not`];
  const type = attributeType(attribute);
  if (same(planned, config, type) || (prior !== null && same(planned, prior, type))) return [];
  if (attribute.nested === undefined) return [`${place}: the planned value is not the configured one`];
  return plannedNested(attribute.nested, place, values);
}

type Nested = NonNullable<SchemaAttribute["nested"]>;

function plannedNested(nested: Nested, place: string, { config, prior, planned }: Values): string[] {
  if (planned === UNKNOWN || planned === null)
    return [`${place}: what is configured is planned as unknown or null`];
  const inner = (at: string, values: Values): string[] =>
    nested.attributes.flatMap((each) =>
      plannedAttribute(each, `${at}.${each.name}`, {
        config: entries(values.config)[each.name] ?? null,
        prior: entries(values.prior)[each.name] ?? null,
        planned: entries(values.planned)[each.name] ?? null,
      }),
    );
  if (nested.nesting === "single") return inner(place, { config, prior, planned });
  if (nested.nesting === "map") return plannedMap(place, { config, prior, planned }, inner);
  const [wanted, had, got] = [elements(config), elements(prior), elements(planned)];
  if (wanted.length !== got.length)
    return [`${place}: ${got.length} elements are planned, ${wanted.length} configured`];
  if (nested.nesting === "set") return [];
  return wanted.flatMap((each, index) =>
    inner(`${place}[${index}]`, {
      config: each,
      prior: had[index] ?? null,
      planned: got[index] ?? null,
    }),
  );
}

function plannedMap(
  place: string,
  values: Values,
  inner: (at: string, values: Values) => string[],
): string[] {
  const [config, prior, planned] = [entries(values.config), entries(values.prior), entries(values.planned)];
  const keys = Object.keys(config);
  if (!same(keys, Object.keys(planned))) return [`${place}: the planned keys are not the configured ones`];
  return keys.flatMap((key) =>
    inner(`${place}[${key}]`, {
      config: config[key] ?? null,
      prior: prior[key] ?? null,
      planned: planned[key] ?? null,
    }),
  );
}

/** Breaches of the paths that force a replacement. */
export function replaceProblems(
  schema: ObjectSchema,
  paths: readonly AttributePath[],
  prior: Object_,
  planned: Object_,
): string[] {
  return paths.flatMap((path) => {
    const resolves = [prior, planned].some((value) => value !== null && resolve(value, path) !== undefined);
    const known = schema.attributes.some((attribute) => attribute.name === path[0]);
    return known && resolves ? [] : [`a path that forces replacement leads nowhere: ${path.join(".")}`];
  });
}

function resolve(value: TerraformValue, path: AttributePath): TerraformValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const inner = typeof step === "number" ? elements(value)[step] : entries(value)[step];
  return inner === undefined ? undefined : resolve(inner, rest);
}

/** Breaches of what apply gives back without an error. */
export function applyProblems(schema: ObjectSchema, planned: Object_, state: Object_): string[] {
  if (planned === null) return state === null ? [] : ["something is left after a destroy"];
  if (state === null) return ["nothing is left after an apply"];
  return [...stateProblems(schema, state), ...kept(planned, state, schemaType(schema), "")];
}

/** Breaches of any value that is stored: wholly known, of its shape, without write-only values. */
export function stateProblems(schema: ObjectSchema, state: Object_): string[] {
  if (state === null) return [];
  const written = schema.attributes.filter((each) => each.writeOnly && state[each.name] !== null);
  return [
    ...shapeProblems(schema, state),
    ...(whollyKnown(state) ? [] : ["a stored value is unknown"]),
    ...written.map((each) => `.${each.name}: a write-only value is stored`),
  ];
}

type Type = TypeConstraint | undefined;

/** A plan is a promise: what was known in it comes back equal, what was null stays null. */
function kept(planned: TerraformValue, state: TerraformValue, type: Type, place: string): string[] {
  if (planned === UNKNOWN || same(planned, state, type)) return [];
  if (Array.isArray(planned) && Array.isArray(state))
    return type?.[0] === "set" ? keptSet(planned, state, type, place) : keptList(planned, state, type, place);
  if (!isObject(planned) || !isObject(state)) return [`${place}: the stored value is not the planned one`];
  const [was, is] = [entries(planned), entries(state)];
  if (!same(Object.keys(was), Object.keys(is))) return [`${place}: the stored keys are not the planned ones`];
  return Object.keys(was).flatMap((name) =>
    kept(was[name] ?? null, is[name] ?? null, partType(type, name), `${place}.${name}`),
  );
}

type List = readonly TerraformValue[];

function keptList(planned: List, state: List, type: Type, place: string): string[] {
  if (planned.length !== state.length) return [`${place}: the stored list is not as long as the planned one`];
  return planned.flatMap((each, index) =>
    kept(each, state[index] ?? null, partType(type, index), `${place}[${index}]`),
  );
}

/** A set may shrink where elements that were unknown turn out to be the same; it never grows. */
function keptSet(planned: List, state: List, type: Type, place: string): string[] {
  const inner = partType(type, 0);
  const fits = (wanted: TerraformValue, is: TerraformValue) => kept(wanted, is, inner, "").length === 0;
  const stray = state.some((is) => !planned.some((wanted) => fits(wanted, is)));
  const lost = planned.some((wanted) => !state.some((is) => fits(wanted, is)));
  return stray || lost || state.length > planned.length
    ? [`${place}: the stored elements are not the planned ones`]
    : [];
}

/** Breaches of what a data source gives back without an error. */
export function dataProblems(schema: ObjectSchema, config: TerraformObject, state: Object_): string[] {
  if (state === null) return ["a data source gave nothing"];
  const changed = schema.attributes.filter(
    ({ name }) =>
      !plainNull(config[name]) &&
      !same(config[name] ?? null, state[name] ?? null, partType(schemaType(schema), name)),
  );
  return [
    ...stateProblems(schema, state),
    ...changed.map(({ name }) => `.${name}: the configured value is not echoed`),
  ];
}

/** An identity once given stays. */
export function identityProblems(before: Object_, after: Object_): string[] {
  if (after !== null && !whollyKnown(after)) return ["an identity is not known"];
  return before === null || same(before, after) ? [] : ["an identity changed or was lost"];
}
