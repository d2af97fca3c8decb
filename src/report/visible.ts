/** Makes text that others wrote safe to print: nothing in it can move the cursor, colour or reorder a terminal. */
import { stripVTControlCharacters } from "node:util";

/** Control characters, bidirectional controls, other invisible format characters and lone surrogates. */
const HOSTILE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const WIDE =
  /[\p{Emoji_Presentation}\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /^\p{M}$/u;
const CONTROL_PICTURES = 0x2400;

/** Replaces every character that a terminal would act on by a picture (`␛`) or its code point (`<U+202E>`). */
export function visible(text: string): string {
  return text.replace(HOSTILE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === "\t") return " ";
    if (code < 0x20) return String.fromCodePoint(CONTROL_PICTURES + code);
    if (code === 0x7f) return "\u2421";
    return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}

/** Columns a text takes in a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** At most `columns` columns of a text; what is left out is shown as `…`. */
function shorten(text: string, columns: number): string {
  if (text.length <= columns && widthOf(text) <= columns) return text;
  let width = 0;
  let kept = "";
  for (const character of text) {
    width += widthOf(character);
    if (width >= columns) return `${kept}…`;
    kept += character;
  }
  return kept;
}

/** {@link visible} and {@link shorten} at once, for a name inside a sentence. */
export function shown(text: string, columns = 120): string {
  return shorten(visible(text.length > 4 * columns ? text.slice(0, 4 * columns) : text), columns);
}

/** Breaks a text at spaces; a word longer than a line stays whole. `taken` columns of the first line are not free. */
export function wrap(text: string, columns: number, taken = 0): string[] {
  const lines: string[] = [];
  let line = "";
  let width = taken;
  for (const word of text.split(" ")) {
    const wide = widthOf(stripVTControlCharacters(word));
    if (line !== "" && width + 1 + wide > columns) {
      lines.push(line);
      line = word;
      width = wide;
    } else {
      width += wide + (line === "" ? 0 : 1);
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}
