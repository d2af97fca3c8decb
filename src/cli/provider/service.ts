/** The provider of all platforms; the environment completes its configuration. */
import { platforms } from "../../platform/index.ts";
import { acceptFor } from "../../terraform/protocol/accept.ts";
import { providerService } from "../../terraform/service.ts";

export const accept = acceptFor(providerService({ platforms, environment: process.env }));
