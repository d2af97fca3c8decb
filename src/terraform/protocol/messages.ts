/** The messages of the plugin protocol, minor 6.9, that this provider reads or writes: names, numbers, kinds of fields. */
import {
  bytes,
  flag,
  type Given,
  type Message,
  many,
  mapOf,
  message,
  optionalText,
  optionalWhole,
  text,
  whole,
} from "./wire.ts";

export const SEVERITY = { error: 1, warning: 2 } as const;
export const NESTING = { single: 1, list: 2, set: 3, map: 4 } as const;

export const dynamicValue = { msgpack: bytes(1), json: bytes(2) };
const step = {
  attributeName: optionalText(1),
  elementKeyString: optionalText(2),
  elementKeyInt: optionalWhole(3),
};
const attributePath = { steps: many(1, step) };
export const diagnostic = {
  severity: whole(1),
  summary: text(2),
  detail: text(3),
  attribute: message(4, attributePath),
};
const diagnostics = (number: number) => many(number, diagnostic);
const rawState = { json: bytes(1) };
const identityData = { identityData: message(1, dynamicValue) };
const clientCapabilities = { deferralAllowed: flag(1), writeOnlyAttributesAllowed: flag(2) };
const serverCapabilities = {
  planDestroy: flag(1),
  getProviderSchemaOptional: flag(2),
  moveResourceState: flag(3),
};

export const attribute = {
  name: text(1),
  type: bytes(2),
  description: text(3),
  required: flag(4),
  optional: flag(5),
  computed: flag(6),
  sensitive: flag(7),
  descriptionKind: whole(8),
  deprecated: flag(9),
  /** A `nestedObject`, already encoded: attributes hold objects that hold attributes. */
  nestedType: bytes(10),
  writeOnly: flag(11),
};
export const nestedObject = { attributes: many(1, attribute), nesting: whole(3) };
const block = {
  version: whole(1),
  attributes: many(2, attribute),
  description: text(4),
  descriptionKind: whole(5),
  deprecated: flag(6),
};
export const schema = { version: whole(1), block: message(2, block) };
const identityAttribute = {
  name: text(1),
  type: bytes(2),
  requiredForImport: flag(3),
  optionalForImport: flag(4),
  description: text(5),
};
export const identitySchema = { version: whole(1), attributes: many(2, identityAttribute) };
const typeName = { typeName: text(1) };

export const empty = {};
/** An answer that has nothing but diagnostics. */
export const diagnosticsOnly = { diagnostics: diagnostics(1) };

export const metadataResponse = {
  serverCapabilities: message(1, serverCapabilities),
  diagnostics: diagnostics(2),
  dataSources: many(3, typeName),
  resources: many(4, typeName),
};
export const schemaResponse = {
  provider: message(1, schema),
  resourceSchemas: mapOf(2, schema),
  dataSourceSchemas: mapOf(3, schema),
  diagnostics: diagnostics(4),
  serverCapabilities: message(6, serverCapabilities),
};
export const identitySchemasResponse = {
  identitySchemas: mapOf(1, identitySchema),
  diagnostics: diagnostics(2),
};
export const validateProviderRequest = { config: message(1, dynamicValue) };
export const configureRequest = {
  terraformVersion: text(1),
  config: message(2, dynamicValue),
  clientCapabilities: message(3, clientCapabilities),
};
/** Of a resource and of a data source; only a resource's has capabilities. */
export const validateRequest = {
  typeName: text(1),
  config: message(2, dynamicValue),
  clientCapabilities: message(3, clientCapabilities),
};
export const upgradeStateRequest = { typeName: text(1), version: whole(2), rawState: message(3, rawState) };
export const upgradeStateResponse = {
  upgradedState: message(1, dynamicValue),
  diagnostics: diagnostics(2),
};
export const upgradeIdentityRequest = {
  typeName: text(1),
  version: whole(2),
  rawIdentity: message(3, rawState),
};
export const upgradeIdentityResponse = {
  upgradedIdentity: message(1, identityData),
  diagnostics: diagnostics(2),
};
export const readRequest = {
  typeName: text(1),
  currentState: message(2, dynamicValue),
  private: bytes(3),
  clientCapabilities: message(5, clientCapabilities),
  currentIdentity: message(6, identityData),
};
export const readResponse = {
  newState: message(1, dynamicValue),
  diagnostics: diagnostics(2),
  private: bytes(3),
  newIdentity: message(5, identityData),
};
export const planRequest = {
  typeName: text(1),
  priorState: message(2, dynamicValue),
  proposedNewState: message(3, dynamicValue),
  config: message(4, dynamicValue),
  priorPrivate: bytes(5),
  clientCapabilities: message(7, clientCapabilities),
  priorIdentity: message(8, identityData),
};
export const planResponse = {
  plannedState: message(1, dynamicValue),
  requiresReplace: many(2, attributePath),
  plannedPrivate: bytes(3),
  diagnostics: diagnostics(4),
  plannedIdentity: message(7, identityData),
};
export const applyRequest = {
  typeName: text(1),
  priorState: message(2, dynamicValue),
  plannedState: message(3, dynamicValue),
  config: message(4, dynamicValue),
  plannedPrivate: bytes(5),
  plannedIdentity: message(7, identityData),
};
export const applyResponse = {
  newState: message(1, dynamicValue),
  private: bytes(2),
  diagnostics: diagnostics(3),
  newIdentity: message(5, identityData),
};
export const importRequest = {
  typeName: text(1),
  id: text(2),
  clientCapabilities: message(3, clientCapabilities),
  identity: message(4, identityData),
};
const importedResource = {
  typeName: text(1),
  state: message(2, dynamicValue),
  private: bytes(3),
  identity: message(4, identityData),
};
export const importResponse = {
  importedResources: many(1, importedResource),
  diagnostics: diagnostics(2),
};
export const moveRequest = {
  sourceProviderAddress: text(1),
  sourceTypeName: text(2),
  sourceSchemaVersion: whole(3),
  sourceState: message(4, rawState),
  targetTypeName: text(5),
  sourcePrivate: bytes(6),
};
export const moveResponse = {
  targetState: message(1, dynamicValue),
  diagnostics: diagnostics(2),
  targetPrivate: bytes(3),
  targetIdentity: message(4, identityData),
};
export const readDataRequest = {
  typeName: text(1),
  config: message(2, dynamicValue),
  clientCapabilities: message(4, clientCapabilities),
};
export const readDataResponse = { state: message(1, dynamicValue), diagnostics: diagnostics(2) };
export const stopResponse = { error: text(1) };
export const functionsResponse = { diagnostics: diagnostics(2) };
export const healthResponse = { status: whole(1) };

export type DynamicValueMessage = Message<typeof dynamicValue>;
export type IdentityMessage = Message<typeof identityData>;
export type DiagnosticGiven = Given<typeof diagnostic>;
export type PathGiven = Given<typeof attributePath>;
export type AttributeGiven = Given<typeof attribute>;
export type SchemaGiven = Given<typeof schema>;
