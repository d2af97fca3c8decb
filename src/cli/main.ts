/** The command line as a function of its arguments. */
import { asJson } from "../report/json.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { version } from "./version.ts";

/** Runs one command and returns its exit code; never throws. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  // Answered before anything else is loaded.
  if (argv[0] === "--version" || argv[0] === "-V") {
    io.out(argv.includes("--json") ? asJson({ version: version() }) : `${version()}\n`);
    return EXIT.done;
  }
  const { runProgram } = await import("./program.ts");
  return runProgram(argv, io);
}
