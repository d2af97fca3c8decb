import { join } from "node:path";
import { contactcenterTable } from "../../src/platform/contactcenter/index.ts";
import { runCases } from "../support/cases.ts";
import { NORTHWIND } from "./account.ts";

runCases(join(import.meta.dirname, "../cases/contactcenter"), NORTHWIND, contactcenterTable);
