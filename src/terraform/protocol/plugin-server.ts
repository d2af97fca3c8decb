/** The server of one provider: encrypted for the process that started it, or plain for one that asks for that. */
import { createSecureServer, createServer, type Http2SecureServer, type Http2Server } from "node:http2";
import type { Socket } from "node:net";
import type { Certificate } from "./certificate.ts";
import { answerCalls, type CallTable } from "./grpc.ts";
import type { Log } from "./log.ts";

/** Large messages should not wait for acknowledgements piece by piece. */
const WINDOW_BYTES = 4 * 1024 * 1024;
/** So that several messages of the largest size can be under way; in MiB. */
const SESSION_MEMORY_MEBIBYTES = 2_048;
const OPTIONS = {
  settings: { initialWindowSize: WINDOW_BYTES, enablePush: false },
  maxSessionMemory: SESSION_MEMORY_MEBIBYTES,
};

/** What a client has to present and what it has to trust. */
export interface Trust {
  /** PEM of the only client that may connect. */
  readonly client: string;
  readonly own: Certificate;
}

/**
 * Takes connections that somebody else accepted.
 * @param trust null: no encryption.
 */
export function pluginServer(calls: CallTable, trust: Trust | null, log: Log): (socket: Socket) => void {
  const server = trust === null ? createServer(OPTIONS) : secureServer(trust);
  server.on("session", (session) => session.setLocalWindowSize(WINDOW_BYTES));
  server.on("sessionError", (error) => log("debug", "a connection failed", { reason: error.message }));
  server.on("tlsClientError", (error: Error) =>
    log("warn", "a connection was refused", { reason: error.message }),
  );
  answerCalls(server as Http2Server, calls, log);
  return (socket) => server.emit("connection", socket);
}

function secureServer({ client, own }: Trust): Http2SecureServer {
  return createSecureServer({
    ...OPTIONS,
    key: own.key,
    cert: own.certificate,
    ca: client,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
  });
}
