import { serve } from "../../../src/terraform/serve.ts";
import { TrivialProvider } from "./trivial-provider.ts";

serve(new TrivialProvider());
