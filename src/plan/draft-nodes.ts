/** Drafts for declared nodes: create, update, replace, or nothing. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import type { DeclaredLinks, Node } from "../graph/node.ts";
import type { LeafAttribute, LinksAttribute } from "../kind/attribute.ts";
import type { Kind } from "../kind/kind.ts";
import { linksOf, type StateObject } from "../kind/state.ts";
import type { Link, Value } from "../kind/value.ts";
import { compareLinks, compareValue, type LinkDelta } from "./compare.ts";
import type { Draft } from "./draft.ts";
import type { Match } from "./match.ts";
import type { Because } from "./plan.ts";

/** Says which links of a kind must be left as they are. */
export type Untouchable = (kind: string) => (key: string) => boolean;

/** The draft of one match; null when nothing differs. Findings are added to `diagnostics`. */
export function draftNode(match: Match, untouchable: Untouchable, diagnostics: Diagnostic[]): Draft | null {
  const { object, how } = match;
  if (how === "replaced" && object !== null) return draftReplace(match, object, untouchable, diagnostics);
  if (object === null || !object.present) return draftCreate(match, untouchable);
  return draftUpdate(match, object, untouchable, diagnostics);
}

function draftCreate(match: Match, untouchable: Untouchable): Draft {
  const { node, kind, object } = match;
  return {
    ...common(node, kind),
    verb: "create",
    effect: null,
    before: object,
    set: newValues(node, kind, null),
    links: newLinks(node, kind, null, untouchable),
    because: [],
  };
}

/** A new object takes over what the manifest leaves unsaid from the one it replaces. */
function draftReplace(
  match: Match,
  old: StateObject,
  untouchable: Untouchable,
  diagnostics: Diagnostic[],
): Draft {
  const { node, kind } = match;
  diagnostics.push(replaceFinding(node, kind));
  const text = `${node.renamedFrom} is replaced by a new ${kind.name}; the old one goes once the new one stands`;
  return {
    ...common(node, kind),
    verb: "replace",
    effect: kind.removal.effect === "disable" ? "disable" : "delete",
    before: old,
    set: newValues(node, kind, old),
    links: newLinks(node, kind, old, untouchable),
    because: [{ code: kind.rename.rule, text }],
  };
}

function replaceFinding(node: Node, kind: Kind): Diagnostic {
  return diagnose({
    code: kind.rename.rule,
    severity: "information",
    message: `${node.label} is a new ${kind.name} that replaces ${node.renamedFrom}; it cannot be renamed in place`,
    at: node.placeOf("renamedFrom"),
  });
}

function newValues(node: Node, kind: Kind, old: StateObject | null): Map<string, Value> {
  const set = new Map<string, Value>();
  for (const [path, leaf] of kind.leaves) {
    if (leaf.type === "links" || leaf.readOnly === true) continue;
    const value = node.attributes[path] ?? carried(path, leaf, old) ?? leaf.default;
    if (value !== undefined && value !== null && !isInert(leaf, value)) set.set(path, value);
  }
  return set;
}

function carried(path: string, leaf: LeafAttribute, old: StateObject | null): Value | undefined {
  return leaf.writeOnly === true || old === null ? undefined : old.attributes[path];
}

function isInert(leaf: LeafAttribute, value: Value): boolean {
  return leaf.type === "enum" && leaf.inert?.includes(String(value)) === true;
}

function newLinks(
  node: Node,
  kind: Kind,
  old: StateObject | null,
  untouchable: Untouchable,
): Map<string, LinkDelta> {
  const links = new Map<string, LinkDelta>();
  for (const [path, leaf] of kind.leaves) {
    if (leaf.type !== "links") continue;
    const declared = node.links[path];
    const kept = old === null ? [] : keptLinks(linksOf(old, path), declared);
    const wanted = declared === undefined ? kept : [...kept, ...newTargets(leaf, declared, untouchable)];
    if (wanted.length > 0) links.set(path, added(unique(wanted)));
  }
  return links;
}

/** Links a replacement inherits: all that the manifest does not rule over. */
function keptLinks(held: readonly Link[], declared: DeclaredLinks | undefined): readonly Link[] {
  return declared === undefined || declared.mode === "partial" ? held : [];
}

function newTargets(
  leaf: LinksAttribute,
  declared: DeclaredLinks,
  untouchable: Untouchable,
): readonly Link[] {
  return compareLinks(leaf, [], declared, untouchable(leaf.to)).add;
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
  untouchable: Untouchable,
  diagnostics: Diagnostic[],
): Draft | null {
  const { node, kind, how } = match;
  const set = new Map<string, Value>();
  for (const [path, value] of Object.entries(node.attributes)) {
    const leaf = kind.leaves.get(path);
    if (leaf === undefined) continue;
    const finding = difference(match, object, path, leaf, value);
    if (finding === "set") set.set(path, value);
    else if (finding !== null) diagnostics.push(finding);
  }
  const links = changedLinks(node, kind, object, untouchable, diagnostics);
  if (set.size === 0 && links.size === 0) return null;
  const because: Because[] = how === "renamed" ? [renameReason(node, kind)] : [];
  for (const path of set.keys()) {
    const caution = kind.leaves.get(path)?.caution;
    if (caution !== undefined)
      because.push({ code: kind.leaves.get(path)?.rule ?? "caution", text: caution });
  }
  return { ...common(node, kind), verb: "update", effect: null, before: object, set, links, because };
}

function renameReason(node: Node, kind: Kind): Because {
  return { code: kind.rename.rule, text: `renamed from ${node.renamedFrom}; everything linked to it stays` };
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
  if (isIdentity && kind.rename.as !== "update") return spelledDifferently(node, path, object, value);
  const at = node.placeOf(path);
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
  untouchable: Untouchable,
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
    const delta = compareLinks(leaf, linksOf(object, path), declared, untouchable(leaf.to));
    if (delta.add.length + delta.remove.length + delta.change.length > 0) changed.set(path, delta);
  }
  return changed;
}

function common(node: Node, kind: Kind): Pick<Draft, "id" | "kind" | "key" | "label" | "node"> {
  return { id: node.id, kind, key: node.key, label: node.label, node };
}
