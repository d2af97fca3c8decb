/** Keyset paging: a cursor says after which id the next page begins, so concurrent writes never skip or repeat a row. */
import { type Answer, json, type Row } from "./answer.ts";
import type { Call } from "./call.ts";
import { Refusal } from "./rules.ts";

export const LIMIT_DEFAULT = 100;
export const LIMIT_MAXIMUM = 500;

export interface Window {
  /** Rows after this id; empty at the start, which is before every id. */
  readonly after: string;
  readonly limit: number;
}

/**
 * Answers one page. `fetch` gives rows in order of id, at most `limit` of them; one more than asked is fetched to
 * know whether there is a next page.
 */
export async function pageAnswer(
  call: Call,
  fetch: (window: Window) => Promise<readonly Row[]>,
): Promise<Answer> {
  const list = call.request.path;
  const limit = readLimit(call.request.query.get("limit"));
  const after = readCursor(call.request.query.get("cursor"), list);
  const rows = await fetch({ after, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return json(200, { items, next: last ? writeCursor(last.id, list) : null });
}

function readLimit(text: string | null): number {
  if (text === null) return LIMIT_DEFAULT;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= LIMIT_MAXIMUM) return limit;
  throw new Refusal("bad-limit", { status: 400, field: "limit", message: `limit is 1 to ${LIMIT_MAXIMUM}` });
}

function writeCursor(after: string, list: string): string {
  return Buffer.from(JSON.stringify([list, after])).toString("base64url");
}

function readCursor(text: string | null, list: string): string {
  if (text === null) return "";
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (Array.isArray(value) && value[0] === list && typeof value[1] === "string") return value[1];
  } catch {
    // falls through: a cursor nobody handed out
  }
  throw new Refusal("bad-cursor", {
    status: 400,
    field: "cursor",
    message: "the cursor is not one of this listing",
  });
}
