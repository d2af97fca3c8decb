/** A service that is watched: every value it gives back is held against what a core enforces. */
import type { ProviderService } from "../../../src/terraform/protocol/provider.ts";
import {
  applyProblems,
  dataProblems,
  identityProblems,
  planProblems,
  replaceProblems,
  stateProblems,
} from "./rules.ts";

const failed = (diagnostics: readonly { readonly severity: string }[]): boolean =>
  diagnostics.some((each) => each.severity === "error");

/** The same service; each breach is added to `problems` with the call it was in. */
export function checked(service: ProviderService, problems: string[]): ProviderService {
  const schema = service.schema();
  const resource = (type: string) => {
    const found = schema.resources[type];
    if (found === undefined) throw new Error(`there is no resource ${type}`);
    return found;
  };
  const note = (call: string, all: readonly string[]) =>
    problems.push(...all.map((each) => `${call}: ${each}`));
  return {
    schema: () => schema,
    validateProvider: (config) => service.validateProvider(config),
    configure: (config, version) => service.configure(config, version),
    validateResource: (type, config, allowed) => service.validateResource(type, config, allowed),
    validateDataSource: (type, config) => service.validateDataSource(type, config),
    stop: () => service.stop(),
    async upgradeState(type, version, stored) {
      const result = await service.upgradeState(type, version, stored);
      if (!failed(result.diagnostics)) note("upgrade", stateProblems(resource(type), result.state));
      return result;
    },
    async readResource(request) {
      const result = await service.readResource(request);
      if (failed(result.diagnostics)) return result;
      note("read", stateProblems(resource(request.type), result.state));
      if (result.state !== null) note("read", identityProblems(request.identity, result.identity));
      return result;
    },
    async planResource(request) {
      const result = await service.planResource(request);
      if (failed(result.diagnostics)) return result;
      const schema = resource(request.type);
      note("plan", planProblems(schema, request.prior, request.config, result.planned));
      note("plan", replaceProblems(schema, result.requiresReplace, request.prior, result.planned));
      return result;
    },
    async applyResource(request) {
      const result = await service.applyResource(request);
      const schema = resource(request.type);
      if (failed(result.diagnostics)) note("failed apply", stateProblems(schema, result.state));
      else note("apply", applyProblems(schema, request.planned, result.state));
      if (!failed(result.diagnostics) && result.state !== null)
        note("apply", identityProblems(request.identity, result.identity));
      return result;
    },
    async importResource(type, id, identity) {
      const result = await service.importResource(type, id, identity);
      if (failed(result.diagnostics)) return result;
      const nothing = result.state === null ? ["nothing was imported"] : [];
      note("import", [...nothing, ...stateProblems(resource(type), result.state)]);
      return result;
    },
    async moveResource(source, target) {
      const result = await service.moveResource(source, target);
      if (!failed(result.diagnostics)) note("move", stateProblems(resource(target), result.state));
      return result;
    },
    async readDataSource(type, config) {
      const result = await service.readDataSource(type, config);
      const found = schema.dataSources[type];
      if (found === undefined) throw new Error(`there is no data source ${type}`);
      if (!failed(result.diagnostics)) note("data source", dataProblems(found, config, result.state));
      return result;
    },
  };
}
