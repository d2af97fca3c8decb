/** The lines of a ledger file as bytes. Counted in bytes: a torn line may end inside a character. */
import { existsSync, readFileSync } from "node:fs";

const LINE_END = 0x0a;

export interface Lines {
  /** Whole lines without their ends. */
  readonly whole: readonly Buffer[];
  /** Where each whole line starts in the file. */
  readonly offsets: readonly number[];
  /** What follows the last line end: a line that was not written whole, or nothing. */
  readonly torn: Buffer;
}

/** A file that does not exist has no lines. */
export function readLines(path: string): Lines {
  return linesOf(existsSync(path) ? readFileSync(path) : Buffer.alloc(0));
}

export function linesOf(bytes: Buffer): Lines {
  const whole: Buffer[] = [];
  const offsets: number[] = [];
  let start = 0;
  for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, start)) {
    whole.push(bytes.subarray(start, end));
    offsets.push(start);
    start = end + 1;
  }
  return { whole, offsets, torn: bytes.subarray(start) };
}
