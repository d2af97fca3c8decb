/** The changes of a plan, grouped by kind in the order the platform lists its kinds. */
import { byCodePoint } from "../kind/code-points.ts";
import type { Kind } from "../kind/kind.ts";
import type { KindTable } from "../kind/table.ts";
import type { Change, FieldChange, Plan, Verb } from "../plan/plan.ts";
import type { Paint } from "./paint.ts";
import { fieldText, type LabelOf } from "./value-text.ts";
import { shown } from "./visible.ts";
import { capped, hanging, title } from "./words.ts";

const CHANGES_PER_KIND = 100;
const TEXT_COLUMNS = 400;
const VERBS: readonly Verb[] = ["create", "update", "replace", "remove"];
const SIGNS = { create: "+", update: "~", replace: "±", remove: "-" } as const;

export function changesText(plan: Plan, paint: Paint, table: KindTable | null): string[] {
  if (plan.changes.length === 0) return [];
  const known = new Map(plan.changes.map((change) => [change.id, change.label]));
  const lines = [paint.strong("Changes")];
  for (const [kind, changes] of byKind(plan.changes, table)) {
    const definition = table?.kinds.find((each) => each.name === kind);
    const labelOf = labelsFor(definition, known);
    lines.push(`  ${title(shown(definition?.manifestKey ?? kind))}: ${countVerbs(changes)}`);
    lines.push(...capped(changes, CHANGES_PER_KIND, (each) => changeText(each, paint, labelOf), "    "));
  }
  return lines;
}

/** `3 to create, 1 to remove`; verbs without a change are left out. */
export function verbCounts(summary: { readonly [verb in Verb]: number }): string {
  const parts = VERBS.filter((verb) => summary[verb] > 0).map((verb) => `${summary[verb]} to ${verb}`);
  return parts.join(", ");
}

function byKind(changes: readonly Change[], table: KindTable | null): Map<string, Change[]> {
  const groups = new Map<string, Change[]>((table?.kinds ?? []).map((kind) => [kind.name, []]));
  for (const change of changes) {
    const group = groups.get(change.kind);
    if (group === undefined) groups.set(change.kind, [change]);
    else group.push(change);
  }
  for (const [kind, group] of groups) {
    if (group.length === 0) groups.delete(kind);
    else group.sort((a, b) => VERBS.indexOf(a.verb) - VERBS.indexOf(b.verb) || byCodePoint(a.id, b.id));
  }
  return groups;
}

function countVerbs(changes: readonly Change[]): string {
  const counts = { create: 0, update: 0, replace: 0, remove: 0 };
  for (const change of changes) counts[change.verb]++;
  return verbCounts(counts);
}

function changeText(change: Change, paint: Paint, labelOf: LabelOf): string[] {
  const brush = { create: paint.good, update: paint.caution, replace: paint.caution, remove: paint.bad }[
    change.verb
  ];
  const what = change.verb === "remove" ? (change.effect ?? "remove") : change.verb;
  const lines = [`    ${brush(SIGNS[change.verb])} ${what} ${named(change, paint)}`];
  for (const field of change.fields.filter((each) => tellsMore(each, change))) {
    lines.push(...hanging(paint, `        ${shown(field.path)}: `, fieldText(field, paint, labelOf), 10));
  }
  for (const { text } of change.because)
    lines.push(...hanging(paint, "        note: ", shown(text, TEXT_COLUMNS), 10));
  if (change.irreversible !== undefined) {
    lines.push(
      ...hanging(
        paint,
        `        ${paint.bad("cannot be undone:")} `,
        shown(change.irreversible, TEXT_COLUMNS),
        10,
      ),
    );
  }
  return lines;
}

/** Who or what; for a replacement, whom by whom. */
function named(change: Change, paint: Paint): string {
  const label = paint.strong(shown(change.label));
  if (change.verb !== "replace") return label;
  const former = change.fields.find((field) => isNameOf(field.after, change))?.before;
  if (former === undefined) return `${label}: removed and made anew`;
  return typeof former === "string" ? `${paint.strong(shown(former))} by ${label}` : label;
}

/** False for the name of what comes or goes, which the line above says, and for empty lists of what goes. */
function tellsMore(field: FieldChange, change: Change): boolean {
  if (change.verb === "create") return !isNameOf(field.after, change);
  if (change.verb !== "remove") return true;
  return !isNameOf(field.before, change) && !(Array.isArray(field.before) && field.before.length === 0);
}

/** The whole label, or the last part of a path. */
function isNameOf(value: FieldChange["after"], { label }: Change): boolean {
  return value === label || (typeof value === "string" && value !== "" && label.endsWith(`/${value}`));
}

/** Names of link targets: as the changes of this plan call them, else their keys. */
function labelsFor(kind: Kind | undefined, known: ReadonlyMap<string, string>): LabelOf {
  return (path, key) => {
    const leaf = kind?.leaves.get(path);
    if (leaf === undefined || (leaf.type !== "links" && leaf.type !== "reference")) return key;
    return known.get(`${leaf.to}:${key}`) ?? key;
  };
}
