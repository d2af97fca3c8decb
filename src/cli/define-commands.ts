/** The commands and their flags. Each command's own file is loaded only when it runs. */
import type { Command } from "commander";
import { defineAccountCommands } from "./account-commands.ts";
import { concurrencyFlag, formatFlag, timeoutFlag } from "./flags.ts";
import { defineLedgerCommands } from "./ledger-commands.ts";
import { defineOtherCommands } from "./other-commands.ts";
import { defineRosterCommands } from "./roster-commands.ts";
import type { RunCommand } from "./run-command.ts";
import { version } from "./version.ts";

/** Every command and flag; what a command does is left to `run`. */
export function defineCommands(program: Command, run: RunCommand): void {
  program
    .description(
      "Keeps people's access to customer-experience platforms the way a Git repository says it should be.",
    )
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "explain a command")
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => title })
    .option("--target <name>", "target of cxroster.yaml")
    .option("--config <path>", "configuration instead of the nearest cxroster.yaml")
    .option(
      "--format <format>",
      "text, json, markdown, html, csv or sarif, as far as the command has it",
      formatFlag,
    )
    .option("--json", "the same as --format json")
    .option("--no-color", "no colour (also NO_COLOR)")
    .option("--quiet", "results and errors only")
    .option("--concurrency <n>", "calls under way at once, default 8", concurrencyFlag)
    .option("--timeout <seconds>", "seconds one call may take, default 30", timeoutFlag);
  defineRosterCommands(program, run);
  defineAccountCommands(program, run);
  defineLedgerCommands(program, run);
  defineOtherCommands(program, run);
}
