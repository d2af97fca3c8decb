/** Rows as CSV (RFC 4180), made so that no cell is taken for a formula when a spreadsheet opens it. */
import type { AccountRead } from "../kind/account-read.ts";
import { visible } from "./visible.ts";

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;
/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/;

/** The last cells of every row about one account, so that a row says by itself what it is about and of when. */
export const READ_HEAD = ["account", "looked at"];

export function readCells(target: AccountRead, evaluatedAt: string): string[] {
  return [target.account.name, evaluatedAt];
}

/** The head and the rows, each ended by CR LF as the standard has it. */
export function csv(head: readonly string[], rows: Iterable<readonly string[]>): string {
  let text = line(head);
  for (const row of rows) text += line(row);
  return text;
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${visible(text)}` : visible(text);
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
