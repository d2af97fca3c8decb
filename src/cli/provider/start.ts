/** The Terraform provider as a process: what its bundle starts with. */
import { serve } from "../../terraform/serve.ts";

serve(async () => {
  const [{ platforms }, { providerService }] = await Promise.all([
    import("../../platform/index.ts"),
    import("../../terraform/service.ts"),
  ]);
  return providerService({ platforms, environment: process.env });
});
