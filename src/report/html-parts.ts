/** Parts that HTML reports are put together from: the head, figures, sections and the bar of filters. */
import { html, type Markup } from "./html.ts";

/** How a fact is to be taken; decides its colour, never says it alone. */
export type Tone = "bad" | "caution" | "good" | "neutral";

export interface Figure {
  readonly number: number;
  readonly says: string;
  readonly tone: Tone;
}

/** Numbers side by side; one that is 0 stands back. */
export function figures(list: readonly Figure[]): Markup {
  return html`<dl class="figures">
${list.map(
  ({ number, says, tone }) =>
    html`<div class="figure ${number === 0 ? "neutral" : tone}"><dt>${says}</dt><dd>${number}</dd></div>`,
)}
</dl>`;
}

export function badge(text: string, tone: Tone): Markup {
  return html`<span class="badge ${tone}">${text}</span>`;
}

/** A section under a heading that can be linked to. */
export function section(id: string, heading: string, body: Markup | readonly Markup[]): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${body}
</section>`;
}

/** Links to the sections of the page. */
export function contents(sections: readonly (readonly [id: string, heading: string])[]): Markup {
  const links = sections.map(([id, heading]) => html`<li><a href="#${id}">${heading}</a></li>`);
  return html`<nav class="contents" aria-label="Contents"><ul>${links}</ul></nav>`;
}

export interface Filter {
  /** Data attribute of the items it looks in, without `data-`; lower case. */
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

/** The bar that searches and filters the items of a list; hidden where scripts do not run. */
export function filterBar(listId: string, placeholder: string, filters: readonly Filter[]): Markup {
  const selects = filters
    .filter(({ options }) => options.length > 1)
    .map(
      ({ name, label, options }) => html`<label><span>${label}</span><select name="${name}">
<option value="">all</option>
${options.map(({ value, text }) => html`<option value="${value}">${text}</option>`)}
</select></label>`,
    );
  return html`<form class="filters" data-filter-for="${listId}" role="search" hidden>
<label class="search"><span>Search</span><input type="search" name="search" autocomplete="off" placeholder="${placeholder}"></label>
${selects}
<button type="reset">Show all</button>
<output data-filter-count role="status" aria-live="polite"></output>
</form>`;
}

/** A value of an item's data attribute that several filters' options may match. */
export function values(list: Iterable<string>): string {
  return JSON.stringify([...new Set(list)]);
}
