/** Values of plans in words: one value, before → after, link sets as what comes and what goes, long texts as a diff. */
import { isFileContent, isSecret, type Link, type Value } from "../kind/value.ts";
import type { FieldChange } from "../plan/plan.ts";
import { isLongChange, unifiedDiff } from "./long-text.ts";
import type { Paint } from "./paint.ts";
import { shown } from "./visible.ts";
import { GLUE } from "./words.ts";

const VALUE_COLUMNS = 200;
const LINKS_AT_MOST = 20;
const HASH_DIGITS = 12;

/** How a link's target is called, given the field's path and the target's key. */
export type LabelOf = (path: string, key: string) => string;

/** What changes in a field, before any output dresses it. All texts are safe to print. */
export type FieldParts =
  | { readonly form: "value"; readonly text: string }
  | { readonly form: "former"; readonly text: string }
  | { readonly form: "change"; readonly before: string; readonly after: string }
  | { readonly form: "set"; readonly entries: readonly SetEntry[]; readonly left: number }
  | { readonly form: "diff"; readonly lines: readonly string[] };

interface SetEntry {
  readonly sign: "+" | "~" | "-";
  readonly text: string;
}

export function fieldParts(field: FieldChange, labelOf: LabelOf): FieldParts {
  const { before, after } = field;
  if (field.sensitive === true) return { form: "value", text: "(secret)" };
  if (isRecords(before) || isRecords(after))
    return { form: "change", before: recordsText(before), after: recordsText(after) };
  if (isSet(before) || isSet(after)) return setParts(field, labelOf);
  if (isLongChange(before, after)) return { form: "diff", lines: unifiedDiff(before, String(after)) };
  const named = (value: Value) => valueText(typeof value === "string" ? labelOf(field.path, value) : value);
  if (before === null) return { form: "value", text: named(after) };
  if (after === null) return { form: "former", text: named(before) };
  return { form: "change", before: named(before), after: named(after) };
}

/** What changes in a field: `old → new`, `+ a, - b` for sets, or the lines of a diff, each ended by a line break. */
export function fieldText(field: FieldChange, paint: Paint, labelOf: LabelOf): string {
  const parts = fieldParts(field, labelOf);
  switch (parts.form) {
    case "value":
      return parts.text;
    case "former":
      return `was ${parts.text}`;
    case "change":
      return `${parts.before} → ${parts.after}`;
    case "set":
      return setText(parts.entries, parts.left, paint);
    case "diff":
      return parts.lines.join("\n");
  }
}

function setText(entries: readonly SetEntry[], left: number, paint: Paint): string {
  if (entries.length === 0) return "(empty)";
  const brushes = { "+": paint.good, "~": paint.caution, "-": paint.bad };
  const words = entries.map(({ sign, text }) => `${brushes[sign](sign)}${GLUE}${text}`);
  return words.join(", ") + (left > 0 ? `, and ${left} more` : "");
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "(none)";
  if (isSecret(value)) {
    const source = value.$secret;
    return "env" in source
      ? `(secret from ${shown(source.env)})`
      : `(secret from file ${shown(source.file)})`;
  }
  if (isFileContent(value)) return `${shown(value.$file)} (sha256 ${value.sha256.slice(0, HASH_DIGITS)}…)`;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value) && value.length === 0) return "(empty)";
  return shown(typeof value === "string" ? value : JSON.stringify(value), VALUE_COLUMNS);
}

function isSet(value: Value): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "string" || isLink(each));
}

/** Records that are no links, such as telephone extensions. */
function isRecords(value: Value): value is readonly Link[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((each) => typeof each === "object" && each !== null && !isLink(each));
}

function recordsText(value: Value): string {
  return isRecords(value) ? value.map((each) => `(${attributesText(each)})`).join(", ") : valueText(value);
}

function isLink(value: unknown): value is Link {
  return typeof value === "object" && value !== null && "to" in value;
}

function setParts(field: FieldChange, labelOf: LabelOf): FieldParts {
  const before = entriesOf(field.before);
  const after = entriesOf(field.after);
  const name = (key: string) => shown(labelOf(field.path, key));
  const entries: SetEntry[] = [];
  for (const [key, extra] of after) {
    const old = before.get(key);
    if (old === undefined)
      entries.push({ sign: "+", text: `${name(key)}${extra === "" ? "" : ` (${extra})`}` });
    else if (old !== extra)
      entries.push({ sign: "~", text: `${name(key)} (${old || "none"} → ${extra || "none"})` });
  }
  for (const key of before.keys()) if (!after.has(key)) entries.push({ sign: "-", text: name(key) });
  return { form: "set", entries: entries.slice(0, LINKS_AT_MOST), left: entries.length - LINKS_AT_MOST };
}

/** Entries of a set by key, with the words for what the link itself carries. */
function entriesOf(value: Value): Map<string, string> {
  const found = new Map<string, string>();
  for (const each of Array.isArray(value) ? value : []) {
    if (typeof each === "string") found.set(each, "");
    else if (isLink(each)) found.set(each.to, attributesText(each));
  }
  return found;
}

function attributesText(link: Link): string {
  return Object.entries(link)
    .filter(([name]) => name !== "to")
    .map(([name, value]) => `${name} ${valueText(value)}`)
    .join(", ");
}
