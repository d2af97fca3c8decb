/** Pages as text: no script, one style, everything that comes from outside escaped. */
import { createHash } from "node:crypto";
import type { Answer } from "../answer.ts";

/** Text that is markup already. Only {@link html} makes it. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const ESCAPES: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");
}

type Part = string | number | Markup | readonly Markup[];

/** Template tag: what is filled in is escaped, unless it is markup. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const filled = parts.map((part) => {
    if (part instanceof Markup) return part.text;
    return Array.isArray(part) ? part.map((each) => each.text).join("") : escaped(String(part));
  });
  return new Markup(texts.map((text, index) => text + (filled[index] ?? "")).join(""));
}

const STYLE = `
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 64rem; padding: 1rem; }
table { border-collapse: collapse; width: 100%; margin-block: 0.5rem 2rem; }
caption { text-align: start; font-weight: 600; font-size: 1.25rem; padding-block: 0.5rem; }
th, td { border: 1px solid currentColor; padding: 0.25rem 0.5rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
th[scope="col"] { overflow-wrap: normal; }
.wide { overflow-x: auto; }
input { font: inherit; box-sizing: border-box; min-height: 2.75rem; padding: 0.5rem; width: min(100%, 24rem); }
input[type="checkbox"] { width: 1.25rem; min-height: 1.25rem; vertical-align: middle; }
button { font: inherit; padding: 0.5rem 1.5rem; min-height: 2.75rem; cursor: pointer; }
:focus-visible { outline: 3px solid; outline-offset: 2px; }
`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** A whole page. The title is also its first heading. */
export function page(status: number, title: string, content: Markup): Answer {
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>`;
  const body = html`<main><h1>${title}</h1>${content}</main>`;
  const text = `<!doctype html><html lang="en"><head>${head.text}<style>${STYLE}</style></head><body>${body.text}</body></html>\n`;
  return { status, body: text, headers: HEADERS };
}

/** A time to the minute, in UTC; `otherwise` where there is none. */
export function minute(time: string | null, otherwise: string): string {
  return time === null ? otherwise : `${time.slice(0, 16).replace("T", " ")} UTC`;
}

/** A table a screen reader can walk: caption, column headings, first cell as row heading. */
export function table(
  title: string,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): Markup {
  if (rows.length === 0) return html`<h2>${title}</h2><p>None.</p>`;
  const head = headings.map((heading) => html`<th scope="col">${heading}</th>`);
  const body = rows.map(([first = "", ...rest]) => {
    return html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`;
  });
  const whole = html`<table><caption>${title}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
  return html`<div class="wide" role="region" aria-label="${title}" tabindex="0">${whole}</div>`;
}
