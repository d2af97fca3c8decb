import { join } from "node:path";
import { cxengageTable } from "../../src/platform/cxengage/index.ts";
import { runCases } from "../support/cases.ts";
import { NORTHWIND } from "./account.ts";

runCases(join(import.meta.dirname, "../cases/cxengage"), NORTHWIND, cxengageTable);
