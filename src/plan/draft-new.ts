/** Drafts for objects that have to be made: new ones, and those that take the place of another. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import type { DeclaredLinks, Node } from "../graph/node.ts";
import type { LeafAttribute, LinksAttribute } from "../kind/attribute.ts";
import { matchAny } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { linksOf, type StateObject } from "../kind/state.ts";
import type { Link, Value } from "../kind/value.ts";
import { compareLinks, type LinkDelta } from "./compare.ts";
import { type Draft, draftOf, formerName, type Surroundings } from "./draft.ts";
import { isRetired, type Match } from "./match.ts";
import type { Because } from "./plan.ts";

export function draftCreate(match: Match, around: Surroundings): Draft {
  const { node, kind, object } = match;
  return {
    ...draftOf(node, kind),
    verb: "create",
    effect: null,
    before: object,
    set: newValues(node, kind, null),
    links: newLinks(node, kind, null, around),
    because: [],
  };
}

/** A new object takes over what the manifest leaves unsaid from the one it replaces. */
export function draftReplace(
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
  return replacement(match, old, around, [{ code: kind.rename.rule, text }]);
}

/** The same object made anew, because `paths` cannot be changed on the one that is there. */
export function draftAnew(
  match: Match,
  old: StateObject,
  paths: readonly string[],
  around: Surroundings,
): Draft {
  const because = paths.flatMap((path): Because[] => {
    const replaces = match.kind.leaves.get(path)?.replaces;
    if (replaces === undefined) return [];
    const text = `${path} cannot be changed: the ${match.kind.name} is removed and made anew, and loses ${replaces.loses}`;
    return [{ code: replaces.rule, text }];
  });
  const draft = replacement(match, old, around, because);
  const links = new Map(draft.links);
  for (const [path, delta] of links) links.set(path, { ...delta, before: linksOf(old, path) });
  return { ...draft, links };
}

function replacement(
  { node, kind }: Match,
  old: StateObject,
  around: Surroundings,
  because: readonly Because[],
): Draft {
  return {
    ...draftOf(node, kind),
    verb: "replace",
    effect: kind.removal.effect === "disable" ? "disable" : "delete",
    before: old,
    set: newValues(node, kind, old),
    links: newLinks(node, kind, old, around),
    because,
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
  const value = old.attributes[path];
  const cannotBe = leaf.type === "enum" && !leaf.values.includes(String(value));
  return ended || cannotBe ? undefined : value;
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
