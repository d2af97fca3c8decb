import { missesEveryRule } from "../mutation.ts";
import { newTenant, testServer } from "./client.ts";
import { cases, ruleOf, runCase } from "./rules.ts";

missesEveryRule(cases, ruleOf, testServer, async (each, server) =>
  runCase(each, await newTenant(server, each.fixture)),
);
