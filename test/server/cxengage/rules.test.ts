import { showsEveryRule } from "../rule-suite.ts";
import { suite } from "./rules.ts";

showsEveryRule(suite);
