/** The command line as a process: streams, signals and the exit code. */
import { createInterface } from "node:readline/promises";
import { EXIT } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { main } from "./main.ts";

const DEFAULT_COLUMNS = 80;
const SAME_SIGNAL_MILLISECONDS = 1_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs the process's own arguments and ends it with the exit code once everything is printed. */
export async function runProcess(): Promise<void> {
  // A reader that went away (`cxroster plan | head`) ends the output, never the work.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  const settle = failUnlessSettled();
  const code = await main(process.argv.slice(2), processIo());
  settle();
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  process.exit(code);
}

/** A process that runs out of work before the command has ended must not look like one that succeeded. */
export function failUnlessSettled(): () => void {
  const unsettled = () => {
    process.exitCode = EXIT.failed;
    process.stderr.write("defect: This is a defect of cxroster: the command stopped before it was done\n");
  };
  process.once("beforeExit", unsettled);
  return () => void process.removeListener("beforeExit", unsettled);
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed) resolve();
    else stream.write("", () => resolve());
  });
}

/** The outside of this process. */
export function processIo(): Io {
  return {
    env: process.env,
    cwd: process.cwd(),
    isTerminal: {
      stdin: process.stdin.isTTY === true,
      stdout: process.stdout.isTTY === true,
      stderr: process.stderr.isTTY === true,
    },
    columns: process.stdout.columns ?? process.stderr.columns ?? DEFAULT_COLUMNS,
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    readInput,
    ask,
    now: () => new Date(),
    onInterrupt,
  };
}

async function readInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function ask(question: string): Promise<string | null> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<null>((resolve) => {
    lines.once("close", () => resolve(null));
    lines.once("SIGINT", () => resolve(null));
  });
  try {
    return await Promise.race([lines.question(question), ended]);
  } catch {
    return null;
  } finally {
    lines.close();
  }
}

/**
 * A second signal ends the process at once. One Ctrl-C often arrives twice, from the terminal and from `npx` or
 * another parent that passes it on, so what follows closely is the same signal.
 */
function onInterrupt(handler: () => void): () => void {
  let first: number | null = null;
  const listener = () => {
    if (first === null) {
      first = performance.now();
      handler();
    } else if (performance.now() - first > SAME_SIGNAL_MILLISECONDS) process.exit(EXIT.interrupted);
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.removeListener(signal, listener);
  };
}
