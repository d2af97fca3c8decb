/** Small words of the texts: counts, plurals, titles, hanging paragraphs. */
import { stripVTControlCharacters } from "node:util";
import type { KindTable } from "../kind/table.ts";
import { widthOf, wrap } from "./visible.ts";

/** Columns that texts are laid out for where nothing else is said. */
export const COLUMNS = 80;

/** A space that no line is broken at. */
export const GLUE = "\u00a0";

export interface TextOptions {
  readonly color: boolean;
  /** Words of the plan's platform; null where the platform is not known to this version. */
  readonly table: KindTable | null;
  /** Columns of the page. Default 80. */
  readonly columns?: number;
}

/** `1 person`, `2 people`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

export const people = (number: number): string => count(number, "person", "people");

/** `reasonLists` → `Reason lists`. */
export function title(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A paragraph behind `head`; further lines are indented, by default to stand under the first word after it. */
export function hanging(
  page: { readonly columns: number },
  head: string,
  text: string,
  indent?: number,
): string[] {
  const headWidth = widthOf(stripVTControlCharacters(head));
  const left = indent ?? headWidth;
  const [first = "", ...rest] = wrap(text, page.columns - left, headWidth - left);
  return [head + first, ...rest.map((line) => " ".repeat(left) + line)].map((line) =>
    line.replaceAll(GLUE, " "),
  );
}

/** The first `limit` items in words, then how many were left out. */
export function capped<T>(items: readonly T[], limit: number, render: (item: T) => string[], indent: string) {
  const lines = items.slice(0, limit).flatMap(render);
  if (items.length > limit) lines.push(`${indent}and ${items.length - limit} more`);
  return lines;
}
