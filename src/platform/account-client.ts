/**
 * A client for an account API (schema/openapi/): bearer token, cursor paging, one error shape. Which calls a kind
 * takes is read from the kind's mapping; nothing here knows a kind by name.
 */
import { fold } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import type { LiveObject } from "../kind/state.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import type { AccountApi } from "./account-api.ts";
import { encodeAttributes, fillPath, isOfKind, linkCall, type Row, readRow } from "./account-mapping.ts";
import { type Call, PlatformError } from "./contract.ts";
import type { Http, HttpRequest, HttpResponse } from "./http.ts";

/** Rows per page; the API's maximum. */
export const PAGE_ROWS = 500;

const ELSEWHERE = "the endpoint may be the address of something else";

export class AccountClient {
  readonly #http: Http;
  readonly #table: KindTable;
  /** Path of the account, such as `/organizations/o-1`. */
  #base: string;

  constructor(http: Http, table: KindTable, base: string) {
    this.#http = http;
    this.#table = table;
    this.#base = base;
  }

  set base(path: string) {
    this.#base = path;
  }

  /** All rows of a listing, page after page. */
  async list(path: string, query = ""): Promise<Row[]> {
    const rows: Row[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = asPage(await this.get(`${path}?limit=${PAGE_ROWS}${query}${next}`));
      rows.push(...page.items);
      cursor = page.next;
    } while (cursor !== null);
    return rows;
  }

  async get(path: string): Promise<unknown> {
    return (await this.#answer({ method: "GET", path })).body;
  }

  /** One object; `member` is what it must have as a text or a list. */
  async row(path: string, member: string): Promise<Row> {
    const row = asRow(await this.get(path));
    if (typeof row[member] === "string" || Array.isArray(row[member])) return row;
    throw new PlatformError("refused", `GET ${path} was answered without ${member}; ${ELSEWHERE}`);
  }

  /** One call of the account that no kind describes, such as an explicit action. */
  async act(method: HttpRequest["method"], path: string, body: unknown = {}): Promise<unknown> {
    return (await this.#answer({ method, path: this.#base + path, body })).body;
  }

  /** Objects of several kinds; kinds that share a listing share the call. */
  async readKinds(kinds: readonly Kind[]): Promise<LiveObject[]> {
    const listings = new Map<string, Promise<Row[]>>();
    for (const kind of kinds) {
      const path = this.#base + mapping(kind).list;
      if (!listings.has(path)) listings.set(path, this.list(path));
    }
    await Promise.all(listings.values());
    const objects: LiveObject[] = [];
    for (const kind of kinds) {
      const rows = (await listings.get(this.#base + mapping(kind).list)) ?? [];
      const own = kind as Kind<AccountApi>;
      for (const row of rows) if (isOfKind(own, row)) objects.push(readRow(own, row));
    }
    return objects;
  }

  readAll(...kinds: readonly string[]): Promise<LiveObject[]> {
    return this.readKinds(kinds.map((kind) => kindOf(this.#table, kind)));
  }

  async readEach(kindName: string, ids: readonly string[]): Promise<(LiveObject | null)[]> {
    const kind = kindOf(this.#table, kindName) as Kind<AccountApi>;
    return Promise.all(ids.map((id) => this.#readOne(kind, id)));
  }

  /** Objects with exactly this identity; the API's search also finds parts of names, so equality is checked here. */
  async find(kindName: string, attribute: string, value: string): Promise<LiveObject[]> {
    const kind = kindOf(this.#table, kindName) as Kind<AccountApi>;
    const rows = await this.list(this.#base + kind.api.list, `&search=${encodeURIComponent(value)}`);
    return rows
      .filter((row) => isOfKind(kind, row))
      .map((row) => readRow(kind, row))
      .filter((object) => fold(String(object.attributes[attribute] ?? "")) === fold(value));
  }

  async execute(call: Call): Promise<{ readonly id: string }> {
    const kind = kindOf(this.#table, call.kind) as Kind<AccountApi>;
    if (call.op === "create") return this.#create(kind, call);
    if (call.op === "link" || call.op === "unlink") return this.#link(kind, call);
    if (call.op === "delete") return this.#delete(kind, call);
    return this.#update(kind, call);
  }

  async #readOne(kind: Kind<AccountApi>, id: string): Promise<LiveObject | null> {
    try {
      const row = asRow(await this.get(this.#item(kind, id)));
      return isOfKind(kind, row) ? readRow(kind, row) : null;
    } catch (error) {
      if (error instanceof PlatformError && error.status === 404) return null;
      throw error;
    }
  }

  #item(kind: Kind<AccountApi>, id: string): string {
    return this.#base + fillPath(kind.api.item ?? `${kind.api.list}/{id}`, { id });
  }

  async #create(kind: Kind<AccountApi>, call: Call): Promise<{ readonly id: string }> {
    const api = kind.api;
    const places = { id: call.id ?? "", ...textArguments(call) };
    const body = { ...api.constant, ...encodeAttributes(kind, call.args, "create") };
    if (api.createMember !== undefined) body[api.createMember] = call.id;
    const path = this.#base + fillPath(api.create ?? api.list, places);
    const row = asRow((await this.#post(path, body, call)).body);
    return { id: String(row.id ?? call.id) };
  }

  async #update(kind: Kind<AccountApi>, call: Call): Promise<{ readonly id: string }> {
    const id = call.id ?? "";
    const special = Object.keys(call.args).find((path) => {
      const own = kind.api.special?.[path];
      return own !== undefined && (own.sets === undefined || own.sets === call.args[path]);
    });
    if (special !== undefined) await this.#special(kind, call, special);
    else {
      const path = this.#base + fillPath(kind.api.update ?? kind.api.item ?? `${kind.api.list}/{id}`, { id });
      await this.#answer({ method: "PATCH", path, body: encodeAttributes(kind, call.args, "update") });
    }
    return { id };
  }

  async #special(kind: Kind<AccountApi>, call: Call, attribute: string): Promise<void> {
    const special = kind.api.special?.[attribute];
    if (special === undefined) return;
    const path = this.#base + fillPath(special.path, { id: call.id ?? "" });
    const value = call.args[attribute];
    if (special.body === "bytes" && value instanceof Uint8Array) {
      await this.#answer({ method: special.method, path, bytes: { content: value, type: imageType(value) } });
    } else if (special.method === "POST") await this.#post(path, {}, call);
    else await this.#answer({ method: special.method, path, body: {} });
  }

  async #link(kind: Kind<AccountApi>, call: Call): Promise<{ readonly id: string }> {
    const id = call.id ?? "";
    const { path, member, to } = linkCall(kind, call.op === "link", id, call.args);
    if (call.op === "link") await this.#post(this.#base + path, { [member]: to }, call);
    else await this.#gone({ method: "DELETE", path: this.#base + path });
    return { id };
  }

  async #delete(kind: Kind<AccountApi>, call: Call): Promise<{ readonly id: string }> {
    const id = call.id ?? "";
    await this.#gone({ method: "DELETE", path: `${this.#item(kind, id)}?confirm=true` });
    return { id };
  }

  async #post(path: string, body: unknown, call: Call): Promise<HttpResponse> {
    const headers = { "idempotency-key": call.idempotencyKey };
    return this.#answer({ method: "POST", path, body, headers, repeatable: true });
  }

  /** A DELETE that was sent twice may find its object gone: that is what was wanted. */
  async #gone(request: HttpRequest): Promise<void> {
    const response = await this.#http.send(request);
    if (response.status === 404 && response.sends > 1) return;
    check(request, response);
  }

  async #answer(request: HttpRequest): Promise<HttpResponse> {
    const response = await this.#http.send(request);
    check(request, response);
    return response;
  }
}

function mapping(kind: Kind): AccountApi {
  return kind.api as AccountApi;
}

function textArguments(call: Call): Record<string, string> {
  const places: Record<string, string> = {};
  for (const [name, value] of Object.entries(call.args)) if (typeof value === "string") places[name] = value;
  return places;
}

function asPage(body: unknown): { items: Row[]; next: string | null } {
  if (typeof body === "object" && body !== null && "items" in body && Array.isArray(body.items)) {
    const next = "next" in body && typeof body.next === "string" ? body.next : null;
    return { items: body.items.map(asRow), next };
  }
  throw new PlatformError(
    "refused",
    `a listing was answered with something that is no page of rows; ${ELSEWHERE}`,
  );
}

function asRow(body: unknown): Row {
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Row;
  throw new PlatformError("refused", `an object was answered with something that is no row; ${ELSEWHERE}`);
}

function imageType(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 256)).toString("latin1");
  if (head.startsWith("\x89PNG")) return "image/png";
  if (head.startsWith("\xff\xd8")) return "image/jpeg";
  if (head.startsWith("GIF8")) return "image/gif";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "image/webp";
  return /<svg[\s>]/i.test(head) ? "image/svg+xml" : "application/octet-stream";
}

/** Turns an error answer into a PlatformError that names the rule, never the request's headers. */
function check(request: HttpRequest, response: HttpResponse): void {
  if (response.status >= 200 && response.status < 300) return;
  const reason = response.status === 401 ? "unauthorized" : response.status === 403 ? "forbidden" : "refused";
  const { rule, message } = errorOf(response);
  const requestId = response.headers["x-request-id"];
  const path = request.path.replace(/\?.*$/, "");
  throw new PlatformError(reason, `${request.method} ${path}: ${message}`, {
    status: response.status,
    rule,
    requestId: typeof requestId === "string" ? requestId : null,
  });
}

function errorOf(response: HttpResponse): { rule: string | null; message: string } {
  const body = response.body as { error?: { rule?: unknown; message?: unknown } } | null;
  const header = response.headers["x-rule-id"];
  const rule = typeof header === "string" ? header : body?.error?.rule;
  const message = body?.error?.message;
  const isRedirect = response.status >= 300 && response.status < 400;
  const unsaid = isRedirect
    ? "redirected, which is not followed; the endpoint must be the final address"
    : "refused without a reason";
  return {
    rule: typeof rule === "string" ? rule : null,
    message: typeof message === "string" ? message : unsaid,
  };
}
