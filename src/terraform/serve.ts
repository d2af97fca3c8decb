/** Serves a provider to the Terraform or OpenTofu that started this process. */
import type { ProviderService } from "./protocol/provider.ts";
import { serveProvider } from "./protocol/serve-provider.ts";

export const serve = (service: ProviderService): Promise<void> => serveProvider(service);
