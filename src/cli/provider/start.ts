/** The Terraform provider as a process. It loads everything but the handshake after the handshake. */
import { serveProvider } from "../../terraform/protocol/serve-provider.ts";

serveProvider(async () => (await import("./service.ts")).accept);
