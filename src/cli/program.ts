/** From arguments to a command that ran: parsing, the format it answers in, and what is said of wrong usage. */
import { Command, CommanderError } from "commander";
import { diagnose } from "../diagnostic/diagnostic.ts";
import { didYouMean } from "../diagnostic/suggest.ts";
import type { CommonFlags } from "./context.ts";
import { explain } from "./defect.ts";
import { defineCommands } from "./define-commands.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { type Format, Output } from "./output.ts";
import { type RunCommand, SIMPLE } from "./run-command.ts";

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
  const run: RunCommand = async (handler, formats = SIMPLE) => {
    code = await answer(io, program.opts<GlobalFlags>(), formats, handler);
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
    return thrown.exitCode === 0
      ? EXIT.done
      : refuseUsage(argv, io, unknownTopic(argv, program) ?? complaint);
  }
}

/** Runs the handler where the command has the format that was asked for; what it throws is explained. */
async function answer(
  io: Io,
  flags: GlobalFlags,
  formats: readonly Format[],
  handler: Parameters<RunCommand>[0],
): Promise<ExitCode> {
  const format = flags.json === true ? "json" : (flags.format ?? "text");
  const output = new Output(io, { format, quiet: flags.quiet === true, color: flags.color });
  const other = flags.format !== undefined && flags.format !== format ? flags.format : null;
  if (other !== null || !formats.includes(format)) {
    const message =
      other === null
        ? `this command has no ${format} output`
        : `--json and --format ${other} exclude each other`;
    return output.refuse({ code: "usage", message, fix: `Its formats are ${formats.join(", ")}.` });
  }
  try {
    return await handler({ io, output, flags });
  } catch (thrown) {
    return explain(thrown, io, output);
  }
}

/** The parser answers a request for help on an unknown command with the general help. */
function unknownTopic([first, topic]: readonly string[], program: Command): string | null {
  const names = program.commands.map((command) => command.name());
  const isUnknown =
    first === "help" && topic !== undefined && !topic.startsWith("-") && !names.includes(topic);
  return isUnknown ? `error: there is no command "${topic}".${didYouMean(topic, names)}` : null;
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
