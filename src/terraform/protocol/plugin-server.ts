/** The server of one provider: encrypted for the process that started it, or plain for one that asks for that. */
import { createSecureServer, createServer, type Http2SecureServer, type Http2Server } from "node:http2";
import { selfSigned } from "./certificate.ts";
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

export interface PluginServer {
  readonly server: Http2Server | Http2SecureServer;
  /** What the other side has to trust; null without encryption. */
  readonly certificate: Buffer | null;
}

/** @param clientCertificate PEM of the only client that may connect; null: no encryption. */
export function pluginServer(calls: CallTable, clientCertificate: string | null, log: Log): PluginServer {
  const made = clientCertificate === null ? null : selfSigned(new Date());
  const server =
    made === null
      ? createServer(OPTIONS)
      : createSecureServer({
          ...OPTIONS,
          key: made.key,
          cert: made.certificate,
          ca: clientCertificate ?? "",
          requestCert: true,
          rejectUnauthorized: true,
          minVersion: "TLSv1.2",
        });
  server.on("session", (session) => session.setLocalWindowSize(WINDOW_BYTES));
  server.on("sessionError", (error) => log("debug", "a connection failed", { reason: error.message }));
  server.on("tlsClientError", (error: Error) =>
    log("warn", "a connection was refused", { reason: error.message }),
  );
  answerCalls(server as Http2Server, calls, log);
  return { server, certificate: made?.der ?? null };
}
