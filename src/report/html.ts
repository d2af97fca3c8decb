/** HTML that is safe by construction: what is put into a template is escaped, unless it is markup already. */
import { visible } from "./visible.ts";

/** Text that may stand in a page as it is. Only {@link html} and {@link markup} make it. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlPart = string | number | Markup | readonly Markup[] | null;

/** Escaped for content and for quoted attributes; characters that reorder or hide text are shown by their code. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** ``html`<td title="${name}">${name}</td>` ``: every text in it is escaped, null leaves nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Markup {
  let text = strings[0] ?? "";
  for (const [index, part] of parts.entries()) text += partText(part) + (strings[index + 1] ?? "");
  return new Markup(text);
}

function partText(part: HtmlPart): string {
  if (part === null) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map((each) => each.text).join("\n");
  return escapeHtml(String(part));
}

/** A name somebody else chose: its writing direction does not leak into what stands around it. */
export function named(name: string): Markup {
  return html`<bdi>${name}</bdi>`;
}

/** A table with a caption for screen readers; the first cell of each row is its heading. */
export function htmlTable(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (string | Markup)[])[],
): Markup {
  const cells = (row: readonly (string | Markup)[]) =>
    row.map((cell, at) => {
      const label = head[at] ?? "";
      return at === 0 ? html`<th scope="row">${cell}</th>` : html`<td data-label="${label}">${cell}</td>`;
    });
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${head.map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${cells(row)}</tr>`)}
</tbody></table></div>`;
}
