/** Offsets in a text → places a person can go to. */
import type { Location } from "../diagnostic/diagnostic.ts";

/** Finds the line of an offset. The line starts are computed at the first question. */
export class LineIndex {
  readonly file: string;
  readonly text: string;
  #starts: number[] | null = null;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  /** The place of `[start, end)`; what reaches beyond the end of the first line is cut off. */
  locate(start: number, end: number): Location {
    const starts = this.#lineStarts();
    const line = lastAtMost(starts, start);
    const from = starts[line] ?? 0;
    const next = starts[line + 1];
    const whole = this.text.slice(from, next === undefined ? this.text.length : next - 1);
    const text = whole.endsWith("\r") ? whole.slice(0, -1) : whole;
    const marked = text.slice(start - from, end - from).trimEnd();
    return { file: this.file, line: line + 1, column: start - from + 1, length: marked.length, text };
  }

  #lineStarts(): number[] {
    if (this.#starts !== null) return this.#starts;
    const starts = [0];
    for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#starts = starts;
    return starts;
  }
}

/** Index of the last number that is at most `wanted`; the numbers ascend. */
function lastAtMost(numbers: readonly number[], wanted: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The part of a place that `text` takes in its line; the place itself where it is not found there. */
export function narrow(at: Location, text: string): Location {
  const marked = at.text.slice(at.column - 1, at.column - 1 + at.length);
  const offset = marked.indexOf(text);
  return offset < 0 ? at : { ...at, column: at.column + offset, length: text.length };
}

/** The text as it stands in the file, on the first line of the place. */
export function sourceOf(at: Location): string {
  return at.text.slice(at.column - 1, at.column - 1 + at.length);
}
