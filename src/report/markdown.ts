/** Markdown pieces for comments on pull requests; names that others chose stand in it as text and nothing else. */
import { shown } from "./visible.ts";

const NAME_COLUMNS = 120;
const TEXT_COLUMNS = 1_000;
/** What could end a code span, or the table cell it stands in. */
const ENDS_CODE = /[`|\\]/;
/** What Markdown or HTML acts on inside a line, and what would become an address or a picture. */
const ACTIVE = /[\\`*_{}[\]<>|~$&!]|:(?=\/\/|\w+:)|(?<=www)\.|(?:(?<![\w.+-])@|#)(?=[\w-])/gi;
/** What platforms turn into mentions and references to issues: an empty comment takes them apart. */
const MENTIONS = "@#";

const entity = (character: string): string => `&#${character.codePointAt(0)};`;

/** A name as code: shown as it is written, and nothing in it becomes a mention, a link or markup. Holds in cells too. */
export function codeMarkdown(name: string, columns = NAME_COLUMNS): string {
  const text = shown(name, columns);
  if (text.trim() !== "" && !ENDS_CODE.test(text)) return `\`${text}\``;
  return `<code>${text.replace(/[^\p{L}\p{N}\p{M} ]/gu, entity)}</code>`;
}

/** A sentence that may hold names of others: shown as it is written. Holds in cells too. */
export function plainMarkdown(text: string, columns = TEXT_COLUMNS): string {
  return shown(text, columns).replace(ACTIVE, (sign) =>
    MENTIONS.includes(sign) ? `${sign}<!-- -->` : entity(sign),
  );
}

/** A table; cells are Markdown already and hold no line breaks. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A block that opens on a click; `summary` is Markdown-free text. */
export function folded(summary: string, body: string): string {
  return `<details><summary>${htmlText(summary)}</summary>\n\n${body}\n\n</details>`;
}

/** A fenced block that no line of its text can end. */
export function fencedMarkdown(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

function htmlText(text: string): string {
  return shown(text).replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Blocks joined with empty lines while they fit into `limit` characters. A block that does not fit is asked for a
 * shorter form; one that has none is left out. Nothing is ever cut inside a block. `reserve` is kept free for what the
 * caller appends.
 */
export class MarkdownPage {
  readonly #limit: number;
  #text = "";
  /** Headings of blocks that did not fit at all. */
  readonly leftOut: string[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Characters that are still free. */
  get free(): number {
    return this.#limit - this.#text.length;
  }

  /** Adds the first form that fits; says whether one did. */
  add(heading: string, ...forms: readonly string[]): boolean {
    for (const form of forms) {
      if (form === "") return true;
      if (form.length + 2 > this.free) continue;
      this.#text += this.#text === "" ? form : `\n\n${form}`;
      return true;
    }
    this.leftOut.push(heading);
    return false;
  }

  toString(): string {
    return `${this.#text}\n`;
  }
}

/** The most items whose rendering still fits: whole rows only. `render` is given the items and how many are left out. */
export function fitting<T>(
  items: readonly T[],
  free: number,
  render: (kept: readonly T[], left: number) => string,
) {
  let [low, high] = [0, items.length];
  let best = render([], items.length);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const text = render(items.slice(0, middle), items.length - middle);
    if (text.length <= free) {
      best = text;
      low = middle;
    } else high = middle - 1;
  }
  return best;
}

/** What a comment on a pull request takes on every platform, with a margin. */
export const MARKDOWN_AT_MOST = 60_000;
