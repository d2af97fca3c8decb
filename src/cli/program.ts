/** The commands and their flags. Each command's own file is loaded only when it runs. */
import { Command, CommanderError } from "commander";
import { diagnose } from "../diagnostic/diagnostic.ts";
import type { CommonFlags, Context } from "./context.ts";
import { explain } from "./defect.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import {
  ALLOW,
  approvalsFlag,
  collect,
  concurrencyFlag,
  FILES,
  formatFlag,
  LEDGER,
  portFlag,
  timeoutFlag,
} from "./flags.ts";
import type { Io } from "./io.ts";
import { defineLedgerCommands } from "./ledger-commands.ts";
import { type Format, Output } from "./output.ts";
import { version } from "./version.ts";

/** Runs a command's handler with its context and keeps the exit code; the formats it offers are text and JSON. */
export type Run = (
  handler: (context: Context) => ExitCode | Promise<ExitCode>,
  formats?: readonly Format[],
) => Promise<void>;

const SIMPLE: readonly Format[] = ["text", "json"];
const REVIEW: readonly Format[] = [...SIMPLE, "markdown", "html"];
/** Formats of commands whose result is, or holds, findings. */
const FINDINGS: readonly Format[] = [...SIMPLE, "sarif"];
const TABLE: readonly Format[] = [...SIMPLE, "markdown", "csv", "html"];

interface GlobalFlags extends CommonFlags {
  readonly format?: Format;
  readonly json?: boolean;
  readonly color: boolean;
  readonly quiet?: boolean;
}

/** Parses the arguments, runs the command and returns the exit code; never throws. */
export async function runProgram(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  let complaint = "";
  const program = new Command("cxroster");
  const run: Run = async (handler, formats = SIMPLE) => {
    const flags = program.opts<GlobalFlags>();
    const format = flags.json === true ? "json" : (flags.format ?? "text");
    const output = new Output(io, { format, quiet: flags.quiet === true, color: flags.color });
    const other = flags.format !== undefined && flags.format !== format ? flags.format : null;
    if (other !== null || !formats.includes(format)) {
      const message =
        other === null
          ? `this command has no ${format} output`
          : `--json and --format ${other} exclude each other`;
      code = output.refuse({ code: "usage", message, fix: `Its formats are ${formats.join(", ")}.` });
      return;
    }
    try {
      code = await handler({ io, output, flags });
    } catch (thrown) {
      code = explain(thrown, io, output);
    }
  };
  program.exitOverride().configureOutput({
    writeOut: (text) => io.out(text),
    writeErr: (text) => {
      complaint += text;
    },
    getOutHelpWidth: () => io.columns,
    getErrHelpWidth: () => io.columns,
  });
  defineCommands(program, run);
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? EXIT.done : refuseUsage(argv, io, complaint);
  }
}

/** Wrong usage, as text or as the one JSON document. */
function refuseUsage(argv: readonly string[], io: Io, complaint: string): ExitCode {
  const color = !argv.includes("--no-color");
  const output = new Output(io, { format: wantsJson(argv) ? "json" : "text", quiet: false, color });
  if (!complaint.startsWith("error: ")) {
    if (!output.json) io.error(complaint);
    else output.refuse({ code: "usage", message: "no command is named" });
    return EXIT.usage;
  }
  const message = complaint
    .slice("error: ".length)
    .trim()
    .replace(/\s*\n\s*/g, " ");
  return output.fail(EXIT.usage, [
    diagnose({ code: "usage", message, fix: "`cxroster help` lists commands and flags." }),
  ]);
}

/** Whether JSON was asked for, told from arguments that may not make sense otherwise. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.some(
    (each, index) =>
      each === "--json" || each === "--format=json" || (each === "--format" && argv[index + 1] === "json"),
  );
}

/** Every command and flag; what a command does is left to `run`. */
export function defineCommands(program: Command, run: Run): void {
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

const PLATFORM = ["--platform <name>", "platform of the account, where no configuration names it"] as const;

function defineRosterCommands(program: Command, run: Run): void {
  program
    .command("init")
    .description("write a starter manifest, cxroster.yaml, editor settings and CI files")
    .option("--platform <name>", "platform of the manifest", "engagecx")
    .action((options) => run(async (context) => (await import("./commands/init.ts")).init(context, options)));
  program
    .command("validate")
    .description("check manifests without connecting to anything")
    .option(...FILES)
    .action((options) =>
      run(async (context) => (await import("./commands/validate.ts")).validate(context, options), FINDINGS),
    );
  program
    .command("plan")
    .description("read the live account and print what would change; never writes to a platform")
    .option(...FILES)
    .option("-o, --output <file>", "also write the plan to a file that apply takes")
    .option("--at <time>", "preview another time; a date means the end of that day")
    .option(...ALLOW, collect)
    .option(...LEDGER)
    .option("--detailed-exitcode", "exit 2 when there are changes")
    .action((options) =>
      run(
        async (context) => (await import("./commands/plan.ts")).plan(context, options),
        [...REVIEW, "sarif"],
      ),
    );
  program
    .command("policy")
    .description("the rules that plans must keep")
    .command("test")
    .description("run the tests of a policy without connecting to anything")
    .argument("[file]", "policy; default that of the target")
    .option(...PLATFORM)
    .action((file, options) =>
      run(async (context) => (await import("./commands/policy-test.ts")).policyTest(context, file, options)),
    );
  program
    .command("show")
    .description("print a saved plan or a past run")
    .argument("<file|run>", "file that plan -o wrote, or the beginning of a run's id, or `last`")
    .option(...LEDGER)
    .action((file, options) =>
      run(async (context) => (await import("./commands/show.ts")).show(context, file, options), REVIEW),
    );
  program
    .command("access")
    .description("who may do what and through which path, now or after a saved plan")
    .option("--user <email>", "one person")
    .option("--workspace <name>", "who may open it")
    .option("--group <name>", "what it gives, and to whom")
    .option("--app <name>", "who may open it")
    .option("--on <key>", "any other object, `kind:name` or its name; may be repeated", collect)
    .option("--plan <file>", "after this plan instead of now")
    .option("--at <time>", "at another time; a date means the end of that day")
    .option(...FILES)
    .action((options) =>
      run(async (context) => (await import("./commands/access.ts")).access(context, options), TABLE),
    );
  program
    .command("apply")
    .description("run exactly a saved plan; or plan, ask and run")
    .argument("[file]", "file that plan -o wrote")
    .option(...FILES)
    .option("--auto-approve", "do not ask")
    .option("--require-approvals <n>", "apply a saved plan only with this many approvals", approvalsFlag)
    .option("--approvers <file>", "whose keys count; never from the change under review")
    .option(...ALLOW, collect)
    .option(...LEDGER)
    .action((file, options) =>
      run(async (context) => (await import("./commands/apply.ts")).apply(context, file, options)),
    );
}

function defineAccountCommands(program: Command, run: Run): void {
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

function defineOtherCommands(program: Command, run: Run): void {
  program
    .command("invite")
    .description("send an invitation again, or cancel it; no plan does either")
    .argument("<action>", "resend or cancel")
    .argument("<email>", "whom it was sent to")
    .action((action, email) =>
      run(async (context) => (await import("./commands/invite.ts")).invite(context, action, email)),
    );
  program
    .command("server")
    .description("serve accounts to rehearse and test against")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port, 0 for a free one", portFlag, 8411)
    .option("--store <file>", "database file; without it nothing outlives the process")
    .option("--smtp <url>", "send invitations through this mail server")
    .option("--rate-limit <n/min>", "answer 429 above this many calls a minute")
    .option("--demo", "take `demo` for the operator's token where none is set")
    .action((options) =>
      run(async (context) => (await import("./commands/server.ts")).server(context, options)),
    );
  program
    .command("schema")
    .description("print the JSON Schema of a platform's manifest")
    .argument("[platform]")
    .action((platform) =>
      run(async (context) => (await import("./commands/schema.ts")).schema(context, platform)),
    );
  program
    .command("terraform")
    .description("the provider for Terraform and OpenTofu")
    .command("install")
    .description("put the provider where Terraform and OpenTofu look for it on this machine")
    .option("--dir <folder>", "root of a filesystem mirror instead of ~/.terraform.d/plugins")
    .option("--with-node", "also copy this Node.js there; the default where npm brought it along")
    .option("--no-with-node", "leave that to the PATH, or to CXROSTER_NODE")
    .action((options) =>
      run(async (context) => {
        const { isBroughtAlong, terraformInstall } = await import("./commands/terraform-install.ts");
        return terraformInstall(context, { withNode: isBroughtAlong(process.execPath), ...options });
      }),
    );
  program
    .command("completion")
    .description("print a completion script")
    .argument("<shell>", "bash, zsh or fish")
    .action((shell) =>
      run(async (context) => (await import("./commands/completion.ts")).completion(context, program, shell)),
    );
  program
    .command("version")
    .description("print the version")
    .action(() =>
      run(({ output }) => {
        output.result(
          () => `${version()}\n`,
          () => ({ version: version() }),
        );
        return EXIT.done;
      }),
    );
}
