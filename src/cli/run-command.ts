/** How a command is run once its arguments are parsed, and the sets of formats that commands offer. */
import type { Context } from "./context.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Format } from "./output.ts";

/** Runs a command's handler with its context and keeps the exit code. Default of `formats`: SIMPLE. */
export type RunCommand = (
  handler: (context: Context) => ExitCode | Promise<ExitCode>,
  formats?: readonly Format[],
) => Promise<void>;

export const SIMPLE: readonly Format[] = ["text", "json"];
/** Formats of what somebody has to agree to. */
export const REVIEW: readonly Format[] = [...SIMPLE, "markdown", "html"];
/** Formats of commands whose result is, or holds, findings. */
export const FINDINGS: readonly Format[] = [...SIMPLE, "sarif"];
/** Formats of what is a table. */
export const TABLE: readonly Format[] = [...SIMPLE, "markdown", "csv", "html"];
