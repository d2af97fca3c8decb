/** The provider as it would be with a made-up kind in the list. */
import { serve } from "../../../src/terraform/serve.ts";
import { providerService } from "../../../src/terraform/service.ts";
import { madeUp } from "./made-up.ts";

serve(providerService({ platforms: [madeUp], environment: process.env }));
