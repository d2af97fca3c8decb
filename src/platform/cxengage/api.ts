/** Calls of one tenant: `{result}` taken off, errors as values that name the rule, one new token on a 401. */
import { PlatformError } from "../contract.ts";
import type { Http, HttpRequest, HttpResponse } from "../http.ts";
import type { Session } from "./session.ts";
import { asRow, asRows, type Body, type Row } from "./wire.ts";

/** Characters of the platform's own words that an error repeats. */
const WORDS_MAXIMUM = 200;

type Method = HttpRequest["method"];

export class Api {
  readonly session: Session;
  readonly #http: Http;
  /** Id of the tenant; empty until it is known. */
  tenant = "";

  constructor(http: Http, session: Session) {
    this.#http = http;
    this.session = session;
  }

  /** Path below the tenant: `/users` becomes `/tenants/{id}/users`. */
  inTenant(path: string): string {
    return `/tenants/${encodeURIComponent(this.tenant)}${path}`;
  }

  async row(path: string): Promise<Row> {
    return asRow(await this.#result("GET", path));
  }

  async rows(path: string): Promise<Row[]> {
    return asRows(await this.#result("GET", path));
  }

  /** Rows, or null where the caller may not read them. */
  async rowsIfAllowed(path: string): Promise<Row[] | null> {
    return await orNull(() => this.rows(path), 403);
  }

  /** A row, or null where there is none of this id. */
  async rowIfAny(path: string): Promise<Row | null> {
    return await orNull(() => this.row(path), 404);
  }

  /** Never repeated by itself: a second POST could make a second object. */
  async post(path: string, body: Body): Promise<Row> {
    return asRow(await this.#result("POST", path, body));
  }

  /** A partial update: members that are left out stay as they are. */
  async put(path: string, body: Body): Promise<void> {
    await this.#result("PUT", path, body);
  }

  /** What a DELETE that had to be sent twice no longer finds is gone, as was wanted. */
  async remove(path: string): Promise<void> {
    const response = await this.#send({ method: "DELETE", path });
    if (response.status === 404 && response.sends > 1) return;
    this.#check("DELETE", path, response);
  }

  async #result(method: Method, path: string, body?: Body): Promise<unknown> {
    const response = await this.#send({ method, path, ...(body === undefined ? {} : { body }) });
    this.#check(method, path, response);
    const answer = response.body;
    return typeof answer === "object" && answer !== null && "result" in answer ? answer.result : {};
  }

  #check(method: Method, path: string, response: HttpResponse): void {
    const { status } = response;
    if (status < 300) return;
    const reason = status === 401 ? "unauthorized" : status === 403 ? "forbidden" : "refused";
    const { "x-rule-id": rule, "x-request-id": requestId } = response.headers;
    const where = `${method} ${path.replace(/\?.*$/, "")}`;
    // Secrets go before the text is cut: half of one would no longer be recognised.
    const words = this.session.hide(messageOf(response.body)).slice(0, WORDS_MAXIMUM);
    throw new PlatformError(reason, `${where}: ${words}`, {
      status,
      rule: typeof rule === "string" ? rule : null,
      requestId: typeof requestId === "string" ? requestId : null,
    });
  }

  async #send(request: HttpRequest): Promise<HttpResponse> {
    const token = await this.session.token();
    const response = await this.#http.send(request);
    if (response.status !== 401 || !(await this.session.renew(token))) return response;
    return this.#http.send(request);
  }
}

/** Null where the call fails with this status. */
async function orNull<T>(call: () => Promise<T>, status: number): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof PlatformError && error.status === status) return null;
    throw error;
  }
}

/** The words of an error: `{error: {message, attribute}}`, or one of the other shapes that were seen. */
function messageOf(body: unknown): string {
  if (typeof body === "string" && body.trim() !== "") return body.trim();
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : null;
  const first: unknown = Array.isArray(error) ? error[0] : error;
  if (typeof first === "string") return first;
  if (typeof first !== "object" || first === null) return "refused without a reason";
  const { message, attribute } = first as { message?: unknown; attribute?: unknown };
  const words = typeof message === "string" ? message : "refused without a reason";
  return attribute === null || attribute === undefined ? words : `${words}${attributeText(attribute)}`;
}

function attributeText(attribute: unknown): string {
  if (typeof attribute === "string") return ` (${attribute})`;
  if (typeof attribute !== "object" || attribute === null) return "";
  return ` (${Object.keys(attribute).join(", ")})`;
}
