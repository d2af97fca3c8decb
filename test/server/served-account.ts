/** One account on a server under test and its owner: the calls that account APIs have in common. */
import type { RunningServer } from "../../src/server/server.ts";
import { type Answer, call, done, type Extra, operate } from "./call.ts";

/** Where a platform is served, and what it calls accounts in paths. */
export interface Door {
  readonly mount: string;
  readonly accounts: string;
}

export class ServedAccount {
  readonly server: RunningServer;
  readonly id: string;
  readonly token: string;
  readonly email: string;
  readonly #door: Door;

  constructor(
    server: RunningServer,
    made: { readonly id: string; readonly token: string },
    email: string,
    door: Door,
  ) {
    this.server = server;
    this.id = made.id;
    this.token = made.token;
    this.email = email;
    this.#door = door;
  }

  /** Calls below the mount. */
  at(method: string, path: string, body?: unknown, token = this.token, extra?: Extra): Promise<Answer> {
    return call(`${this.server.url}${this.#door.mount}${path}`, token, method, body, extra);
  }

  /** Calls below the account. */
  on(method: string, path: string, body?: unknown, token = this.token, extra?: Extra): Promise<Answer> {
    return this.at(method, `/${this.#door.accounts}/${this.id}${path}`, body, token, extra);
  }

  async rows(path: string, token = this.token) {
    return done(await this.on("GET", path, undefined, token)).body.items;
  }

  /** Makes an object and returns its row. */
  async make(path: string, body: unknown, token = this.token) {
    return done(await this.on("POST", path, body, token), 201).body;
  }

  async tokenOf(email: string): Promise<string> {
    return done(await operate(this.server, "POST", "/tokens", { account: this.id, email }), 201).body.token;
  }

  async outbox(): Promise<{ to: string; kind: string; link: string; text: string }[]> {
    return (await operate(this.server, "GET", `/outbox?account=${this.id}&limit=500`)).body.items;
  }

  clock(now: string | null): Promise<Answer> {
    return operate(this.server, "POST", "/clock", { now });
  }
}
