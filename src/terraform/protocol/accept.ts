/** Connections answered by a service. Stands apart because the handshake goes out before any of this is loaded. */
import { callTable } from "./call-table.ts";
import { pluginServer } from "./plugin-server.ts";
import type { ProviderService } from "./provider.ts";
import type { Accept } from "./serve-provider.ts";

export const acceptFor =
  (service: ProviderService): Accept =>
  (trust, log, shutdown) =>
    pluginServer(callTable(service, log, shutdown), trust, log);
