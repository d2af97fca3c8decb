import { join } from "node:path";
import { autoidTable } from "../../src/platform/autoid/index.ts";
import { runCases } from "../support/cases.ts";
import { TREE } from "./account.ts";

runCases(join(import.meta.dirname, "../cases/autoid"), TREE, autoidTable);
