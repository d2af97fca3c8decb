/** Calls about resources. A call that throws still answers with what the core would lose otherwise. */
import { call } from "./call.ts";
import type { Unary } from "./grpc.ts";
import { parseJson } from "./json-value.ts";
import {
  applyRequest,
  applyResponse,
  importRequest,
  importResponse,
  moveRequest,
  moveResponse,
  planRequest,
  planResponse,
  readRequest,
  readResponse,
  upgradeStateRequest,
  upgradeStateResponse,
} from "./messages.ts";
import { pathGiven, sayAll, sayThrown } from "./problems.ts";
import type { ProviderSchema, ProviderService, ResourceResult } from "./provider.ts";
import { type ObjectCodec, readIdentity, resourceCodec, writeIdentity } from "./values.ts";

const NOTHING_STORED = Buffer.from("null");

export interface Serving {
  readonly service: ProviderService;
  /** Made once, at the first call that needs it. */
  schema(): ProviderSchema;
}

export function resourceCalls(serving: Serving): { readonly [method: string]: Unary } {
  return {
    UpgradeResourceState: upgrade(serving),
    ReadResource: read(serving),
    PlanResourceChange: plan(serving),
    ApplyResourceChange: apply(serving),
    ImportResourceState: importState(serving),
    MoveResourceState: move(serving),
  };
}

function upgrade({ service, schema }: Serving): Unary {
  return call({
    request: upgradeStateRequest,
    response: upgradeStateResponse,
    async run({ typeName, version, rawState }) {
      const codec = resourceCodec(schema(), typeName);
      const stored = parseJson(rawState === undefined ? NOTHING_STORED : rawState.json);
      const { state, diagnostics } = await service.upgradeState(typeName, version, stored);
      return { upgradedState: codec.write(state), diagnostics: sayAll(diagnostics, codec.type) };
    },
  });
}

function read({ service, schema }: Serving): Unary {
  return call({
    request: readRequest,
    response: readResponse,
    keep: (request) => ({
      newState: request.currentState,
      private: request.private,
      newIdentity: request.currentIdentity,
    }),
    async run(request) {
      const type = request.typeName;
      const codec = resourceCodec(schema(), type);
      const result = await service.readResource({
        type,
        state: codec.readSome(request.currentState),
        identity: readIdentity(schema(), type, request.currentIdentity),
        private: request.private,
      });
      return {
        newState: codec.write(result.state),
        private: result.private,
        newIdentity: writeIdentity(schema(), type, result.identity),
        diagnostics: sayAll(result.diagnostics, codec.type),
      };
    },
  });
}

function plan({ service, schema }: Serving): Unary {
  return call({
    request: planRequest,
    response: planResponse,
    keep: (request) => ({ plannedState: request.priorState, plannedPrivate: request.priorPrivate }),
    async run(request) {
      const type = request.typeName;
      const codec = resourceCodec(schema(), type);
      const result = await service.planResource({
        type,
        prior: codec.read(request.priorState),
        config: codec.read(request.config),
        proposed: codec.read(request.proposedNewState),
        private: request.priorPrivate,
        identity: readIdentity(schema(), type, request.priorIdentity),
      });
      return {
        plannedState: codec.write(result.planned),
        requiresReplace: result.requiresReplace.map((path) => pathGiven(path, codec.type)),
        plannedPrivate: result.private,
        plannedIdentity: writeIdentity(schema(), type, result.identity),
        diagnostics: sayAll(result.diagnostics, codec.type),
      };
    },
  });
}

function apply({ service, schema }: Serving): Unary {
  return call({
    request: applyRequest,
    response: applyResponse,
    keep: (request) => ({
      newState: request.priorState,
      private: request.plannedPrivate,
      newIdentity: request.plannedIdentity,
    }),
    async run(request) {
      const type = request.typeName;
      const codec = resourceCodec(schema(), type);
      const result = await service.applyResource({
        type,
        prior: codec.read(request.priorState),
        planned: codec.read(request.plannedState),
        config: codec.read(request.config),
        private: request.plannedPrivate,
        identity: readIdentity(schema(), type, request.plannedIdentity),
      });
      return {
        private: result.private,
        newIdentity: writeIdentity(schema(), type, result.identity),
        ...savedState(codec, result),
      };
    },
  });
}

/** The call was made, so its state is kept also where the service answers with something the schema does not allow. */
function savedState(codec: ObjectCodec, { state, diagnostics }: ResourceResult) {
  const said = sayAll(diagnostics, codec.type);
  try {
    return { newState: codec.write(state), diagnostics: said };
  } catch (thrown) {
    const newState = state === null ? codec.write(null) : codec.salvage(state);
    return { newState, diagnostics: [...said, sayThrown(thrown)] };
  }
}

function importState({ service, schema }: Serving): Unary {
  return call({
    request: importRequest,
    response: importResponse,
    async run({ typeName, id, identity }) {
      const codec = resourceCodec(schema(), typeName);
      const given = readIdentity(schema(), typeName, identity);
      const result = await service.importResource(typeName, id, given);
      const found = {
        typeName,
        state: codec.write(result.state),
        private: result.private,
        identity: writeIdentity(schema(), typeName, result.identity),
      };
      return {
        importedResources: result.state === null ? [] : [found],
        diagnostics: sayAll(result.diagnostics, codec.type),
      };
    },
  });
}

function move({ service, schema }: Serving): Unary {
  return call({
    request: moveRequest,
    response: moveResponse,
    async run(request) {
      const target = request.targetTypeName;
      const codec = resourceCodec(schema(), target);
      const source = {
        provider: request.sourceProviderAddress,
        type: request.sourceTypeName,
        version: request.sourceSchemaVersion,
        stored: parseJson(request.sourceState === undefined ? NOTHING_STORED : request.sourceState.json),
      };
      const result: ResourceResult = await service.moveResource(source, target);
      return {
        targetState: codec.write(result.state),
        targetPrivate: result.private,
        targetIdentity: writeIdentity(schema(), target, result.identity),
        diagnostics: sayAll(result.diagnostics, codec.type),
      };
    },
  });
}
