/** Talks to the CxEngage mount the way the vendor's SDK is known to: `null` bodies, JSON with every 201, four sends. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { type RunningServer, type ServerOptions, startServer } from "../../../src/server/server.ts";

export const OPERATOR = "operator-token";
export const MOUNT = "/cxengage/v1";

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read JSON of many shapes
  readonly body: any;
  readonly headers: Headers;
}

/** One send. `authorization` is the whole header; empty for none. */
export async function send(
  url: string,
  authorization: string,
  method: string,
  body?: unknown,
): Promise<Answer> {
  const headers: { [name: string]: string } = authorization === "" ? {} : { authorization };
  if (method !== "GET") headers["content-type"] = "application/json";
  const text = method === "GET" ? null : JSON.stringify(body ?? null);
  const response = await fetch(url, { method, headers, body: text });
  const received = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  if (response.status === 201 || response.status === 202) JSON.parse(received);
  return {
    status: response.status,
    body: isJson ? JSON.parse(received) : received,
    headers: response.headers,
  };
}

/** The SDK's retries, without its waits: up to four sends while the server fails. */
export async function persistently(
  once: () => Promise<Answer>,
): Promise<Answer & { readonly sends: number }> {
  for (let sends = 1; ; sends++) {
    const answer = await once();
    const failed = answer.status >= 500 && answer.status !== 501;
    if (!failed || sends === 4) return { ...answer, sends };
  }
}

export function operate(
  server: RunningServer,
  method: string,
  path: string,
  body: unknown = {},
): Promise<Answer> {
  return send(`${server.url}/admin${path}`, `Bearer ${OPERATOR}`, method, body);
}

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  // biome-ignore lint/suspicious/noExplicitAny: the row as the server shows it
  readonly row: any;
}

/** One tenant and its owner, with shortcuts for calls below it. */
export class Tenant {
  readonly server: RunningServer;
  readonly id: string;
  readonly token: string;
  readonly email: string;
  // biome-ignore lint/suspicious/noExplicitAny: further members of the operator's answer
  readonly made: any;

  constructor(server: RunningServer, made: { id: string; token: string }, email: string) {
    this.server = server;
    this.id = made.id;
    this.token = made.token;
    this.email = email;
    this.made = made;
  }

  /** Calls below the mount. */
  at(method: string, path: string, body?: unknown, token = this.token): Promise<Answer> {
    const authorization = token === "" || token.startsWith("Basic ") ? token : `Token ${token}`;
    return send(`${this.server.url}${MOUNT}${path}`, authorization, method, body);
  }

  /** Calls below the tenant. */
  on(method: string, path: string, body?: unknown, token = this.token): Promise<Answer> {
    return this.at(method, `/tenants/${this.id}${path}`, body, token);
  }

  /** The result of a call below the tenant that must succeed. */
  async ok(method: string, path: string, body?: unknown, token = this.token) {
    const answer = await this.on(method, path, body, token);
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body.result;
  }

  async role(name: string): Promise<string> {
    const roles: { id: string; name: string }[] = await this.ok("GET", "/roles");
    const role = roles.find((each) => each.name === name);
    expect(role, name).toBeDefined();
    return role?.id ?? "";
  }

  async platformRole(name: string): Promise<string> {
    const roles: { id: string; name: string }[] = (await this.at("GET", "/roles")).body.result;
    return roles.find((each) => each.name === name)?.id ?? "";
  }

  async permission(name: string): Promise<string> {
    const all: { id: string; name: string }[] = await this.ok("GET", "/permissions");
    return all.find((each) => each.name === name)?.id ?? "";
  }

  /** A custom role with these permissions. */
  async newRole(...names: readonly string[]): Promise<string> {
    const permissions = await Promise.all(names.map((name) => this.permission(name)));
    return (await this.ok("POST", "/roles", { name: `R ${randomUUID()}`, permissions })).id;
  }

  /** Adds a user; `role` is a role's name or id. */
  async add(fields: { role?: string; [field: string]: unknown } = {}) {
    const { role = "Agent", ...rest } = fields;
    const roleId = role.includes("-") ? role : await this.role(role);
    return this.ok("POST", "/users", { email: `p${randomUUID()}@people.example`, roleId, ...rest });
  }

  /** Adds a user who accepts at once, and signs them in. */
  async person(fields: { role?: string; [field: string]: unknown } = {}): Promise<Person> {
    const row = await this.add({ ...fields, status: "invited" });
    await this.acceptBy(row);
    const token = await this.tokenOf(row.email);
    return { id: row.id, email: row.email, token, row: await this.ok("GET", `/users/${row.id}`) };
  }

  /** What the vendor's page does behind an invitation link. */
  async acceptBy(row: { id: string; email: string }, more: object = {}): Promise<void> {
    const { token } = await this.linkOf(row.email);
    const body = { password: "Secret-123", firstName: "Ana", lastName: "Ionescu", ...more };
    const activated = await this.at("PUT", `/users/${row.id}`, body, token);
    expect(activated.status, JSON.stringify(activated.body)).toBe(200);
    const accepted = await this.on("PUT", `/users/${row.id}`, { status: "accepted" }, token);
    expect(accepted.status, JSON.stringify(accepted.body)).toBe(200);
  }

  async user(id: string) {
    return this.ok("GET", `/users/${id}`);
  }

  put(id: string, body: object, token = this.token): Promise<Answer> {
    return this.on("PUT", `/users/${id}`, body, token);
  }

  async tokenOf(email: string, provider?: string): Promise<string> {
    const answer = await operate(this.server, "POST", "/tokens", { account: this.id, email, provider });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.token;
  }

  async outbox(): Promise<{ to: string; kind: string; link: string }[]> {
    const answer = await operate(this.server, "GET", `/outbox?limit=500&account=${this.id}`);
    return answer.body.items;
  }

  /** The newest link mailed to an address. */
  async linkOf(email: string): Promise<{ url: string; token: string }> {
    const message = (await this.outbox()).findLast((each) => each.to === email);
    expect(message, `a message to ${email}`).toBeDefined();
    const url = message?.link ?? "";
    return { url, token: new URL(url).searchParams.get("token") ?? "" };
  }

  /** The same tenant with a token of the present time, or of somebody else. */
  async anew(email = this.email, provider?: string): Promise<Tenant> {
    return new Tenant(this.server, { ...this.made, token: await this.tokenOf(email, provider) }, this.email);
  }

  clock(now: string | null): Promise<Answer> {
    return operate(this.server, "POST", "/clock", { now });
  }
}

export async function newTenant(server: RunningServer, more: object = {}): Promise<Tenant> {
  const { owner = {}, ...rest } = more as { owner?: object };
  const email = `owner${randomUUID()}@owners.example`;
  const answer = await operate(server, "POST", "/accounts", {
    platform: "cxengage",
    name: `Northwind ${randomUUID()}`,
    owner: { email, ...owner },
    ...rest,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return new Tenant(server, answer.body, (owner as { email?: string }).email ?? email);
}

export function testServer(options: ServerOptions = {}): Promise<RunningServer> {
  return startServer({ port: 0, adminToken: OPERATOR, log: (line) => console.error(line), ...options });
}

/** A refusal by this rule, with this status, in the vendor's shape. */
export function refused(answer: Answer, rule: string, status = 400): void {
  const { headers, body } = answer;
  expect(
    { rule: headers.get("x-rule-id"), status: answer.status, code: body?.error?.code },
    JSON.stringify(body),
  ).toEqual({
    rule,
    status,
    code: status,
  });
}

export function done(answer: Answer, status = 200) {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return answer.body.result;
}
