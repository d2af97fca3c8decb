/** Test setup: which cases properties draw. */
import { settleCases } from "./property-cases.ts";

settleCases();
