/** Serves a provider to the Terraform or OpenTofu that started this process. */
import { type Serviced, serveProvider } from "./protocol/serve-provider.ts";

/** @param service a function is called after the handshake, so that loading what it needs does not delay the start. */
export const serve = (service: Serviced): Promise<void> => serveProvider(service);
