/**
 * The one place where calls are made, paced and repeated. A 429 pauses every call of the target; only calls that
 * cannot do harm twice are repeated after an unknown outcome.
 */
import type { Dispatcher } from "undici";
import { PlatformError } from "./contract.ts";
import { networkError, serverError, unsendable } from "./http-errors.ts";

const SENDS_DEFAULT = 10;
/** Tries to connect before a host counts as out of reach. */
const CONNECTS_MAXIMUM = 3;
const BACKOFF_FIRST_MILLISECONDS = 100;
const BACKOFF_MAXIMUM_MILLISECONDS = 5_000;
/** Waiting for a rate limit ends a run after this long without any call getting through. */
const RATE_LIMIT_PATIENCE_MILLISECONDS = 600_000;
const RETRY_AFTER_DEFAULT_SECONDS = 1;
const RETRY_AFTER_MAXIMUM_SECONDS = 300;

/** What a header can carry (RFC 9110, section 5.5). */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

export interface HttpOptions {
  readonly endpoint: string;
  /** Headers of every call; the values are secrets and never stand in an error. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  readonly concurrency: number;
  readonly timeoutMilliseconds: number;
  /** Sends of one call at most, the first included. Default 10. */
  readonly sends?: number | undefined;
  readonly onWait?: ((event: { readonly reason: string; readonly milliseconds: number }) => void) | undefined;
}

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly bytes?: { readonly content: Uint8Array; readonly type: string };
  readonly headers?: Readonly<Record<string, string>>;
  /** May be sent again although the first send may have taken effect. Default: true for all but POST. */
  readonly repeatable?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** Sends before this answer came; above 1 an earlier send may have taken effect. */
  readonly sends: number;
}

export interface Http {
  send(request: HttpRequest): Promise<HttpResponse>;
  readonly calls: { readonly reads: number; readonly writes: number };
  close(): Promise<void>;
}

export function createHttp(options: HttpOptions): Http {
  return new Sender(options);
}

class Sender implements Http {
  readonly calls = { reads: 0, writes: 0 };
  readonly #options: HttpOptions;
  readonly #origin: string;
  readonly #prefix: string;
  readonly #waiting: (() => void)[] = [];
  #dispatcher: Promise<Dispatcher> | null = null;
  #running = 0;
  #pausedUntil = 0;
  #lastAnswer = Date.now();

  constructor(options: HttpOptions) {
    const url = new URL(options.endpoint);
    this.#options = options;
    this.#origin = url.origin;
    this.#prefix = url.pathname.replace(/\/$/, "");
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    await this.#enter();
    try {
      this.calls[request.method === "GET" ? "reads" : "writes"]++;
      return await this.#sendUntilAnswered(request);
    } finally {
      this.#leave();
    }
  }

  async close(): Promise<void> {
    const dispatcher = await this.#dispatcher?.catch(() => null);
    await dispatcher?.close();
  }

  async #sendUntilAnswered(request: HttpRequest): Promise<HttpResponse> {
    const repeatable = request.repeatable ?? request.method !== "POST";
    const maximum = this.#options.sends ?? SENDS_DEFAULT;
    this.#lastAnswer = Date.now();
    for (let sends = 1, uncertain = 0; ; ) {
      await this.#pause();
      const answer = await this.#sendOnce(request);
      if (answer instanceof PlatformError) {
        if (!repeatable && answer.reason === "unknown-outcome") throw answer;
        if (sends >= (answer.reason === "unreachable" ? Math.min(maximum, CONNECTS_MAXIMUM) : maximum))
          throw answer;
      } else if (answer.status === 429) {
        this.#slowDown(answer, request);
        continue;
      } else if (answer.status < 500 || answer.status === 501) {
        this.#lastAnswer = Date.now();
        return { ...answer, sends: uncertain + 1 };
      } else if (!repeatable || sends >= maximum) {
        throw serverError(request, answer, request.method === "GET" ? "refused" : "unknown-outcome");
      }
      uncertain++;
      await this.#backOff(sends++);
    }
  }

  async #sendOnce(request: HttpRequest): Promise<Omit<HttpResponse, "sends"> | PlatformError> {
    const dispatcher = await this.#connect();
    const authorization = await this.#options.headers();
    if (!Object.values(authorization).every((value) => HEADER_VALUE.test(value))) throw unsendable();
    try {
      const response = await dispatcher.request({
        origin: this.#origin,
        path: this.#prefix + request.path,
        method: request.method,
        headers: {
          accept: "application/json",
          ...contentType(request),
          ...request.headers,
          ...authorization,
        },
        body: bodyOf(request),
        headersTimeout: this.#options.timeoutMilliseconds,
        bodyTimeout: this.#options.timeoutMilliseconds,
      });
      return {
        status: response.statusCode,
        headers: response.headers,
        body: parse(await readBody(response.body, this.#options.timeoutMilliseconds)),
      };
    } catch (error) {
      return networkError(error, request, this.#origin);
    }
  }

  #connect(): Promise<Dispatcher> {
    this.#dispatcher ??= import("undici").then(({ EnvHttpProxyAgent }) => {
      try {
        return new EnvHttpProxyAgent({
          connections: this.#options.concurrency,
          connect: { timeout: this.#options.timeoutMilliseconds },
        });
      } catch {
        throw new PlatformError("unreachable", "HTTP_PROXY or HTTPS_PROXY holds no address of a proxy");
      }
    });
    return this.#dispatcher;
  }

  /** Waits for one of the `concurrency` places. */
  async #enter(): Promise<void> {
    if (this.#running >= this.#options.concurrency) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running++;
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else next();
  }

  async #pause(): Promise<void> {
    for (let rest = this.#pausedUntil - Date.now(); rest > 0; rest = this.#pausedUntil - Date.now()) {
      await sleep(rest);
    }
  }

  #slowDown(answer: Omit<HttpResponse, "sends">, request: HttpRequest): void {
    const milliseconds = retryAfterSeconds(answer.headers["retry-after"]) * 1_000;
    if (Date.now() - this.#lastAnswer > RATE_LIMIT_PATIENCE_MILLISECONDS) {
      throw serverError(request, answer, "refused");
    }
    this.#pausedUntil = Math.max(this.#pausedUntil, Date.now() + milliseconds);
    this.#options.onWait?.({ reason: "rate limit", milliseconds });
  }

  async #backOff(sends: number): Promise<void> {
    const longest = Math.min(BACKOFF_MAXIMUM_MILLISECONDS, BACKOFF_FIRST_MILLISECONDS * 2 ** (sends - 1));
    const milliseconds = Math.round(longest * (0.5 + Math.random() / 2));
    this.#options.onWait?.({ reason: "no usable answer", milliseconds });
    await sleep(milliseconds);
  }
}

function contentType(request: HttpRequest): Record<string, string> {
  if (request.bytes !== undefined) return { "content-type": request.bytes.type };
  return request.body === undefined ? {} : { "content-type": "application/json" };
}

function bodyOf(request: HttpRequest): string | Buffer | null {
  if (request.bytes !== undefined) return Buffer.from(request.bytes.content);
  return request.body === undefined ? null : JSON.stringify(request.body);
}

/** Reads an answer to its end within the time, also where it trickles in or never ends. */
async function readBody(body: Dispatcher.ResponseData["body"], milliseconds: number): Promise<string> {
  const timer = setTimeout(() => body.destroy(new BodyTimeoutError()), milliseconds);
  try {
    return await body.text();
  } finally {
    clearTimeout(timer);
  }
}

class BodyTimeoutError extends Error {
  readonly code = "UND_ERR_BODY_TIMEOUT";
}

function parse(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Seconds to wait; the header holds seconds or a date (RFC 9110, section 10.2.3). */
export function retryAfterSeconds(header: string | string[] | undefined): number {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return RETRY_AFTER_DEFAULT_SECONDS;
  const seconds = /^\d+$/.test(text.trim()) ? Number(text) : (Date.parse(text) - Date.now()) / 1_000;
  if (!Number.isFinite(seconds)) return RETRY_AFTER_DEFAULT_SECONDS;
  return Math.min(RETRY_AFTER_MAXIMUM_SECONDS, Math.max(0.05, seconds));
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
