/** A provider of the same schema that does nothing: what it is given is what it gives back. */
import { platforms } from "../src/platform/index.ts";
import { acceptFor } from "../src/terraform/protocol/accept.ts";
import type { ProviderService, ResourceResult } from "../src/terraform/protocol/provider.ts";
import { serveProvider } from "../src/terraform/protocol/serve-provider.ts";
import { providerService } from "../src/terraform/service.ts";

const real = providerService({ platforms, environment: {} });
const unused = async (): Promise<never> => {
  throw new Error("a plan does not ask for this");
};

const idle: ProviderService = {
  schema: () => real.schema(),
  upgradeState: (type, version, stored) => real.upgradeState(type, version, stored),
  validateProvider: async () => [],
  configure: async () => [],
  validateResource: async () => [],
  validateDataSource: async () => [],
  readResource: async (request): Promise<ResourceResult> => ({ ...request, diagnostics: [] }),
  planResource: async ({ prior, proposed, private: kept, identity }) => ({
    planned: prior ?? proposed,
    identity,
    requiresReplace: [],
    private: kept,
    diagnostics: [],
  }),
  applyResource: unused,
  importResource: unused,
  moveResource: unused,
  readDataSource: unused,
  stop: () => undefined,
};

serveProvider(async () => acceptFor(idle));
