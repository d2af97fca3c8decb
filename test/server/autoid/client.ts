/** Talks to AutoID accounts on a server under test. */
import { randomUUID } from "node:crypto";
import type { RunningServer } from "../../../src/server/server.ts";
import { type Answer, call, done, type Extra, operate } from "../client.ts";

const MOUNT = "/autoid/v1";

export interface Person {
  /** Grant id. */
  readonly id: string;
  readonly node: string;
  readonly email: string;
  readonly token: string;
}

/** One account and its owner, with shortcuts for calls below it. */
export class Account {
  readonly server: RunningServer;
  readonly id: string;
  readonly token: string;
  readonly email: string;
  /** The first group. */
  readonly group: string;

  constructor(server: RunningServer, made: { id: string; token: string; group: string }, email: string) {
    this.server = server;
    this.id = made.id;
    this.token = made.token;
    this.group = made.group;
    this.email = email;
  }

  /** Calls below the mount. */
  at(method: string, path: string, body?: unknown, token = this.token, extra?: Extra): Promise<Answer> {
    return call(`${this.server.url}${MOUNT}${path}`, token, method, body, extra);
  }

  /** Calls below the account. */
  on(method: string, path: string, body?: unknown, token = this.token, extra?: Extra): Promise<Answer> {
    return this.at(method, `/accounts/${this.id}${path}`, body, token, extra);
  }

  async rows(path: string, token = this.token) {
    return done(await this.on("GET", path, undefined, token)).body.items;
  }

  /** Makes an object and returns its row. */
  async make(path: string, body: unknown, token = this.token) {
    return done(await this.on("POST", path, body, token), 201).body;
  }

  /** Adds a node below another one; returns its id. */
  async node(name: string, kind = "subgroup", parent: string | null = this.group): Promise<string> {
    return (await this.make("/nodes", { name, kind, parent })).id;
  }

  /** Adds a user to a node, with further roles at once where several are named. */
  async added(node = this.group, ...roles: readonly string[]): Promise<{ id: string; email: string }> {
    const [role = "User"] = roles;
    const row = await this.make(`/nodes/${node}/users`, { email: `p${randomUUID()}@people.example`, role });
    if (roles.length > 1) done(await this.on("PATCH", `/nodes/${node}/users/${row.id}`, { roles }));
    return row;
  }

  /** Adds a user and signs them in. */
  async person(node = this.group, ...roles: readonly string[]): Promise<Person> {
    const { id, email } = await this.added(node, ...roles);
    return { id, node, email, token: await this.tokenOf(email) };
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

export async function newAccount(server: RunningServer, more: object = {}): Promise<Account> {
  const email = `owner${randomUUID()}@owners.example`;
  const answer = await operate(server, "POST", "/accounts", {
    platform: "autoid",
    name: "Northwind",
    owner: { email },
    ...more,
  });
  return new Account(server, done(answer, 201).body, email);
}
