/** How CxEngage's API speaks: `{result}` around what succeeds, `{error}` around what does not, few statuses. */
import { type Answer, json } from "../answer.ts";
import { parseObject } from "../body.ts";
import type { Call } from "../call.ts";
import type { Wire } from "../route.ts";
import { type Reason, Refusal, type Rules } from "../rules.ts";

export type Members = { readonly [member: string]: unknown };

/** Statuses the vendor documents; whatever else a shared part says becomes one of them (CXE-B-47). */
const DOCUMENTED: readonly number[] = [400, 401, 403, 404, 429, 500, 502, 503, 504];
const NEAREST: { readonly [status: number]: number } = { 405: 404, 410: 404 };

export const wire: Wire = { refuse, cors: true, keyed: false };

function refuse({ rule, reason }: Refusal, rules: Rules): Answer {
  const undocumented = !DOCUMENTED.includes(reason.status) && rules.applies("CXE-B-47");
  const status = undocumented ? (NEAREST[reason.status] ?? 400) : reason.status;
  const { field, message } = reason;
  const attribute = field === undefined ? null : { [field]: message };
  return json(
    status,
    { error: { code: status, message, attribute } },
    { "x-rule-id": rule, ...reason.headers },
  );
}

export function result(value: unknown, status = 200): Answer {
  return json(status, { result: value });
}

/** The body as an object. Clients send `null` or nothing where there is nothing to say. */
export function bodyOf(call: Call): Members {
  const { bytes } = call.request;
  return bytes.length <= 8 && bytes.toString().trim() === "null" ? {} : parseObject(bytes);
}

export function bad(message: string, field?: string): Reason {
  return { status: 400, message, ...(field !== undefined && { field }) };
}

export function forbidden(message: string, field?: string): Reason {
  return { ...bad(message, field), status: 403 };
}

/** A refusal that follows from no documented rule. */
export function need(condition: boolean, rule: string, reason: Reason): asserts condition {
  if (!condition) throw new Refusal(rule, reason);
}

export function missing(what: string): Refusal {
  return new Refusal("not-found", { status: 404, message: `there is no such ${what}` });
}

/** Text of at most `most` characters without control characters; null where the value is none. */
export function acceptText(value: unknown, most = 1000): string | null {
  if (typeof value !== "string" || !value.isWellFormed() || value.length > most) return null;
  return /[\p{Cc}--[\n\t]]/v.test(value) ? null : value;
}

/** A text member that may be cleared: absent is undefined, null and blank are null. Throws 400 for anything else. */
export function optionalText(body: Members, field: string): string | null | undefined {
  const value = body[field];
  if (value === undefined || value === null) return value;
  const text = acceptText(value);
  need(text !== null, "bad-value", bad(`${field} must be a text`, field));
  return text.trim() === "" ? null : text;
}

/** A boolean member. Throws 400 for anything else. */
export function optionalFlag(body: Members, field: string): boolean | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  need(typeof value === "boolean", "bad-value", bad(`${field} must be true or false`, field));
  return value;
}
