/** Offsets in a text that YAML yielded → places in the file it was written in. */
import type { Location } from "../diagnostic/diagnostic.ts";
import { LineIndex } from "../manifest/place.ts";
import type { PlaceOf } from "./expression.ts";

/** Finds places of one file. */
export class SourcePlaces {
  readonly #lines: LineIndex;
  readonly #starts: readonly number[];

  constructor(file: string, text: string) {
    this.#lines = new LineIndex(file, text);
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  /**
   * Places of parts of `value`, a text that starts at `at`. However it is written (plain, quoted, folded, as a block),
   * its characters but for white space stand in the file in the same order.
   */
  of(at: Location, value: string): PlaceOf {
    const first = (this.#starts[at.line - 1] ?? 0) + at.column - 1;
    const from = this.#contentStart(first);
    return (start, end) => {
      if (start === 0 && end >= value.length) return at;
      const begin = this.#offsetOf(from, value, start);
      const length = Math.max(1, Math.min(end, value.length) - start);
      return this.#lines.locate(begin, begin + length);
    };
  }

  /** Behind the opening quote, or the line that announces a block. */
  #contentStart(first: number): number {
    const { text } = this.#lines;
    const letter = text[first];
    if (letter === '"' || letter === "'") return first + 1;
    if (letter !== "|" && letter !== ">") return first;
    const next = text.indexOf("\n", first);
    return next < 0 ? first : next + 1;
  }

  #offsetOf(from: number, value: string, wanted: number): number {
    const { text } = this.#lines;
    let at = from;
    for (let index = 0; index <= Math.min(wanted, value.length - 1); index++) {
      const letter = value[index] ?? "";
      if (/\s/.test(letter)) continue;
      while (at < text.length && text[at] !== letter) at++;
      if (index === wanted) return at;
      at++;
    }
    return Math.min(at, text.length);
  }
}
