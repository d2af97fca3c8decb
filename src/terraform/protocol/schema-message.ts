/** Schemas as messages. */
import {
  type AttributeGiven,
  type identitySchema,
  NESTING,
  nestedObject,
  type SchemaGiven,
} from "./messages.ts";
import type { IdentitySchema, ObjectSchema, SchemaAttribute, TypeConstraint } from "./provider.ts";
import { attributeType, holdsDynamic } from "./type-constraint.ts";
import { encode, type Given } from "./wire.ts";

const MARKDOWN = 1;

/** Throws for an attribute that cores do not take: it would crash them instead of being refused. */
export function schemaMessage({ version, description, attributes }: ObjectSchema): SchemaGiven {
  const block = {
    version,
    description,
    descriptionKind: MARKDOWN,
    attributes: attributes.map(attributeMessage),
  };
  return { version, block };
}

function attributeMessage(given: SchemaAttribute): AttributeGiven {
  checkAttribute(given);
  const { name, description, nested, required, optional, computed, sensitive, writeOnly } = given;
  return {
    name,
    description:
      given.deprecated === undefined ? description : `${description} Deprecated: ${given.deprecated}`,
    descriptionKind: MARKDOWN,
    type: nested === undefined ? typeBytes(attributeType(given)) : undefined,
    nestedType: nested === undefined ? undefined : nestedMessage(nested),
    required,
    optional,
    computed,
    sensitive,
    writeOnly,
    deprecated: given.deprecated !== undefined,
  };
}

const typeBytes = (type: TypeConstraint): Buffer => Buffer.from(JSON.stringify(type));

function nestedMessage({ nesting, attributes }: NonNullable<SchemaAttribute["nested"]>): Buffer {
  return encode(nestedObject, { nesting: NESTING[nesting], attributes: attributes.map(attributeMessage) });
}

function checkAttribute(given: SchemaAttribute): void {
  const { name, required = false, optional = false, computed = false } = given;
  const refuse = (why: string): never => {
    throw new Error(`The schema of the attribute ${name} is wrong: ${why}.`);
  };
  if ((given.type === undefined) === (given.nested === undefined))
    refuse("it needs a type or nested attributes");
  if (!required && !optional && !computed) refuse("it is neither required nor optional nor computed");
  if (required && (optional || computed)) refuse("what is required is neither optional nor computed");
  const type = attributeType(given);
  if (type !== "dynamic" && holdsDynamic(type)) refuse("a value of any type cannot be inside another");
}

export function identityMessage({ version, attributes }: IdentitySchema): Given<typeof identitySchema> {
  return {
    version,
    attributes: attributes.map(({ name, type, description, requiredForImport }) => ({
      name,
      type: typeBytes(type),
      description,
      requiredForImport,
      optionalForImport: !requiredForImport,
    })),
  };
}
