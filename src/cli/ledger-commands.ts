/** The commands that look back on past runs. */
import type { Command } from "commander";
import { ALLOW, collect, FILES, LEDGER } from "./flags.ts";
import type { RunCommand } from "./run-command.ts";

export function defineLedgerCommands(program: Command, run: RunCommand): void {
  defineRuns(program, run);
  defineUndo(program, run);
  defineApprove(program, run);
}

function defineRuns(program: Command, run: RunCommand): void {
  program
    .command("runs")
    .description(
      "list past runs; `runs verify` checks that their record is whole, `runs export` packs the evidence of one",
    )
    .argument("[action]", "list, verify or export; list if none is given")
    .argument("[what]", "for verify: an evidence pack instead of the ledger; for export: the run")
    .option(...LEDGER)
    .option("-o, --output <file>", "for export: the archive to write")
    .option("--head <hash>", "for verify: a ledger head that a run printed, which must be in the chain")
    .action((action, what, options) =>
      run(async (context) => (await import("./commands/runs.ts")).runs(context, action, what, options)),
    );
}

function defineUndo(program: Command, run: RunCommand): void {
  program
    .command("undo")
    .description("plan what takes a past run back, ask and run it; names what cannot be taken back")
    .argument("<run>", "the beginning of a run's id, or `last`")
    .option("-o, --output <file>", "save the plan for apply instead of running it")
    .option("--auto-approve", "do not ask")
    .option(...ALLOW, collect)
    .option("--allow-invitations", "bring people back who get a new invitation by it")
    .option("--write", "edit the manifest entries that would bring the changes back")
    .option(...FILES)
    .option(...LEDGER)
    .action((given, options) =>
      run(async (context) => (await import("./commands/undo.ts")).undo(context, given, options)),
    );
}

function defineApprove(program: Command, run: RunCommand): void {
  program
    .command("approve")
    .description("sign a saved plan; the approval lies beside it")
    .argument("[file]", "file that plan -o wrote")
    .option("--key <file>", "Ed25519 private key; also CXROSTER_APPROVAL_KEY, a path or the key itself")
    .option("--new-key <file>", "make a key instead, and print its line for the approvers file")
    .action((file, options) =>
      run(async (context) => (await import("./commands/approve.ts")).approve(context, file, options)),
    );
}
