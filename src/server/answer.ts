/** What goes back over the wire. */
import { createHash } from "node:crypto";
import type { Refusal } from "./rules.ts";

export interface Answer {
  readonly status: number;
  readonly body: string | Buffer | null;
  readonly headers: { readonly [name: string]: string };
}

export type Row = { readonly id: string; readonly [member: string]: unknown };

const JSON_TYPE = "application/json; charset=utf-8";
/** What is no edit of the object, such as a login, must not make an If-Match fail. */
const NOT_TAGGED = new Set(["lastLoginAt", "lastLogin", "current"]);

export function json(
  status: number,
  value: unknown,
  headers: { readonly [name: string]: string } = {},
): Answer {
  return { status, body: JSON.stringify(value), headers: { "content-type": JSON_TYPE, ...headers } };
}

/** One object with its entity tag. */
export function rowAnswer(row: Row, status = 200): Answer {
  return json(status, row, { etag: entityTag(row) });
}

export function nothing(status = 204): Answer {
  return { status, body: null, headers: {} };
}

export function entityTag(row: Row): string {
  const text = JSON.stringify(row, (key, value) => (NOT_TAGGED.has(key) ? undefined : value));
  return `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
}

export function refusalAnswer({ rule, reason }: Refusal): Answer {
  const error = { rule, field: reason.field ?? null, message: reason.message };
  // A failed precondition is no rule of the product's: the header stays away, so that nobody takes it for one.
  const named: Answer["headers"] = reason.status === 412 ? {} : { "x-rule-id": rule };
  return json(reason.status, { error }, { ...named, ...reason.headers });
}
