/** Drafts for declared nodes: create, update, replace, or nothing. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import type { DeclaredLinks, Node } from "../graph/node.ts";
import type { LeafAttribute, LinksAttribute } from "../kind/attribute.ts";
import { matchAny, outerKey, textOfKey } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { linksOf, type StateObject } from "../kind/state.ts";
import type { Link, Value } from "../kind/value.ts";
import { compareLinks, compareValue, type LinkDelta } from "./compare.ts";
import type { Draft } from "./draft.ts";
import { isRetired, type Match } from "./match.ts";
import type { Because } from "./plan.ts";
import { settleRecords } from "./records.ts";

/** Says of a kind's keys whether something holds of them. */
type Keys = (kind: string) => (key: string) => boolean;

export interface Surroundings {
  /** Objects others manage: links to them are left as they are. */
  readonly ignored: Keys;
  /** Objects this plan deletes: links to them end by themselves. */
  readonly vanishing: Keys;
}

/** The draft of one match; null when nothing differs. Findings are added to `diagnostics`. */
export function draftNode(match: Match, around: Surroundings, diagnostics: Diagnostic[]): Draft | null {
  const { object, how } = match;
  if (how === "replaced" && object !== null) return draftReplace(match, object, around, diagnostics);
  if (object === null || !object.present) return draftCreate(match, around);
  return draftUpdate(match, object, around, diagnostics);
}

function draftCreate(match: Match, around: Surroundings): Draft {
  const { node, kind, object } = match;
  return {
    ...common(node, kind),
    verb: "create",
    effect: null,
    before: object,
    set: newValues(node, kind, null),
    links: newLinks(node, kind, null, around),
    because: [],
  };
}

/** A new object takes over what the manifest leaves unsaid from the one it replaces. */
function draftReplace(
  match: Match,
  old: StateObject,
  around: Surroundings,
  diagnostics: Diagnostic[],
): Draft {
  const { node, kind } = match;
  const former = formerName(kind, old, node);
  diagnostics.push(replaceFinding(node, kind, former));
  const order =
    kind.rename.first === "old"
      ? "the old one goes first, unless it is the last administrator"
      : "the old one goes once the new one stands";
  const text = `${former} is replaced by a new ${kind.name}; ${order}`;
  return {
    ...common(node, kind),
    verb: "replace",
    effect: kind.removal.effect === "disable" ? "disable" : "delete",
    before: old,
    set: newValues(node, kind, old),
    links: newLinks(node, kind, old, around),
    because: [{ code: kind.rename.rule, text }],
  };
}

function replaceFinding(node: Node, kind: Kind, former: string): Diagnostic {
  return diagnose({
    code: kind.rename.rule,
    severity: "information",
    message: `${node.label} is a new ${kind.name} that replaces ${former}; it cannot be renamed in place`,
    at: node.placeOf("renamedFrom"),
  });
}

function newValues(node: Node, kind: Kind, old: StateObject | null): Map<string, Value> {
  const set = new Map<string, Value>();
  for (const [path, leaf] of kind.leaves) {
    if (leaf.type === "links" || leaf.readOnly === true) continue;
    const value = node.attributes[path] ?? carried(kind, path, leaf, old) ?? leaf.default;
    if (value !== undefined && value !== null && !isInert(leaf, value)) set.set(path, value);
  }
  return set;
}

/** What a new object takes over; that the old one has ended already is not taken over. */
function carried(kind: Kind, path: string, leaf: LeafAttribute, old: StateObject | null): Value | undefined {
  if (leaf.writeOnly === true || old === null) return undefined;
  const ended = isRetired(kind, old) && kind.removal.sets?.[path] !== undefined;
  return ended ? undefined : old.attributes[path];
}

function isInert(leaf: LeafAttribute, value: Value): boolean {
  return leaf.type === "enum" && leaf.inert?.includes(String(value)) === true;
}

function newLinks(
  node: Node,
  kind: Kind,
  old: StateObject | null,
  around: Surroundings,
): Map<string, LinkDelta> {
  const links = new Map<string, LinkDelta>();
  for (const [path, leaf] of kind.leaves) {
    if (leaf.type !== "links") continue;
    const declared = node.links[path];
    const vanishing = around.vanishing(leaf.to);
    const held = old === null ? [] : linksOf(old, path).filter((link) => !vanishing(link.to));
    const kept = keptLinks(held, declared, around.ignored(leaf.to));
    const wanted = declared === undefined ? kept : [...kept, ...newTargets(leaf, declared, around)];
    if (wanted.length > 0) links.set(path, added(unique(wanted)));
  }
  return links;
}

/** Links a replacement inherits: all that the manifest does not rule over. */
function keptLinks(
  held: readonly Link[],
  declared: DeclaredLinks | undefined,
  ignored: (key: string) => boolean,
): readonly Link[] {
  if (declared === undefined) return held;
  if (declared.mode === "all") return held.filter((link) => ignored(link.to));
  const excluded = matchAny(declared.exclude);
  return held.filter((link) => !excluded(link.to));
}

function newTargets(leaf: LinksAttribute, declared: DeclaredLinks, around: Surroundings): readonly Link[] {
  return compareLinks(leaf, [], declared, around.ignored(leaf.to), around.vanishing(leaf.to)).add;
}

function unique(links: readonly Link[]): Link[] {
  return [...new Map(links.map((link) => [link.to, link])).values()];
}

function added(links: readonly Link[]): LinkDelta {
  return { add: links, remove: [], change: [], before: [], after: links };
}

function draftUpdate(
  match: Match,
  object: StateObject,
  around: Surroundings,
  diagnostics: Diagnostic[],
): Draft | null {
  const { node, kind, how } = match;
  const set = new Map<string, Value>();
  for (const [path, value] of Object.entries(node.attributes)) {
    const leaf = kind.leaves.get(path);
    if (leaf === undefined) continue;
    const finding = difference(match, object, path, leaf, value);
    if (finding === "set") set.set(path, valueToSet(leaf, object.attributes[path], value));
    else if (finding !== null) diagnostics.push(finding);
  }
  const because: Because[] = how === "renamed" ? [renameReason(kind, formerName(kind, object, node))] : [];
  if (isRetired(kind, object)) comeBack(node, kind, set, because);
  askAgain(node, kind, object, set);
  const links = changedLinks(node, kind, object, around, diagnostics);
  if (set.size === 0 && links.size === 0) return null;
  for (const path of set.keys()) {
    const caution = kind.leaves.get(path)?.caution;
    if (caution !== undefined)
      because.push({ code: kind.leaves.get(path)?.rule ?? "caution", text: caution });
  }
  return { ...common(node, kind), verb: "update", effect: null, before: object, set, links, because };
}

function valueToSet(leaf: LeafAttribute, live: Value | undefined, declared: Value): Value {
  return leaf.type === "records" ? settleRecords(leaf, live, declared) : declared;
}

function formerName(kind: Kind, object: StateObject, node: Node): string {
  const own = String(object.attributes[kind.identity.at(-1) ?? "name"] ?? node.renamedFrom);
  if (kind.parents === undefined || node.renamedFrom === null) return own;
  if (outerKey(node.renamedFrom) !== outerKey(node.key)) return textOfKey(node.renamedFrom);
  const place = node.label.slice(0, -String(node.attributes[kind.identity[0] ?? ""]).length);
  return place + own;
}

function renameReason(kind: Kind, former: string): Because {
  return { code: kind.rename.rule, text: `renamed from ${former}; everything linked to it stays` };
}

/** A declared object is meant to exist, unless the manifest itself says it is disabled. */
function comeBack(node: Node, kind: Kind, set: Map<string, Value>, because: Because[]): void {
  const restores = Object.entries(kind.removal.restores ?? {});
  if (restores.some(([path]) => node.attributes[path] !== undefined)) return;
  for (const [path, value] of restores) set.set(path, value);
  because.push({ code: kind.removal.rule, text: "it was disabled before and is brought back" });
}

/** An invitation that is asked for again, for somebody who never got one. */
function askAgain(node: Node, kind: Kind, object: StateObject, set: Map<string, Value>): void {
  for (const [path, leaf] of kind.leaves) {
    if (leaf.type !== "enum" || leaf.invitesWhen === undefined) continue;
    const waits = object.attributes[leaf.invitesWhen.fact] === leaf.invitesWhen.is;
    if (waits && node.attributes[path] === leaf.invites) set.set(path, leaf.invites ?? null);
  }
}

/** What to do about one declared value: nothing (null), set it, or say something. */
function difference(
  match: Match,
  object: StateObject,
  path: string,
  leaf: LeafAttribute,
  value: Value,
): "set" | Diagnostic | null {
  const { node, kind } = match;
  const comparison = compareValue(leaf, object.attributes[path], value);
  if (comparison === "same") return null;
  const isIdentity = kind.identity.includes(path);
  if (isIdentity && kind.rename.as !== "update") {
    return match.how === "renamed" ? null : spelledDifferently(node, path, object, value);
  }
  const at = node.placeOf(path);
  if (comparison === "unknown" && leaf.assumed === true && value === leaf.default) return null;
  if (comparison === "unknown" && leaf.createOnly !== true) {
    const message = `${path} of ${node.label} cannot be read, so nobody can tell whether it differs`;
    return diagnose({
      code: "unreadable",
      message,
      fix: "use credentials that may read it, or drop the key",
      at,
    });
  }
  if (leaf.createOnly !== true) return "set";
  if (comparison === "unknown") return null;
  const message = `${path} of ${node.label} differs from the manifest and can only be set at creation`;
  return diagnose({ code: leaf.rule ?? "create-only", severity: "information", message, at });
}

function spelledDifferently(node: Node, path: string, object: StateObject, value: Value): Diagnostic | null {
  if (path === "email") return null;
  const message = `${path} is written "${String(value)}" here and "${String(object.attributes[path])}" on the platform`;
  return diagnose({ code: "identity-changed", severity: "information", message, at: node.placeOf(path) });
}

function changedLinks(
  node: Node,
  kind: Kind,
  object: StateObject,
  around: Surroundings,
  diagnostics: Diagnostic[],
): Map<string, LinkDelta> {
  const changed = new Map<string, LinkDelta>();
  for (const [path, declared] of Object.entries(node.links)) {
    const leaf = kind.leaves.get(path);
    if (leaf?.type !== "links") continue;
    if (object.attributes[path] === undefined) {
      const message = `${path} of ${node.label} cannot be read, so nobody can tell what would be added or taken`;
      diagnostics.push(diagnose({ code: "unreadable", message, at: node.placeOf(path) }));
      continue;
    }
    const delta = compareLinks(
      leaf,
      linksOf(object, path),
      declared,
      around.ignored(leaf.to),
      around.vanishing(leaf.to),
    );
    if (delta.add.length + delta.remove.length + delta.change.length > 0) changed.set(path, delta);
  }
  return changed;
}

function common(node: Node, kind: Kind): Pick<Draft, "id" | "kind" | "key" | "label" | "node"> {
  return { id: node.id, kind, key: node.key, label: node.label, node };
}
