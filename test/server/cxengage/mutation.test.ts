import { missesRules } from "../rule-suite.ts";
import { suite } from "./rules.ts";

missesRules(suite);
