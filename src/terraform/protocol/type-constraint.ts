/** Types of schemas and values. */
import { Malformed } from "./malformed.ts";
import type { IdentitySchema, ObjectSchema, SchemaAttribute, TypeConstraint } from "./provider.ts";

/** How deep a type from outside may nest. */
const DEPTH_MAXIMUM = 64;

export type Members = { readonly [name: string]: TypeConstraint };

/** The type an attribute's values have; that of a nested one follows from its attributes. */
export function attributeType(attribute: SchemaAttribute): TypeConstraint {
  if (attribute.nested === undefined) {
    if (attribute.type === undefined) throw new Error(`the attribute ${attribute.name} has no type`);
    return attribute.type;
  }
  const { nesting, attributes } = attribute.nested;
  const element = objectType(attributes);
  return nesting === "single" ? element : [nesting, element];
}

function objectType(attributes: readonly SchemaAttribute[]): TypeConstraint {
  return ["object", Object.fromEntries(attributes.map((each) => [each.name, attributeType(each)]))];
}

const types = new WeakMap<ObjectSchema | IdentitySchema, TypeConstraint>();

/** The type of a whole object; made once per schema. */
export function schemaType(schema: ObjectSchema): TypeConstraint {
  return remembered(schema, () => objectType(schema.attributes));
}

export function identityType(schema: IdentitySchema): TypeConstraint {
  return remembered(schema, () => [
    "object",
    Object.fromEntries(schema.attributes.map(({ name, type }) => [name, type])),
  ]);
}

function remembered(schema: ObjectSchema | IdentitySchema, make: () => TypeConstraint): TypeConstraint {
  const known = types.get(schema);
  if (known !== undefined) return known;
  const made = make();
  types.set(schema, made);
  return made;
}

/** Checks a type that came as JSON. Throws {@link Malformed} where it is none. */
export function readType(json: unknown, depth = 0): TypeConstraint {
  if (depth > DEPTH_MAXIMUM) throw new Malformed("a type nests too deep");
  if (json === "string" || json === "number" || json === "bool" || json === "dynamic") return json;
  if (!Array.isArray(json) || json.length < 2) throw new Malformed("a type is not one of the known ones");
  const [kind, inner] = json;
  if (kind === "list" || kind === "set" || kind === "map") return [kind, readType(inner, depth + 1)];
  if (kind === "tuple" && Array.isArray(inner))
    return ["tuple", inner.map((each) => readType(each, depth + 1))];
  if (kind !== "object" || typeof inner !== "object" || inner === null)
    throw new Malformed("a type is not one of the known ones");
  return ["object", readMembers(inner, depth)];
}

function readMembers(members: object, depth: number): Members {
  return Object.fromEntries(Object.entries(members).map(([name, type]) => [name, readType(type, depth + 1)]));
}

/** Whether values of a type can hold a value of any type. */
export function holdsDynamic(type: TypeConstraint): boolean {
  if (typeof type === "string") return type === "dynamic";
  if (type[0] === "object") return Object.values(type[1]).some(holdsDynamic);
  if (type[0] === "tuple") return type[1].some(holdsDynamic);
  return holdsDynamic(type[1]);
}
