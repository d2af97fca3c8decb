/** The commands that look at live accounts. */
import type { Command } from "commander";
import { FILES, LEDGER, PLATFORM } from "./flags.ts";
import { type RunCommand, SIMPLE, TABLE } from "./run-command.ts";

export function defineAccountCommands(program: Command, run: RunCommand): void {
  defineDrift(program, run);
  defineAudit(program, run);
  defineCompare(program, run);
  defineExport(program, run);
}

function defineDrift(program: Command, run: RunCommand): void {
  program
    .command("drift")
    .description("what was added, removed or changed on the platform; exit 2 if anything was")
    .option(...FILES)
    .option("--at <time>", "look at another time; a date means the end of that day")
    .option(...LEDGER)
    .action((options) =>
      run(
        async (context) => (await import("./commands/drift.ts")).drift(context, options),
        [...SIMPLE, "markdown"],
      ),
    );
}

function defineAudit(program: Command, run: RunCommand): void {
  program
    .command("audit")
    .description(
      "findings for auditors: desired against actual, managers, invitations, seats, what nobody manages",
    )
    .option(...FILES)
    .option("--detailed-exitcode", "exit 2 when there are errors or warnings")
    .option(...PLATFORM)
    .action((options) =>
      run(
        async (context) => (await import("./commands/audit.ts")).audit(context, options),
        [...TABLE, "sarif"],
      ),
    );
}

function defineCompare(program: Command, run: RunCommand): void {
  program
    .command("compare")
    .description("who may do what in one account, in another, or in both")
    .argument("<target>", "target of cxroster.yaml")
    .argument("<other>", "another one, of the same platform or not")
    .option("--detailed-exitcode", "exit 2 when somebody may do something in one of them only")
    .action((target, other, options) =>
      run(
        async (context) => (await import("./commands/compare.ts")).compare(context, target, other, options),
        TABLE,
      ),
    );
}

function defineExport(program: Command, run: RunCommand): void {
  program
    .command("export")
    .description("write manifests for a live account; planning them at once shows no change")
    .option("-o, --output <folder>", "folder to write one file per collection to; without it all is printed")
    .option("--only <collection...>", "only these collections, such as users and groups")
    .option("--with-disabled", "also objects that are disabled where removing means disabling")
    .option("--complete", "also what takes a call for each person to read")
    .option("--force", "replace files that exist")
    .option(...PLATFORM)
    .action((options) =>
      run(async (context) => (await import("./commands/export.ts")).exportCommand(context, options)),
    );
}
