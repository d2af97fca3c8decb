/** Calls about the provider as a whole, its schemas, configuration and data sources. */
import { call } from "./call.ts";
import type { Unary } from "./grpc.ts";
import {
  configureRequest,
  diagnosticsOnly,
  empty,
  functionsResponse,
  identitySchemasResponse,
  metadataResponse,
  readDataRequest,
  readDataResponse,
  schemaResponse,
  stopResponse,
  upgradeIdentityRequest,
  upgradeIdentityResponse,
  validateProviderRequest,
  validateRequest,
} from "./messages.ts";
import { sayAll } from "./problems.ts";
import type { Serving } from "./resource-calls.ts";
import { identityMessage, schemaMessage } from "./schema-message.ts";
import { codecOf, dataSourceCodec, resourceCodec, storedIdentity, writeIdentity } from "./values.ts";
import { encode } from "./wire.ts";

const CAPABILITIES = { planDestroy: true, getProviderSchemaOptional: true, moveResourceState: true };

export function providerCalls(serving: Serving): { readonly [method: string]: Unary } {
  return {
    GetMetadata: metadata(serving),
    GetProviderSchema: once(schemas(serving)),
    GetResourceIdentitySchemas: once(identitySchemas(serving)),
    UpgradeResourceIdentity: upgradeIdentity(serving),
    ValidateProviderConfig: validateProvider(serving),
    ValidateResourceConfig: validateResource(serving),
    ValidateDataResourceConfig: validateDataSource(serving),
    ConfigureProvider: configure(serving),
    ReadDataSource: readDataSource(serving),
    GetFunctions: call({ request: empty, response: functionsResponse, run: () => ({}) }),
    StopProvider: stop(serving),
  };
}

/** Answers the same bytes each time; schemas are large and do not change. */
function once(unary: Unary): Unary {
  let answer: ReturnType<Unary> | undefined;
  return (request) => {
    answer ??= unary(request);
    return answer;
  };
}

function metadata({ schema }: Serving): Unary {
  const names = (all: object) => Object.keys(all).map((typeName) => ({ typeName }));
  return call({
    request: empty,
    response: metadataResponse,
    run: () => ({
      serverCapabilities: CAPABILITIES,
      resources: names(schema().resources),
      dataSources: names(schema().dataSources),
    }),
  });
}

/** Every entry of a record, changed. */
function mapped<T, U>(record: { readonly [name: string]: T }, change: (value: T) => U): Map<string, U> {
  return new Map(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function schemas({ schema }: Serving): Unary {
  return call({
    request: empty,
    response: schemaResponse,
    run: () => ({
      provider: schemaMessage(schema().provider),
      resourceSchemas: mapped(schema().resources, schemaMessage),
      dataSourceSchemas: mapped(schema().dataSources, schemaMessage),
      serverCapabilities: CAPABILITIES,
    }),
  });
}

function identitySchemas({ schema }: Serving): Unary {
  return call({
    request: empty,
    response: identitySchemasResponse,
    run: () => ({ identitySchemas: mapped(schema().identities, identityMessage) }),
  });
}

function upgradeIdentity({ schema }: Serving): Unary {
  return call({
    request: upgradeIdentityRequest,
    response: upgradeIdentityResponse,
    run({ typeName, rawIdentity }) {
      const identity =
        rawIdentity === undefined ? null : storedIdentity(schema(), typeName, rawIdentity.json);
      return { upgradedIdentity: writeIdentity(schema(), typeName, identity) };
    },
  });
}

function validateProvider({ service, schema }: Serving): Unary {
  return call({
    request: validateProviderRequest,
    response: diagnosticsOnly,
    async run({ config }) {
      const codec = codecOf(schema().provider);
      return { diagnostics: sayAll(await service.validateProvider(codec.readSome(config)), codec.type) };
    },
  });
}

function validateResource({ service, schema }: Serving): Unary {
  return call({
    request: validateRequest,
    response: diagnosticsOnly,
    async run({ typeName, config, clientCapabilities }) {
      const codec = resourceCodec(schema(), typeName);
      const writeOnly = clientCapabilities?.writeOnlyAttributesAllowed ?? false;
      const said = await service.validateResource(typeName, codec.readSome(config), writeOnly);
      return { diagnostics: sayAll(said, codec.type) };
    },
  });
}

function validateDataSource({ service, schema }: Serving): Unary {
  return call({
    request: validateRequest,
    response: diagnosticsOnly,
    async run({ typeName, config }) {
      const codec = dataSourceCodec(schema(), typeName);
      const said = await service.validateDataSource(typeName, codec.readSome(config));
      return { diagnostics: sayAll(said, codec.type) };
    },
  });
}

function configure({ service, schema }: Serving): Unary {
  return call({
    request: configureRequest,
    response: diagnosticsOnly,
    async run({ config, terraformVersion }) {
      const codec = codecOf(schema().provider);
      const said = await service.configure(codec.readSome(config), terraformVersion);
      return { diagnostics: sayAll(said, codec.type) };
    },
  });
}

function readDataSource({ service, schema }: Serving): Unary {
  return call({
    request: readDataRequest,
    response: readDataResponse,
    async run({ typeName, config }) {
      const codec = dataSourceCodec(schema(), typeName);
      const { state, diagnostics } = await service.readDataSource(typeName, codec.readSome(config));
      return { state: codec.write(state), diagnostics: sayAll(diagnostics, codec.type) };
    },
  });
}

/** Only passes the wish on: calls that run still answer, and the process stays. */
function stop({ service }: Serving): Unary {
  return () => {
    try {
      service.stop();
      return encode(stopResponse, {});
    } catch (thrown) {
      return encode(stopResponse, { error: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  };
}
