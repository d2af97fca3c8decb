/** Talks to contact.center accounts on a server under test. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { RunningServer } from "../../../src/server/server.ts";
import { type Answer, call, done, type Extra, operate } from "../client.ts";

const MOUNT = "/contactcenter/v1";

/** One account and its owner, with shortcuts for calls below it. */
export class Account {
  readonly server: RunningServer;
  readonly id: string;
  readonly token: string;
  readonly email: string;
  /** The first workspace. */
  readonly workspace: string;

  constructor(server: RunningServer, made: { id: string; token: string; workspace: string }, email: string) {
    this.server = server;
    this.id = made.id;
    this.token = made.token;
    this.workspace = made.workspace;
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

  async workspaces(token = this.token): Promise<{ id: string; name: string; current: boolean }[]> {
    return this.rows("/workspaces", token);
  }

  /** Name of the workspace that is current for a caller, and how many are. */
  async current(token = this.token): Promise<string[]> {
    return (await this.workspaces(token)).filter((row) => row.current).map((row) => row.name);
  }

  /** Invites somebody; `link` leads to the registration. */
  async invited(fields: object = {}): Promise<{ id: string; email: string; link: string }> {
    const email = `m${randomUUID()}@people.example`;
    const row = await this.make("/members", { email, workspaces: [this.workspace], ...fields });
    return { id: row.id, email: row.email, link: (await this.outbox()).at(-1)?.link ?? "" };
  }

  /** Invites somebody who registers at once, and signs them in. */
  async member(fields: object = {}): Promise<{ id: string; email: string; token: string }> {
    const { id, email, link } = await this.invited(fields);
    expect((await register(link)).status).toBe(200);
    return { id, email, token: await this.tokenOf(email) };
  }

  async tokenOf(email: string): Promise<string> {
    return done(await operate(this.server, "POST", "/tokens", { account: this.id, email }), 201).body.token;
  }

  async outbox(): Promise<{ to: string; kind: string; link: string; text: string }[]> {
    return (await operate(this.server, "GET", `/outbox?account=${this.id}&limit=500`)).body.items;
  }

  /** What an operator sets: `subscription`, `limits`, `balance`. */
  async set(bounds: object): Promise<void> {
    done(await operate(this.server, "PATCH", `/accounts/${this.id}/subscription`, bounds));
  }

  clock(now: string | null): Promise<Answer> {
    return operate(this.server, "POST", "/clock", { now });
  }
}

export const NAMES = { firstName: "Mia", lastName: "Member" };

/** Sends the form behind an invitation. */
export async function register(link: string, form: { [name: string]: string } = NAMES) {
  const response = await fetch(link, { method: "POST", body: new URLSearchParams(form) });
  const session = /cxroster_session=([^;]+)/.exec(response.headers.get("set-cookie") ?? "")?.[1] ?? "";
  return {
    status: response.status,
    rule: response.headers.get("x-rule-id"),
    text: await response.text(),
    session,
  };
}

export async function newAccount(server: RunningServer, more: object = {}): Promise<Account> {
  const email = `owner${randomUUID()}@owners.example`;
  const answer = await operate(server, "POST", "/accounts", {
    platform: "contactcenter",
    name: "Northwind",
    owner: { email, firstName: "Olga", lastName: "Owner" },
    ...more,
  });
  return new Account(server, done(answer, 201).body, email);
}
