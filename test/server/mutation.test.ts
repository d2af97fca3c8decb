import { newAccount, testServer } from "./client.ts";
import { missesEveryRule } from "./mutation.ts";
import { cases, ruleOf, runCase } from "./rules.ts";

missesEveryRule(cases, ruleOf, testServer, async (each, server) =>
  runCase(each, await newAccount(server, each.fixture)),
);
