/** The commands that look back on past runs. */
import type { Command } from "commander";
import { LEDGER } from "./flags.ts";
import type { Run } from "./program.ts";

export function defineLedgerCommands(program: Command, run: Run): void {
  program
    .command("runs")
    .description("list past runs; `runs verify` checks that their record is whole")
    .argument("[action]", "list or verify; list if none is given")
    .argument("[what]", "for verify: an evidence pack instead of the ledger")
    .option(...LEDGER)
    .option("--head <hash>", "for verify: a ledger head that a run printed, which must be in the chain")
    .action((action, what, options) =>
      run(async (context) => (await import("./commands/runs.ts")).runs(context, action, what, options)),
    );
}
