/** The provider as the acceptance tests start it: straight from the sources. */
import { serve } from "../../../src/terraform/serve.ts";

await serve(async () => {
  const [{ platforms }, { providerService }] = await Promise.all([
    import("../../../src/platform/index.ts"),
    import("../../../src/terraform/service.ts"),
  ]);
  return providerService({ platforms, environment: process.env });
});
