/** The folder that runs of a target are recorded in, and what is found wrong with what lies there. */
import { join, resolve } from "node:path";
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import type { LedgerContent } from "../ledger/ledger.ts";
import type { Target } from "./config/target.ts";
import type { Context } from "./context.ts";

/** Beside cxroster.yaml. */
export const LEDGER_FOLDER = join(".cxroster", "ledger");

/** Absolute; `named` is relative to the working directory. */
export function ledgerFolderOf({ io }: Context, target: Target, named: string | undefined): string {
  return named === undefined ? join(target.directory, LEDGER_FOLDER) : resolve(io.cwd, named);
}

/** A warning for each broken line. */
export function ledgerFindings({ problems }: LedgerContent): Diagnostic[] {
  return problems.map(({ line, problem }) =>
    diagnose({
      code: "ledger",
      severity: "warning",
      message: `the record of runs is broken at line ${line}: ${problem}; what it remembers may not be all`,
      fix: "find out who changed it; move it aside to start a new one",
    }),
  );
}
