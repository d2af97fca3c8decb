/** Talks HTTP to a server under test. Every successful answer is held against the API's own description. */
import { expect } from "vitest";
import { type RunningServer, type ServerOptions, startServer } from "../../src/server/server.ts";
import { checkShape } from "./shapes.ts";

export const OPERATOR = "operator-token";

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
