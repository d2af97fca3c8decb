/** Values of plans in words: one value, before → after, and link sets as what comes and what goes. */
import { isFileContent, isSecret, type Link, type Value } from "../kind/value.ts";
import type { FieldChange } from "../plan/plan.ts";
import type { Paint } from "./paint.ts";
import { shown } from "./visible.ts";
import { GLUE } from "./words.ts";

const VALUE_COLUMNS = 200;
const LINKS_AT_MOST = 20;
const HASH_DIGITS = 12;

/** How a link's target is called, given the field's path and the target's key. */
export type LabelOf = (path: string, key: string) => string;

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

/** What changes in a field: `old → new`, or `+ a, - b` for sets. */
export function fieldText(field: FieldChange, paint: Paint, labelOf: LabelOf): string {
  if (field.sensitive === true) return "(secret)";
  if (isRecords(field.before) || isRecords(field.after))
    return `${recordsText(field.before)} → ${recordsText(field.after)}`;
  if (isSet(field.before) || isSet(field.after)) return setText(field, paint, labelOf);
  const named = (value: Value) => valueText(typeof value === "string" ? labelOf(field.path, value) : value);
  if (field.before === null) return named(field.after);
  if (field.after === null) return `was ${named(field.before)}`;
  return `${named(field.before)} → ${named(field.after)}`;
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

function setText(field: FieldChange, paint: Paint, labelOf: LabelOf): string {
  const before = entries(field.before);
  const after = entries(field.after);
  const name = (key: string) => shown(labelOf(field.path, key));
  const parts: string[] = [];
  for (const [key, extra] of after) {
    const old = before.get(key);
    if (old === undefined)
      parts.push(`${paint.good("+")}${GLUE}${name(key)}${extra === "" ? "" : ` (${extra})`}`);
    else if (old !== extra)
      parts.push(`${paint.caution("~")}${GLUE}${name(key)} (${old || "none"} → ${extra || "none"})`);
  }
  for (const key of before.keys()) if (!after.has(key)) parts.push(`${paint.bad("-")}${GLUE}${name(key)}`);
  if (parts.length === 0) return "(empty)";
  const left = parts.length - LINKS_AT_MOST;
  return parts.slice(0, LINKS_AT_MOST).join(", ") + (left > 0 ? `, and ${left} more` : "");
}

/** Entries of a set by key, with the words for what the link itself carries. */
function entries(value: Value): Map<string, string> {
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
