/** Serves a provider to the Terraform or OpenTofu that started this process. */
import type { ProviderService } from "./protocol/provider.ts";
import { serveProvider } from "./protocol/serve-provider.ts";

/** @param service a function is called after the handshake, so that loading what it needs does not delay the start. */
export const serve = (service: ProviderService | (() => Promise<ProviderService>)): Promise<void> =>
  serveProvider(async () => {
    const { acceptFor } = await import("./protocol/accept.ts");
    return acceptFor(typeof service === "function" ? await service() : service);
  });
