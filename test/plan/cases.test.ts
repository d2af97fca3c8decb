import { join } from "node:path";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { NORTHWIND } from "../support/accounts.ts";
import { runCases } from "../support/cases.ts";

runCases(join(import.meta.dirname, "../cases/plan"), NORTHWIND, engagecxTable);
