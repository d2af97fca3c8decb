/** One request on its way through: what was asked, by whom, and the transaction it runs in. */
import { createHash } from "node:crypto";
import { entityTag, type Row } from "./answer.ts";
import { type Body, type Members, readBody } from "./body.ts";
import type { Clock } from "./clock.ts";
import type { Counters } from "./counters.ts";
import type { Outbox } from "./outbox.ts";
import { findToken, type Session } from "./people.ts";
import { Refusal, type Rules } from "./rules.ts";
import type { Db } from "./store/database.ts";
import type { Store } from "./store/store.ts";

/** What the parts of the server share. */
export interface Services {
  readonly rules: Rules;
  readonly clock: Clock;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly counters: Counters;
  /** Where people reach the server, without a slash at the end. */
  readonly baseUrl: () => string;
}

export interface RequestData {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly url: string;
  readonly params: { readonly [name: string]: string };
  readonly query: URLSearchParams;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly bytes: Buffer;
}

export class Call {
  readonly services: Services;
  readonly request: RequestData;
  readonly db: Db;
  readonly now: Date;
  /** Account the call turned out to be about, for the counters. */
  account: string | null = null;
  /** Messages the call put into the outbox. */
  mails = 0;
  /** What takes effect in memory once the transaction is committed, and not at all where it fails. */
  afterCommit: () => void = () => {};
  #session: Session | null | undefined;

  constructor(services: Services, request: RequestData, db: Db) {
    this.services = services;
    this.request = request;
    this.db = db;
    this.now = services.clock.now();
  }

  get rules(): Rules {
    return this.services.rules;
  }

  param(name: string): string {
    return this.request.params[name] ?? "";
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  body<M extends Members>(members: M, extra?: string): Body<M> {
    return readBody(this.request.bytes, members, this.rules, extra);
  }

  /** Whose token came with the call; null without a valid one. */
  async session(): Promise<Session | null> {
    if (this.#session === undefined) {
      const token = bearer(this.header("authorization"));
      this.#session = token === null ? null : await findToken(this.db, token);
    }
    return this.#session;
  }

  /** Like {@link session}, refusing callers without one. */
  async signedIn(): Promise<Session> {
    const session = await this.session();
    const ended = { status: 401, message: "this session was ended; sign in again" };
    if (session?.endedBy) this.rules.require(session.endedBy, false, ended);
    if (session) return session;
    const headers = { "www-authenticate": 'Bearer realm="cxroster"' };
    throw new Refusal("unauthorized", { status: 401, message: "a valid bearer token is needed", headers });
  }

  /** Refuses a write that expects another version of the row. */
  matches(row: Row): void {
    const wanted = this.header("if-match");
    if (wanted === undefined || wanted.trim() === "*") return;
    const tags = wanted.split(",").map((tag) => tag.trim());
    if (tags.includes(entityTag(row))) return;
    throw new Refusal("precondition-failed", {
      status: 412,
      message: "the object has changed since it was read",
    });
  }

  /** Refuses a call that the product guards with a dialog, unless it says `confirm=true`. */
  confirmed(rule: string): void {
    const message = "this cannot be taken back: repeat the call with ?confirm=true";
    this.rules.require(rule, this.request.query.get("confirm") === "true", {
      status: 428,
      field: "confirm",
      message,
    });
  }
}

export function bearer(header: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(header ?? "")?.[1] ?? null;
}

export function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

export function notFound(what: string): Refusal {
  return new Refusal("not-found", { status: 404, message: `there is no such ${what}` });
}
