/** A stand-in for the platform that writes down what it is asked and answers by a script. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Client, Connection } from "../../src/platform/contract.ts";
import { cxengage } from "../../src/platform/cxengage/index.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** Status and body; without a status 200, or 201 after a POST. */
export interface Scripted {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}
export type Script = (asked: Asked) => Scripted | undefined;

export const result = (value: unknown): Scripted => ({ body: { result: value } });

export class Recorder {
  readonly asked: Asked[] = [];
  readonly #server: Server;
  readonly #clients: Client[] = [];
  readonly endpoint: string;

  static async start(script: Script): Promise<Recorder> {
    let recorder: Recorder | undefined;
    const server = createServer(async (request, response) => {
      const asked = await read(request);
      recorder?.asked.push(asked);
      const answer = script(asked) ?? {
        status: 404,
        body: { error: { code: 404, message: "not scripted" } },
      };
      const status = answer.status ?? (asked.method === "POST" ? 201 : 200);
      response.writeHead(status, { "content-type": "application/json", ...answer.headers });
      response.end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    recorder = new Recorder(server);
    return recorder;
  }

  private constructor(server: Server) {
    this.#server = server;
    this.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  }

  connect(credentials: Record<string, string>, more: Partial<Connection> = {}): Client {
    const client = cxengage.connect({
      endpoint: this.endpoint,
      account: "t-1",
      accountNames: [],
      create: false,
      credentials,
      concurrency: 4,
      timeoutMilliseconds: 5_000,
      sends: 2,
      ...more,
    });
    this.#clients.push(client);
    return client;
  }

  /** Calls as `METHOD path`, without those that open the tenant. */
  get calls(): string[] {
    const opening = ["POST /v1/tokens", "POST /v1/login", "GET /v1/tenants/t-1"];
    return this.asked.map((each) => `${each.method} ${each.path}`).filter((each) => !opening.includes(each));
  }

  /** Bodies of the calls with this method and path. */
  bodies(call: string): unknown[] {
    return this.asked.filter((each) => `${each.method} ${each.path}` === call).map((each) => each.body);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  const { method = "", url: path = "" } = request;
  return {
    method,
    path,
    authorization: request.headers.authorization,
    body: text === "" ? null : JSON.parse(text),
  };
}
