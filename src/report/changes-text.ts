/** The changes of a plan, grouped by kind in the order the platform lists its kinds. */
import type { Kind } from "../kind/kind.ts";
import type { KindTable } from "../kind/table.ts";
import type { Change, FieldChange, Plan } from "../plan/plan.ts";
import type { Paint } from "./paint.ts";
import { countVerbs, reviewChanges, verbCounts, verbWord } from "./review.ts";
import { fieldParts, fieldText, type LabelOf } from "./value-text.ts";
import { shown } from "./visible.ts";
import { capped, hanging } from "./words.ts";

const CHANGES_PER_KIND = 100;
const TEXT_COLUMNS = 400;
export const MADE_ANEW = "removed and made anew";
export const SIGNS = { create: "+", update: "~", replace: "±", remove: "-" } as const;

export function changesText(plan: Plan, paint: Paint, table: KindTable | null): string[] {
  if (plan.changes.length === 0) return [];
  const lines = [paint.strong("Changes")];
  for (const { definition, title, changes } of reviewChanges(plan, table)) {
    const labelOf = labelsFor(definition, plan);
    lines.push(...hanging(paint, `  ${shown(title)}: `, verbCounts(countVerbs(changes)), 4));
    lines.push(...capped(changes, CHANGES_PER_KIND, (each) => changeText(each, paint, labelOf), "    "));
  }
  return lines;
}

function changeText(change: Change, paint: Paint, labelOf: LabelOf): string[] {
  const brush = { create: paint.good, update: paint.caution, replace: paint.caution, remove: paint.bad }[
    change.verb
  ];
  const lines = [`    ${brush(SIGNS[change.verb])} ${verbWord(change)} ${named(change, paint)}`];
  for (const field of fieldsToTell(change)) lines.push(...fieldLines(field, paint, labelOf));
  for (const { text } of change.because)
    lines.push(...hanging(paint, "        note: ", shown(text, TEXT_COLUMNS), 10));
  if (change.irreversible !== undefined) {
    const head = `        ${paint.bad("cannot be undone:")} `;
    lines.push(...hanging(paint, head, shown(change.irreversible, TEXT_COLUMNS), 10));
  }
  return lines;
}

function fieldLines(field: FieldChange, paint: Paint, labelOf: LabelOf): string[] {
  const head = `        ${shown(field.path)}:`;
  const parts = fieldParts(field, labelOf);
  if (parts.form !== "diff") return hanging(paint, `${head} `, fieldText(field, paint, labelOf), 10);
  const brushes: { readonly [sign: string]: (text: string) => string } = {
    "+": paint.good,
    "-": paint.bad,
    "@": paint.faint,
  };
  return [head, ...parts.lines.map((line) => `          ${(brushes[line.charAt(0)] ?? String)(line)}`)];
}

/** Who or what; for a replacement, whom by whom. */
function named(change: Change, paint: Paint): string {
  const label = paint.strong(shown(change.label));
  if (change.verb !== "replace") return label;
  const former = formerLabel(change);
  return former === null ? `${label}: ${MADE_ANEW}` : `${paint.strong(shown(former))} by ${label}`;
}

/** What a replacement takes the place of; null where the object itself goes and is made anew. */
export function formerLabel(change: Change): string | null {
  const former = change.fields.find((field) => isNameOf(field.after, change))?.before;
  return typeof former === "string" ? former : null;
}

/** Fields less the name of what comes or goes, which stands above them, and empty lists of what goes. */
export function fieldsToTell(change: Change): FieldChange[] {
  return change.fields.filter((field) => {
    if (change.verb === "create") return !isNameOf(field.after, change);
    if (change.verb !== "remove") return true;
    return !isNameOf(field.before, change) && !(Array.isArray(field.before) && field.before.length === 0);
  });
}

/** The whole label, or the last part of a path. */
function isNameOf(value: FieldChange["after"], { label }: Change): boolean {
  return value === label || (typeof value === "string" && value !== "" && label.endsWith(`/${value}`));
}

/** Names of link targets: as the changes of this plan call them, else their keys. */
export function labelsFor(kind: Kind | null, plan: Plan): LabelOf {
  const known = knownLabels(plan);
  return (path, key) => {
    const leaf = kind?.leaves.get(path);
    if (leaf === undefined || (leaf.type !== "links" && leaf.type !== "reference")) return key;
    return known.get(`${leaf.to}:${key}`) ?? key;
  };
}

const labelsOfPlans = new WeakMap<Plan, ReadonlyMap<string, string>>();

function knownLabels(plan: Plan): ReadonlyMap<string, string> {
  const known = labelsOfPlans.get(plan) ?? new Map(plan.changes.map((change) => [change.id, change.label]));
  labelsOfPlans.set(plan, known);
  return known;
}
