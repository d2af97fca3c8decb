/** Starts and stops the bundled account server. */
import Fastify, { type FastifyInstance } from "fastify";
import { adminRoutes } from "./admin.ts";
import { json } from "./answer.ts";
import type { Services } from "./call.ts";
import { Clock } from "./clock.ts";
import { Counters } from "./counters.ts";
import { type Gate, registerRoutes, requestId, sendError } from "./dispatch.ts";
import { Faults } from "./faults.ts";
import { forgetOldKeys } from "./idempotency.ts";
import { Sender } from "./mail.ts";
import { MOUNTS } from "./mounts.ts";
import { Outbox } from "./outbox.ts";
import { pageRoutes } from "./pages/pages.ts";
import { RateLimit } from "./rate-limit.ts";
import type { Route } from "./route.ts";
import { Refusal, Rules } from "./rules.ts";
import type { Database, Db } from "./store/database.ts";
import { CORE_SCHEMA } from "./store/schema.ts";
import { Store } from "./store/store.ts";

export interface ServerOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 8411; 0 takes a free one. */
  readonly port?: number;
  /** File of the store. Default: memory, gone when the server stops. */
  readonly store?: string;
  /** SMTP URL; without one messages are only kept in the outbox. */
  readonly smtp?: string;
  /** Requests per minute and caller. Default: no limit. */
  readonly rateLimitPerMinute?: number;
  /** Token of the operator's surface; without one there is none. */
  readonly adminToken?: string;
  /** Sets the operator's token to `demo` where none is given. */
  readonly demo?: boolean;
  /** Rules this server leaves out, for tests of the tests. */
  readonly withoutRules?: readonly string[];
  /** Told about failures of the server's own. Default: silent. */
  readonly log?: (line: string) => void;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Finishes the requests under way, then closes the store. */
  stop(): Promise<void>;
}

const PORT_DEFAULT = 8411;
/** Room for a logo as base64 inside JSON. */
const BODY_MAXIMUM_BYTES = 4 * 1024 * 1024;
const PARAMETER_MAXIMUM = 512;
const CLEANING_MILLISECONDS = 60 * 60 * 1000;
const DEMO_TOKEN = "demo";

/** Throws where the store cannot be opened (code `store-not-supported` for a database URL) or the port is taken. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const store = await Store.open(options.store, [...CORE_SCHEMA, ...MOUNTS.map((mount) => mount.migration)]);
  try {
    return await run(store, options);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function run(store: Store, options: ServerOptions): Promise<RunningServer> {
  const log = options.log ?? (() => {});
  let url = "";
  const services: Services = {
    rules: new Rules(options.withoutRules),
    clock: new Clock(),
    store,
    outbox: new Outbox(options.smtp !== undefined),
    counters: new Counters(),
    baseUrl: () => url,
  };
  await services.clock.load(store);
  const sender = options.smtp === undefined ? null : new Sender(store, options.smtp, log, bounced);
  const app = build(services, options, log, () => sender?.poke());
  const host = options.host ?? "127.0.0.1";
  await app.listen({ host, port: options.port ?? PORT_DEFAULT });
  const address = app.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  sender?.poke();
  const cleaning = keepClean(services, log);
  const stop = async () => {
    clearInterval(cleaning);
    await app.close();
    await sender?.stop();
    await store.close();
  };
  let stopped: Promise<void> | null = null;
  return { url, port, stop: () => (stopped ??= stop()) };
}

/** Whether a platform keeps an address that its mail server refuses. */
async function bounced(db: Db, row: Database["outbox"]): Promise<boolean> {
  for (const mount of MOUNTS) if (await mount.bounced?.(db, row)) return true;
  return false;
}

function keepClean({ store, clock }: Services, log: (line: string) => void): NodeJS.Timeout {
  const clean = () =>
    store.write((db) => forgetOldKeys(db, clock.now())).catch((error: unknown) => log(`cleaning: ${error}`));
  return setInterval(clean, CLEANING_MILLISECONDS).unref();
}

function build(
  services: Services,
  options: ServerOptions,
  log: (line: string) => void,
  afterWrite: () => void,
): FastifyInstance {
  const app = Fastify({
    bodyLimit: BODY_MAXIMUM_BYTES,
    routerOptions: { maxParamLength: PARAMETER_MAXIMUM },
    forceCloseConnections: "idle",
    genReqId: (request) => requestId(request.headers["x-request-id"]),
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply, speaking(request.url)),
  });
  const fail: Gate["fail"] = (error, id) =>
    log(`${id} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
  const speaking = (path: string) => {
    const mount = MOUNTS.find(({ prefix }) => path.startsWith(`${prefix}/`));
    return { services, fail, wire: mount?.wire };
  };
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.addHook("onRequest", async (request, reply) => void reply.header("x-request-id", request.id));
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply, speaking(request.url)));
  app.setNotFoundHandler((request, reply) =>
    sendError(
      new Refusal("not-found", { status: 404, message: "there is no such path" }),
      request,
      reply,
      speaking(request.url),
    ),
  );
  const faults = new Faults();
  const rateLimit = new RateLimit(options.rateLimitPerMinute ?? null);
  const gate = { services, afterWrite, fail };
  const token = options.adminToken ?? (options.demo ? DEMO_TOKEN : null);
  for (const { prefix, routes, platform, wire } of MOUNTS) {
    registerRoutes(app, prefix, routes, { ...gate, mount: platform, wire, strain: { rateLimit, faults } });
    if (wire?.cors) allowOrigins(app, prefix);
  }
  registerRoutes(app, "/admin", adminRoutes({ token, mounts: MOUNTS, faults }), {
    ...gate,
    mount: "admin",
    strain: null,
  });
  registerRoutes(app, "", [...pageRoutes(MOUNTS, token), ...plainRoutes()], {
    ...gate,
    mount: "pages",
    strain: null,
  });
  return app;
}

/** Lets pages of any origin call below a prefix. Tokens travel in a header, never as a cookie, so any origin is safe. */
function allowOrigins(app: FastifyInstance, prefix: string): void {
  app.addHook("onRequest", async (request, reply) => {
    if (!request.url.startsWith(`${prefix}/`)) return;
    reply.header("access-control-allow-origin", "*");
    reply.header("access-control-expose-headers", "X-Rule-Id, X-Request-Id");
  });
  app.options(`${prefix}/*`, (_request, reply) =>
    reply
      .code(204)
      .header("access-control-allow-methods", "GET, POST, PUT, DELETE")
      .header("access-control-allow-headers", "Authorization, Content-Type")
      .header("access-control-max-age", "86400")
      .send(),
  );
}

function plainRoutes(): readonly Route[] {
  const answers = { status: 200, schema: null };
  const health: Route = {
    method: "GET",
    path: "/healthz",
    summary: "Alive.",
    answers,
    handle: async () => json(200, { status: "ok" }),
  };
  const described = MOUNTS.map((mount): Route => {
    const description = mount.describe();
    const path = `/openapi/${mount.platform}.json`;
    return {
      method: "GET",
      path,
      summary: "The API's description.",
      answers,
      handle: async () => json(200, description),
    };
  });
  return [health, ...described];
}
