/** A core of our own: starts a provider as Terraform does, over mutual TLS, and speaks the protocol with it. */
import { type ChildProcess, spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { type ClientHttp2Session, connect, constants } from "node:http2";
import { connect as connectPlain } from "node:net";
import { connect as connectTls } from "node:tls";
import { selfSigned } from "../../../src/terraform/protocol/certificate.ts";
import { frame } from "../../../src/terraform/protocol/grpc.ts";
import {
  decode,
  encode,
  type Given,
  type Message,
  type Shape,
} from "../../../src/terraform/protocol/wire.ts";

const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
const WINDOW_BYTES = 4 * 1024 * 1024;

export interface Reply {
  readonly status: number;
  readonly message: string;
  readonly body: Buffer;
}

export interface StartOptions {
  readonly environment?: { readonly [name: string]: string };
  /** Default true. */
  readonly tls?: boolean;
  /** Present another certificate than the one announced, or none. */
  readonly presents?: "announced" | "foreign" | "none";
}

export class CoreClient {
  readonly child: ChildProcess;
  readonly handshake: readonly string[];
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly exited: Promise<number | null>;
  /** When the handshake came, on the clock of `performance`. */
  readonly handshakeAt: number;
  readonly #session: ClientHttp2Session;

  constructor(
    child: ChildProcess,
    output: Output,
    handshake: readonly string[],
    session: ClientHttp2Session,
  ) {
    this.child = child;
    this.handshake = handshake;
    this.stdout = () => output.stdout;
    this.stderr = () => output.stderr;
    this.exited = output.exited;
    this.handshakeAt = output.lineAt;
    this.#session = session;
  }

  /** Starts the program and connects to where it says it listens. Throws where it does not start or does not let us in. */
  static async start(
    command: string,
    args: readonly string[],
    options: StartOptions = {},
  ): Promise<CoreClient> {
    const announced = selfSigned(new Date());
    const tls = options.tls ?? true;
    const child = spawn(command, args, {
      env: {
        ...process.env,
        TF_PLUGIN_MAGIC_COOKIE: COOKIE,
        PLUGIN_PROTOCOL_VERSIONS: "6,5",
        ...(tls ? { PLUGIN_CLIENT_CERT: announced.certificate } : {}),
        ...options.environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = collect(child);
    try {
      const handshake = (await output.line).split("|");
      const presented = { announced, foreign: selfSigned(new Date()), none: null }[
        options.presents ?? "announced"
      ];
      const session = await open(handshake, tls ? { presented } : null);
      return new CoreClient(child, output, handshake, session);
    } catch (thrown) {
      child.kill("SIGTERM");
      throw thrown;
    }
  }

  /** One call as bytes. */
  raw(path: string, request: Uint8Array, framed: Uint8Array = frame(request)): Promise<Reply> {
    const stream = this.#session.request({
      [constants.HTTP2_HEADER_METHOD]: "POST",
      [constants.HTTP2_HEADER_PATH]: path,
      "content-type": "application/grpc",
      te: "trailers",
    });
    const chunks: Buffer[] = [];
    let headers: { readonly [name: string]: unknown } = {};
    const take = (given: object) => {
      headers = { ...headers, ...given };
    };
    stream
      .on("response", take)
      .on("trailers", take)
      .on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.end(framed);
    return new Promise((resolve, reject) => {
      stream.on("error", reject).on("close", () =>
        resolve({
          status: Number(headers["grpc-status"] ?? Number.NaN),
          message: decodeURIComponent(String(headers["grpc-message"] ?? "")),
          body: Buffer.concat(chunks).subarray(5),
        }),
      );
    });
  }

  /** One call of the provider. Throws where it ends with another status than success. */
  async call<Request extends Shape, Response extends Shape>(
    method: string,
    request: Request,
    given: Given<Request>,
    response: Response,
  ): Promise<Message<Response>> {
    const { status, message, body } = await this.raw(`/tfplugin6.Provider/${method}`, encode(request, given));
    if (status !== 0) throw new Error(`${method} ended with ${status}: ${message}`);
    return decode(response, body);
  }

  /** Ends the provider as a core does; milliseconds until it is gone. */
  async shutdown(): Promise<number> {
    const start = performance.now();
    await this.raw("/plugin.GRPCController/Shutdown", new Uint8Array()).catch(() => {});
    this.#session.destroy();
    await this.exited;
    return performance.now() - start;
  }
}

interface Output {
  stdout: string;
  stderr: string;
  lineAt: number;
  readonly line: Promise<string>;
  readonly exited: Promise<number | null>;
}

function collect(child: ChildProcess): Output {
  const exited = new Promise<number | null>((resolve) => child.on("close", resolve));
  const { promise: line, resolve, reject } = Promise.withResolvers<string>();
  const output: Output = { stdout: "", stderr: "", lineAt: 0, exited, line };
  child.stdout?.on("data", (chunk) => {
    if (output.stdout === "") output.lineAt = performance.now();
    output.stdout += chunk;
    if (output.stdout.includes("\n")) resolve(output.stdout.split("\n")[0] ?? "");
  });
  child.stderr?.on("data", (chunk) => {
    output.stderr += chunk;
  });
  exited.then((code) => reject(new Error(`the provider ended with ${code}: ${output.stderr}`)));
  return output;
}

type Tls = { readonly presented: { readonly key: string; readonly certificate: string } | null };

/** Trusts exactly the certificate of the handshake, as a core does. */
function open(
  [, , network, address = "", , certificate = ""]: readonly string[],
  tls: Tls | null,
): Promise<ClientHttp2Session> {
  const [host = "", port = ""] = address.split(":");
  const where = network === "unix" ? { path: address } : { host, port: Number(port) };
  const socket = () => {
    if (tls === null) return connectPlain(where);
    const presented =
      tls.presented === null ? {} : { key: tls.presented.key, cert: tls.presented.certificate };
    const ca = new X509Certificate(Buffer.from(certificate, "base64")).toString();
    return connectTls({ ...where, ...presented, ca, servername: "localhost", ALPNProtocols: ["h2"] });
  };
  return new Promise((resolve, reject) => {
    const session = connect(tls === null ? "http://localhost" : "https://localhost", {
      createConnection: () => socket().on("error", reject),
      settings: { initialWindowSize: WINDOW_BYTES },
    });
    session.on("error", reject).on("close", () => reject(new Error("the connection was closed")));
    session.once("remoteSettings", () => {
      session.setLocalWindowSize(WINDOW_BYTES);
      resolve(session);
    });
  });
}
