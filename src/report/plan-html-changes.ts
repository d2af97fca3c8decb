/** The changes of a plan as cards by kind, field by field. */
import type { KindTable } from "../kind/table.ts";
import type { Change, FieldChange, Plan } from "../plan/plan.ts";
import { fieldsToTell, formerLabel, labelsFor, MADE_ANEW } from "./changes-text.ts";
import { html, type Markup, named } from "./html.ts";
import { badge, filterBar, type Tone } from "./html-parts.ts";
import { type ChangesOfKind, countVerbs, reviewChanges, VERBS, verbCounts, verbWord } from "./review.ts";
import { fieldParts, type LabelOf } from "./value-text.ts";

const TONES: { readonly [verb in Change["verb"]]: Tone } = {
  create: "good",
  update: "caution",
  replace: "caution",
  remove: "bad",
};

export function changesHtml(plan: Plan, table: KindTable | null): Markup {
  const kinds = reviewChanges(plan, table);
  const verbs = VERBS.filter((verb) => plan.summary[verb] > 0);
  const bar = filterBar("changes-list", "name or value", [
    { name: "kind", label: "Kind", options: kinds.map(({ kind, title }) => ({ value: kind, text: title })) },
    { name: "verb", label: "What happens", options: verbs.map((verb) => ({ value: verb, text: verb })) },
  ]);
  return html`${bar}
<div id="changes-list">
${kinds.map((each) => kindHtml(each, plan))}
</div>`;
}

function kindHtml({ definition, title, changes }: ChangesOfKind, plan: Plan): Markup {
  const labelOf = labelsFor(definition, plan);
  return html`<div data-group>
<h3 class="part">${title}: ${verbCounts(countVerbs(changes))}</h3>
<ul class="items" role="list">
${changes.map((each) => changeItem(each, labelOf))}
</ul>
</div>`;
}

function changeItem(change: Change, labelOf: LabelOf): Markup {
  const fields = fieldsToTell(change).map((field) => fieldHtml(field, labelOf));
  const notes = change.because.map(({ text }) => html`<li class="faint">${text}</li>`);
  const lost =
    change.irreversible === undefined
      ? null
      : html`<p><strong class="sign bad">Cannot be undone:</strong> ${change.irreversible}</p>`;
  return html`<li class="item ${TONES[change.verb]}" data-item data-kind="${change.kind}" data-verb="${change.verb}">
<div class="item-head"><h4>${labelHtml(change)}</h4>${badge(verbWord(change), TONES[change.verb])}</div>
${fields.length === 0 ? null : html`<dl class="fields">${fields}</dl>`}
${notes.length === 0 ? null : html`<ul class="notes">${notes}</ul>`}
${lost}
</li>`;
}

function labelHtml(change: Change): Markup {
  if (change.verb !== "replace") return named(change.label);
  const former = formerLabel(change);
  return former === null
    ? html`${named(change.label)}: ${MADE_ANEW}`
    : html`${named(former)} by ${named(change.label)}`;
}

function fieldHtml(field: FieldChange, labelOf: LabelOf): Markup {
  return html`<dt>${field.path}</dt><dd>${valueHtml(field, labelOf)}</dd>`;
}

function valueHtml(field: FieldChange, labelOf: LabelOf): Markup {
  const parts = fieldParts(field, labelOf);
  switch (parts.form) {
    case "value":
      return html`<bdi>${parts.text}</bdi>`;
    case "former":
      return html`was <del>${parts.text}</del>`;
    case "change":
      return html`<del>${parts.before}</del> <span aria-label="becomes">→</span> <ins>${parts.after}</ins>`;
    case "set": {
      const entries = parts.entries.map(({ sign, text }) =>
        sign === "~"
          ? html`<li><span class="sign caution">~</span> <bdi>${text}</bdi></li>`
          : entryHtml(sign, text),
      );
      const more = parts.left > 0 ? html`<li>and ${parts.left} more</li>` : null;
      return entries.length === 0 ? html`(empty)` : html`<ul class="set">${entries}${more}</ul>`;
    }
    case "diff":
      return html`<pre class="diff">${parts.lines.map(diffLine)}</pre>`;
  }
}

function entryHtml(sign: "+" | "-", text: string): Markup {
  return sign === "+"
    ? html`<li><ins><span aria-label="added">+</span> <bdi>${text}</bdi></ins></li>`
    : html`<li><del><span aria-label="removed">−</span> <bdi>${text}</bdi></del></li>`;
}

function diffLine(line: string): Markup {
  if (line.startsWith("+")) return html`<ins>${line}</ins>`;
  if (line.startsWith("-")) return html`<del>${line}</del>`;
  return html`<span class="faint">${line}</span>`;
}
