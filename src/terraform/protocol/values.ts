/** The values inside messages, by the schema of what they belong to. */
import { fromJson, parseJson } from "./json-value.ts";
import { Malformed } from "./malformed.ts";
import type { DynamicValueMessage, dynamicValue, IdentityMessage } from "./messages.ts";
import type {
  IdentitySchema,
  ObjectSchema,
  ProviderSchema,
  TerraformObject,
  TerraformValue,
  TypeConstraint,
} from "./provider.ts";
import { identityType, schemaType } from "./type-constraint.ts";
import { decodeValue } from "./value-reader.ts";
import { encodeValue } from "./value-writer.ts";
import type { Given } from "./wire.ts";

type Carried = Given<typeof dynamicValue>;

/** Reads and writes objects of one schema. */
export interface ObjectCodec {
  readonly type: TypeConstraint;
  /** Null where the message holds null or nothing. */
  read(message: DynamicValueMessage | undefined): TerraformObject | null;
  /** For what is never null, such as a configuration. */
  readSome(message: DynamicValueMessage | undefined): TerraformObject;
  write(value: TerraformObject | null): Carried;
  /** Writes what can be written and null for the rest, for a state that must not be lost. */
  salvage(value: TerraformObject): Carried;
}

export const resourceCodec = (schema: ProviderSchema, type: string): ObjectCodec =>
  codecOf(named(schema.resources, type, "resource"));
export const dataSourceCodec = (schema: ProviderSchema, type: string): ObjectCodec =>
  codecOf(named(schema.dataSources, type, "data source"));

export function codecOf(schema: ObjectSchema): ObjectCodec {
  const type = schemaType(schema);
  const read = (message: DynamicValueMessage | undefined) => asObject(readCarried(type, message));
  return {
    type,
    read,
    readSome(message) {
      const value = read(message);
      if (value === null) throw new Malformed("the value is null");
      return value;
    },
    write: (value) => ({ msgpack: encodeValue(type, value) }),
    salvage: (value) => ({ msgpack: encodeValue(type, fitting(type, value)) }),
  };
}

function fitting(type: TypeConstraint, value: TerraformObject): TerraformObject {
  const members = typeof type !== "string" && type[0] === "object" ? type[1] : {};
  const fits = ([name, each]: [string, TypeConstraint]) => {
    try {
      encodeValue(each, value[name] ?? null);
      return [name, value[name] ?? null];
    } catch {
      return [name, null];
    }
  };
  return Object.fromEntries(Object.entries(members).map(fits));
}

function named(schemas: { readonly [type: string]: ObjectSchema }, type: string, what: string): ObjectSchema {
  const schema = Object.hasOwn(schemas, type) ? schemas[type] : undefined;
  if (schema === undefined) throw new Malformed(`this provider has no ${what} ${type}`);
  return schema;
}

function readCarried(type: TypeConstraint, message: DynamicValueMessage | undefined): TerraformValue {
  if (message === undefined) return null;
  if (message.msgpack.length > 0) return decodeValue(type, message.msgpack);
  return message.json.length > 0 ? fromJson(type, parseJson(message.json)) : null;
}

function asObject(value: TerraformValue): TerraformObject | null {
  if (value === null) return null;
  if (typeof value !== "object") throw new Malformed("the value is not known as a whole");
  return value as TerraformObject;
}

const identityOf = (schema: ProviderSchema, type: string): IdentitySchema | undefined =>
  Object.hasOwn(schema.identities, type) ? schema.identities[type] : undefined;

/** Null where the resource has no identity, or none is known yet. */
export function readIdentity(
  schema: ProviderSchema,
  type: string,
  message: IdentityMessage | undefined,
): TerraformObject | null {
  const identity = identityOf(schema, type);
  return identity === undefined ? null : asObject(readCarried(identityType(identity), message?.identityData));
}

export function writeIdentity(schema: ProviderSchema, type: string, value: TerraformObject | null) {
  const identity = identityOf(schema, type);
  if (identity === undefined || value === null) return undefined;
  return { identityData: { msgpack: encodeValue(identityType(identity), value) } };
}

/** An identity from the JSON it is stored as; attributes it does not have yet are null. */
export function storedIdentity(
  schema: ProviderSchema,
  type: string,
  json: Uint8Array,
): TerraformObject | null {
  const identity = identityOf(schema, type);
  if (identity === undefined) throw new Malformed(`the resource ${type} has no identity`);
  return asObject(fromJson(identityType(identity), parseJson(json)));
}
