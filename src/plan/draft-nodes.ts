/** Drafts for declared nodes: create, update, replace, or nothing. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import type { Node } from "../graph/node.ts";
import type { LeafAttribute } from "../kind/attribute.ts";
import type { Kind } from "../kind/kind.ts";
import { linksOf, type StateObject } from "../kind/state.ts";
import type { Value } from "../kind/value.ts";
import { compareLinks, compareValue, type LinkDelta } from "./compare.ts";
import { type Draft, draftOf, formerName, type Surroundings } from "./draft.ts";
import { draftAnew, draftCreate, draftReplace } from "./draft-new.ts";
import { isRetired, type Match } from "./match.ts";
import type { Because } from "./plan.ts";
import { settleRecords } from "./records.ts";

/** The draft of one match; null when nothing differs. Findings are added to `diagnostics`. */
export function draftNode(match: Match, around: Surroundings, diagnostics: Diagnostic[]): Draft | null {
  const { object, how } = match;
  if (how === "replaced" && object !== null) return draftReplace(match, object, around, diagnostics);
  if (object === null || !object.present) return draftCreate(match, around);
  return draftUpdate(match, object, around, diagnostics);
}

function draftUpdate(
  match: Match,
  object: StateObject,
  around: Surroundings,
  diagnostics: Diagnostic[],
): Draft | null {
  const { node, kind, how } = match;
  // The plan is refused, and nothing else can be said of an object that is not meant.
  if (how === "renamed" && kind.rename.as === "refused") return null;
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
  const anew = [...set.keys(), ...links.keys()].filter(
    (path) => kind.leaves.get(path)?.replaces !== undefined,
  );
  if (anew.length > 0 && !isVendorOwned(kind, object)) return draftAnew(match, object, anew, around);
  for (const path of anew) {
    set.delete(path);
    links.delete(path);
    diagnostics.push(staysAsItIs(node, kind, path));
  }
  if (set.size === 0 && links.size === 0) return null;
  for (const path of set.keys()) {
    const caution = kind.leaves.get(path)?.caution;
    if (caution !== undefined)
      because.push({ code: kind.leaves.get(path)?.rule ?? "caution", text: caution });
  }
  return { ...draftOf(node, kind), verb: "update", effect: null, before: object, set, links, because };
}

function valueToSet(leaf: LeafAttribute, live: Value | undefined, declared: Value): Value {
  return leaf.type === "records" ? settleRecords(leaf, live, declared) : declared;
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

/** An invitation that is asked for again, for somebody who never got one; nobody is invited to stay outside. */
function askAgain(node: Node, kind: Kind, object: StateObject, set: Map<string, Value>): void {
  const attributes = { ...object.attributes, ...node.attributes, ...Object.fromEntries(set) };
  if (isRetired(kind, { ...object, attributes })) return;
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
  if (isIdentity && kind.rename.as !== "update") return spelledDifferently(node, path, object, value);
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

/** What belongs to the vendor cannot be made anew. */
function isVendorOwned(kind: Kind, object: StateObject): boolean {
  return kind.defaultFlag !== undefined && object.attributes[kind.defaultFlag] === true;
}

function staysAsItIs(node: Node, kind: Kind, path: string): Diagnostic {
  return diagnose({
    code: kind.leaves.get(path)?.replaces?.rule ?? "create-only",
    severity: "information",
    message: `${path} of ${node.label} differs from the manifest and stays as it is: this ${kind.name} cannot be made anew`,
    fix: "leave the key out",
    at: node.placeOf(path),
  });
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
