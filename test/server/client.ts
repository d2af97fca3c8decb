/** Talks HTTP to a server under test. Every successful answer is held against the API's own description. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { type RunningServer, type ServerOptions, startServer } from "../../src/server/server.ts";
import { checkShape } from "./shapes.ts";

export const OPERATOR = "operator-token";
export const MOUNT = "/engagecx/v1";

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read JSON of many shapes
  readonly body: any;
  readonly headers: Headers;
}

export interface Extra {
  readonly headers?: { readonly [name: string]: string };
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

export async function call(
  url: string,
  token: string,
  method: string,
  body?: unknown,
  extra: Extra = {},
): Promise<Answer> {
  const authorization: { [name: string]: string } = token === "" ? {} : { authorization: `Bearer ${token}` };
  const given = extra.bytes ?? (body === undefined ? null : JSON.stringify(body));
  const type: { [name: string]: string } =
    given === null || extra.bytes ? {} : { "content-type": "application/json" };
  const response = await fetch(url, {
    method,
    headers: { ...authorization, ...type, ...extra.headers },
    body: given,
  });
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  const answer = {
    status: response.status,
    body: isJson ? await response.json() : await response.text(),
    headers: response.headers,
  };
  if (response.ok) checkShape(url, method, answer);
  return answer;
}

export function operate(
  server: RunningServer,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  return call(`${server.url}/admin${path}`, OPERATOR, method, body);
}

/** One organization and its owner, with shortcuts for calls below it. */
export class Account {
  readonly server: RunningServer;
  readonly id: string;
  readonly token: string;
  readonly email: string;
  readonly licenses: readonly { readonly id: string }[];

  constructor(
    server: RunningServer,
    id: string,
    token: string,
    email: string,
    licenses: Account["licenses"],
  ) {
    this.server = server;
    this.id = id;
    this.token = token;
    this.email = email;
    this.licenses = licenses;
  }

  /** Calls below the mount. */
  at(method: string, path: string, body?: unknown, token = this.token, extra?: Extra): Promise<Answer> {
    return call(`${this.server.url}${MOUNT}${path}`, token, method, body, extra);
  }

  /** Calls below the organization. */
  on(method: string, path: string, body?: unknown, token = this.token, extra?: Extra): Promise<Answer> {
    return this.at(method, `/organizations/${this.id}${path}`, body, token, extra);
  }

  async rows(path: string, token = this.token) {
    const answer = await this.on("GET", path, undefined, token);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.items;
  }

  /** Makes an object and returns its row. */
  async make(path: string, body: unknown) {
    const answer = await this.on("POST", path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  }

  async group(name: string) {
    const rows: { name: string }[] = await this.rows(`/groups?search=${encodeURIComponent(name)}`);
    const row = rows.find((each) => each.name === name);
    expect(row, name).toBeDefined();
    return row as {
      id: string;
      name: string;
      isDefault: boolean;
      manageOrganization: boolean;
      workspaces: string[];
    };
  }

  async tokenOf(email: string): Promise<string> {
    const answer = await operate(this.server, "POST", "/tokens", { account: this.id, email });
    expect(answer.status).toBe(201);
    return answer.body.token;
  }

  /** Adds a user and signs them in. */
  async person(fields: object = {}): Promise<{ id: string; email: string; token: string }> {
    const email = `p${randomUUID()}@people.example`;
    const row = await this.make("/users", { email, enabled: true, ...fields });
    return { id: row.id, email, token: await this.tokenOf(email) };
  }

  async installed(app = "communications", rights: object = {}) {
    const category = await this.make("/categories", { name: `C ${randomUUID()}` });
    return this.make(`/apps/${app}/installation`, { category: category.id, ...rights });
  }

  async outbox(): Promise<{ to: string; kind: string; link: string }[]> {
    return (await operate(this.server, "GET", `/outbox?account=${this.id}`)).body.items;
  }
}

export async function newAccount(server: RunningServer, more: object = {}): Promise<Account> {
  const email = `owner${randomUUID()}@owners.example`;
  const answer = await operate(server, "POST", "/accounts", {
    platform: "engagecx",
    name: "Northwind",
    owner: { email, name: "Olga Owner" },
    ...more,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return new Account(server, answer.body.id, answer.body.token, email, answer.body.licenses);
}

export function testServer(options: ServerOptions = {}): Promise<RunningServer> {
  return startServer({ port: 0, adminToken: OPERATOR, log: (line) => console.error(line), ...options });
}

/** A refusal by this rule, with this status. */
export function refused(answer: Answer, rule: string, status: number): void {
  expect({
    rule: answer.body?.error?.rule,
    status: answer.status,
    header: answer.headers.get("x-rule-id"),
  }).toEqual({
    rule,
    status,
    header: rule,
  });
}

export function done(answer: Answer, status = 200): Answer {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return answer;
}
