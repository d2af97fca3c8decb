/** Takes a request to its route: rate limit, troubles, transaction, idempotency, answer, counters. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Answer, refusalAnswer } from "./answer.ts";
import { bearer, Call, notFound, type RequestData, type Services } from "./call.ts";
import type { Fault, Faults } from "./faults.ts";
import { once } from "./idempotency.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { Method, Route, Wire } from "./route.ts";
import { Refusal } from "./rules.ts";
import type { Db } from "./store/database.ts";

const METHODS: readonly Method[] = ["GET", "POST", "PATCH", "PUT", "DELETE"];

/** What stands between the network and a group of routes. */
export interface Gate {
  readonly services: Services;
  /** First path segment of the group, which faults name. */
  readonly mount: string;
  /** Null for routes that neither wait nor count. */
  readonly strain: { readonly rateLimit: RateLimit; readonly faults: Faults } | null;
  /** How the group speaks; absent: as the account APIs do. */
  readonly wire?: Wire | undefined;
  readonly afterWrite: () => void;
  readonly fail: (error: unknown, requestId: string) => void;
}

/** Registers routes below a prefix; any other method on one of their paths is answered with 405. */
export function registerRoutes(
  app: FastifyInstance,
  prefix: string,
  routes: readonly Route[],
  gate: Gate,
): void {
  const methods = new Map<string, Method[]>();
  for (const route of routes) {
    methods.set(route.path, [...(methods.get(route.path) ?? []), route.method]);
    app.route({
      method: route.method,
      url: url(prefix, route.path),
      handler: (request, reply) => serve(route, request, reply, gate),
    });
  }
  for (const [path, known] of methods) {
    const others = METHODS.filter((method) => !known.includes(method));
    const headers = { allow: known.join(", ") };
    const refusal = new Refusal("method-not-allowed", {
      status: 405,
      message: "no such method here",
      headers,
    });
    const answer = refuse(refusal, gate);
    if (others.length > 0)
      app.route({ method: others, url: url(prefix, path), handler: (_, reply) => send(reply, answer) });
  }
}

function url(prefix: string, path: string): string {
  return prefix + path.replace(/\{(\w+)\}/g, ":$1");
}

async function serve(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  gate: Gate,
): Promise<FastifyReply> {
  const fault = gate.strain && strain(request, gate.mount, gate.strain);
  if (fault && fault.latencyMilliseconds > 0) await sleep(fault.latencyMilliseconds);
  if (fault?.before) return trouble(reply, fault.before, fault);
  let call: Call | undefined;
  const work = async (db: Db): Promise<Answer> => {
    call = new Call(gate.services, requestData(request), db);
    return handle(route, call, gate);
  };
  const { store } = gate.services;
  const answer = await (route.method === "GET" ? store.read(work) : store.write(work));
  call?.afterCommit();
  if (route.method !== "GET") gate.afterWrite();
  if (call) gate.services.counters.add(call.account, "mails", call.mails);
  if (call && gate.strain) count(gate.services, route, call, answer);
  if (fault?.after) return trouble(reply, fault.after, fault);
  return send(reply, answer);
}

/** Takes the request from the caller's rate and asks what is to befall it. Throws a 429. */
function strain(
  request: FastifyRequest,
  mount: string,
  { rateLimit, faults }: NonNullable<Gate["strain"]>,
): Fault | null {
  const { authorization } = request.headers;
  const wait = rateLimit.take(bearer(authorization) ?? authorization ?? request.ip);
  if (wait !== null) throw tooMany(wait);
  return faults.draw(mount, request.method);
}

function refuse(refusal: Refusal, { wire, services }: Pick<Gate, "wire" | "services">): Answer {
  return wire ? wire.refuse(refusal, services.rules) : refusalAnswer(refusal);
}

async function handle(route: Route, call: Call, gate: Gate): Promise<Answer> {
  if (route.guard !== undefined && !call.rules.applies(route.guard)) throw notFound("path");
  try {
    return gate.wire?.keyed === false ? await route.handle(call) : await once(call, () => route.handle(call));
  } catch (error) {
    const partial =
      route.atomic !== undefined && error instanceof Refusal && !call.rules.applies(route.atomic);
    if (partial) return refuse(error, gate);
    throw error;
  }
}

function count(services: Services, route: Route, call: Call, answer: Answer): void {
  if (route.method === "GET") services.counters.add(call.account, "reads");
  else if (answer.status < 400) services.counters.add(call.account, "writes");
}

function tooMany(seconds: number): Refusal {
  const headers = { "retry-after": String(seconds) };
  return new Refusal("too-many-requests", { status: 429, message: `wait ${seconds} s`, headers });
}

function trouble(reply: FastifyReply, kind: "drop" | "too-many" | "error", fault: Fault): FastifyReply {
  if (kind === "too-many") throw tooMany(fault.retryAfterSeconds);
  if (kind === "error")
    throw new Refusal("internal", { status: 500, message: "a failure that was asked for" });
  reply.hijack();
  reply.raw.socket?.destroy();
  return reply;
}

const EMPTY = Buffer.alloc(0);

function requestData(request: FastifyRequest): RequestData {
  const { url, method, headers } = request;
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1));
  const bytes = Buffer.isBuffer(request.body) ? request.body : EMPTY;
  return { method, path, url, params: request.params as RequestData["params"], query, headers, bytes };
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply
    .code(answer.status)
    .headers(answer.headers)
    .send(answer.body ?? undefined);
}

/** Answers whatever was thrown: refusals as they say, everything else as a failure of ours. */
export function sendError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  gate: Pick<Gate, "wire" | "services" | "fail">,
): FastifyReply {
  return send(reply, refuse(asRefusal(error, request, gate.fail), gate));
}

function asRefusal(error: unknown, request: FastifyRequest, fail: Gate["fail"]): Refusal {
  if (error instanceof Refusal) return error;
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE")
    return new Refusal("too-large", { status: 413, message: "the body is too large" });
  if (statusCode !== undefined && statusCode < 500)
    return new Refusal("bad-request", { status: statusCode, message: "the request cannot be read" });
  fail(error, request.id);
  return new Refusal("internal", {
    status: 500,
    message: "the server failed; its log tells more under the request id",
  });
}

const REQUEST_ID = /^[\w.:-]{1,128}$/;
const process = randomBytes(6).toString("base64url");
let served = 0;

/** The caller's own request id where it is a plain word, else a fresh one. */
export function requestId(given: string | string[] | undefined): string {
  if (typeof given === "string" && REQUEST_ID.test(given)) return given;
  served += 1;
  return `${process}-${served}`;
}
