/** The provider as a process: started by a core, heard by it alone, and gone as soon as the core is done. */
import { writeSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { selfSigned } from "./certificate.ts";
import { handshakeLine, readTerms, type Terms } from "./handshake.ts";
import { listen } from "./listen.ts";
import { type Log, logLevel, makeLog } from "./log.ts";
import type { Trust } from "./plugin-server.ts";

const STDOUT = 1;
const ORPHAN_CHECK_MILLISECONDS = 2_000;
/** Twice as long as a core waits for a provider to start. */
const FIRST_CONNECTION_MILLISECONDS = 120_000;
/** Long enough for the answer to leave, far below the two seconds after which the core kills. */
const LAST_ANSWER_MILLISECONDS = 20;
const EXIT = { done: 0, failed: 1, terminated: 143 } as const;

/** Makes of trust and a log what takes connections. `shutdown` is for when the core has no more use for the process. */
export type Accept = (trust: Trust | null, log: Log, shutdown: () => void) => (socket: Socket) => void;

/**
 * Serves until the core says it is done, or is gone. Ends the process with status 1 when nobody started it as a plugin.
 * @param load called once the core has the handshake to read, so that loading does not delay the start
 */
export async function serveProvider(load: () => Promise<Accept>): Promise<void> {
  const terms = readTerms(process.env);
  if (terms === null) return refuse();
  keepStdoutClean();
  const log = makeLog(logLevel(process.env), (line) => process.stderr.write(line));
  const trust = trustOf(terms);
  const server = createServer();
  const address = await listen(server, terms.folder, terms.ports);
  const leave = (code: number): never => {
    address.remove();
    process.exit(code);
  };
  const shutdown = () => setTimeout(() => leave(EXIT.done), LAST_ANSWER_MILLISECONDS);
  const accepting = new Promise<void>((resolve) => setImmediate(resolve))
    .then(load)
    .then((accept) => accept(trust, log, shutdown));
  server.on("connection", (socket) => accepting.then((take) => take(socket)));
  accepting.catch((thrown: unknown) => {
    process.stderr.write(`The provider cannot be loaded: ${textOf(thrown)}\n`);
    leave(EXIT.failed);
  });
  outlive(log, leave);
  const unwanted = setTimeout(() => leave(EXIT.done), FIRST_CONNECTION_MILLISECONDS).unref();
  server.once("connection", () => clearTimeout(unwanted));
  writeSync(STDOUT, handshakeLine(address, trust?.own.der ?? null, terms));
}

const trustOf = ({ clientCertificate }: Terms): Trust | null =>
  clientCertificate === null ? null : { client: clientCertificate, own: selfSigned(new Date()) };

function refuse(): void {
  process.stderr.write(
    "This program is a provider plugin. Terraform or OpenTofu starts it; it does nothing on its own.\n",
  );
  process.exitCode = EXIT.failed;
}

/** The core reads the handshake from standard output and nothing else; whoever prints goes to standard error. */
function keepStdoutClean(): void {
  Object.defineProperty(process, "stdout", { configurable: true, get: () => process.stderr });
}

/** Signals and accidents: an apply that runs is never cut in half, and no process stays behind without a core. */
function outlive(log: Log, leave: (code: number) => never): void {
  process.on("SIGINT", () => log("debug", "an interrupt is left to the core"));
  process.on("SIGTERM", () => leave(EXIT.terminated));
  const accident = (thrown: unknown) => log("error", "an error reached nobody", { reason: textOf(thrown) });
  process.on("uncaughtException", accident);
  process.on("unhandledRejection", accident);
  process.stderr.on("error", () => {});
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) leave(EXIT.done);
  }, ORPHAN_CHECK_MILLISECONDS).unref();
}

const textOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
