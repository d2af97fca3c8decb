/** The attribute differ: declared values against live ones. */
import type { DeclaredLinks } from "../graph/node.ts";
import type { LeafAttribute, LinksAttribute, StringAttribute } from "../kind/attribute.ts";
import { canonicalJson } from "../kind/canonical.ts";
import { fold, matchAny } from "../kind/identity.ts";
import { canonicalTimezone } from "../kind/timezone.ts";
import type { Link, Value } from "../kind/value.ts";
import { comparableRecords, settleRecords, sorted } from "./records.ts";

/** `unknown`: the live value could not be read. */
export type Comparison = "same" | "differs" | "unknown";

/** Compares one declared value that is no link. */
export function compareValue(leaf: LeafAttribute, live: Value | undefined, declared: Value): Comparison {
  if (leaf.writeOnly === true) return "same";
  if (live === undefined) return "unknown";
  if (leaf.type === "file") return hashOf(live) === hashOf(declared) ? "same" : "differs";
  if (leaf.type === "enum") return compareEnum(leaf, live, String(declared));
  if (leaf.type === "string" && leaf.format === "email") {
    return fold(String(live)) === fold(String(declared)) ? "same" : "differs";
  }
  if (leaf.type === "string" && leaf.format === "timezone") {
    return canonicalTimezone(String(live)) === canonicalTimezone(String(declared)) ? "same" : "differs";
  }
  if (leaf.type === "string") return compareText(leaf, live, String(declared));
  if (leaf.type === "records") {
    const settled = comparableRecords(leaf, settleRecords(leaf, live, declared));
    return canonicalJson(comparableRecords(leaf, live)) === canonicalJson(settled) ? "same" : "differs";
  }
  if (leaf.type === "texts") {
    return canonicalJson(sorted(live)) === canonicalJson(sorted(declared)) ? "same" : "differs";
  }
  return canonicalJson(live) === canonicalJson(declared) ? "same" : "differs";
}

/** No text and an empty one are the same. */
function compareText(leaf: StringAttribute, live: Value, declared: string): Comparison {
  const canonical = leaf.canonical ?? ((text: string) => text);
  return canonical(String(live ?? "")) === canonical(declared) ? "same" : "differs";
}

function compareEnum(leaf: LeafAttribute & { type: "enum" }, live: Value, declared: string): Comparison {
  return live === declared || leaf.inert?.includes(declared) === true ? "same" : "differs";
}

function hashOf(value: Value): unknown {
  return typeof value === "object" && value !== null && "sha256" in value ? value.sha256 : null;
}

export interface LinkDelta {
  readonly add: readonly Link[];
  readonly remove: readonly Link[];
  /** Links that stay with other attributes. */
  readonly change: readonly Link[];
  readonly before: readonly Link[];
  readonly after: readonly Link[];
}

/**
 * Compares declared links with live ones.
 * @param ignored targets others manage: their links are left as they are.
 * @param vanishing targets this plan deletes: their links end by themselves.
 */
export function compareLinks(
  leaf: LinksAttribute,
  live: readonly Link[],
  declared: DeclaredLinks,
  ignored: (key: string) => boolean,
  vanishing: (key: string) => boolean,
): LinkDelta {
  const implicit = new Set((leaf.implicit ?? []).map(fold));
  const wanted = new Map<string, Link>();
  for (const entry of declared.entries) {
    if (!implicit.has(entry.to)) wanted.set(entry.to, { to: entry.to, ...entry.attributes });
  }
  const isExcluded = matchAny(declared.exclude);
  const surplus = (link: Link): boolean => {
    if (wanted.has(link.to) || implicit.has(link.to) || ignored(link.to) || vanishing(link.to)) return false;
    return declared.mode === "all" || isExcluded(link.to);
  };
  const held = new Map(live.map((link) => [link.to, link]));
  const add = [...wanted.values()].filter((link) => !held.has(link.to));
  const remove = live.filter(surplus);
  const change = [...wanted.values()].filter((link) => differs(held.get(link.to), link));
  const gone = new Set(remove.map((link) => link.to));
  const changed = new Map(change.map((link) => [link.to, link]));
  const kept = live
    .filter((link) => !gone.has(link.to) && !vanishing(link.to))
    .map((link) => changed.get(link.to) ?? link);
  return { add, remove, change, before: live, after: [...kept, ...add] };
}

/** Only what the manifest says about the link is compared. */
function differs(held: Link | undefined, wanted: Link): boolean {
  if (held === undefined) return false;
  return Object.entries(wanted).some(([name, value]) => canonicalJson(held[name]) !== canonicalJson(value));
}
