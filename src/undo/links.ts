/** Takes back links: those that came go, those that went come back, and what they carry is set back. */
import type { LinksAttribute } from "../kind/attribute.ts";
import { canonicalJson } from "../kind/canonical.ts";
import type { Kind } from "../kind/kind.ts";
import { linksOf, type StateObject } from "../kind/state.ts";
import type { Link } from "../kind/value.ts";
import type { Change, FieldChange } from "../plan/plan.ts";
import type { DraftNode } from "./back.ts";
import type { Done } from "./done.ts";
import { linksOfField } from "./standing.ts";
import type { Walk } from "./undo-graph.ts";

/** One links attribute of one object. */
export interface LinksAt {
  readonly walk: Walk;
  /** The past change that is taken back. */
  readonly change: Change;
  /** As it is now; null where it has to be made again. */
  readonly object: StateObject | null;
  readonly path: string;
  readonly leaf: LinksAttribute;
  /** The entry of the object, made once something is to be declared. */
  readonly node: () => DraftNode;
}

/** Where a link led: the key that the run knew, and the platform's id where the run kept it. */
export interface Target {
  readonly key: string;
  readonly id: string | null;
}

export function fieldOf(change: Change, path: string): FieldChange | undefined {
  return change.fields.find((field) => field.path === path);
}

/** Links that are set as a whole: those that came go, those that went come back. */
export function takeBackWhole(at: LinksAt, field: Pick<FieldChange, "before" | "after">): undefined {
  const keyOf = (label: string) => at.walk.standing.written(at.leaf.to, label);
  const before = linksOfField(field.before, keyOf);
  const after = linksOfField(field.after, keyOf);
  for (const key of after.keys()) if (!before.has(key)) dropLink(at, { key, id: null });
  for (const [key, link] of before) if (!after.has(key)) restoreLink(at, { key, id: null }, link);
}

/** Links that were given, taken or changed one by one. */
export function takeBackLinks(
  walk: Walk,
  done: Done,
  kind: Kind,
  object: StateObject,
  node: () => DraftNode,
): undefined {
  const { change } = done;
  for (const { path, key, id, op, existing } of done.links) {
    const leaf = kind.leaves.get(path);
    if (leaf?.type !== "links") continue;
    const at = { walk, change, object, path, leaf, node };
    const field = fieldOf(change, path);
    const keyOf = (label: string) => walk.standing.written(leaf.to, label);
    const before = linksOfField(field?.before ?? null, keyOf).get(key);
    if (op === "unlink") restoreLink(at, { key, id }, before ?? { to: key });
    else if (!existing) dropLink(at, { key, id });
    else takeBackDetails(at, { key, id }, before, linksOfField(field?.after ?? null, keyOf).get(key));
  }
}

/** Takes away a link that the run gave and that is still there. */
function dropLink({ walk, object, path, leaf, node }: LinksAt, { key, id }: Target): undefined {
  const { standing, back } = walk;
  const target = standing.target(leaf.to, key, id) ?? key;
  if (holds(object, path, nowCalled(walk, leaf, { key, id }))) back.unlink(node(), path, target);
}

/** Gives a link back that the run took and that is still missing. */
export function restoreLink(at: LinksAt, { key, id }: Target, link: Link): undefined {
  const { walk, change, object, path, leaf, node } = at;
  const target = walk.standing.target(leaf.to, key, id);
  if (target === null) return walk.skip(change, `the ${leaf.to} ${key} is gone since`, path);
  if (holds(object, path, nowCalled(walk, leaf, { key, id }))) return;
  const { to: _, ...attributes } = link;
  walk.back.link(node(), path, target, attributes);
}

/** Sets what a link carries back to what it was. */
function takeBackDetails(
  { walk, change, object, path, leaf, node }: LinksAt,
  { key, id }: Target,
  before: Link | undefined,
  after: Link | undefined,
): undefined {
  const target = walk.standing.target(leaf.to, key, id);
  const links = object === null ? [] : linksOf(object, path);
  const now = links.find((link) => link.to === key || link.to === target);
  if (now === undefined || before === undefined || target === null)
    return walk.skip(change, `the link to the ${leaf.to} ${key} is gone since`, path);
  const { to: _, ...former } = before;
  const stands = Object.keys(former).every(
    (name) => canonicalJson(now[name]) === canonicalJson(after?.[name]),
  );
  if (!stands) return walk.skip(change, `the link to the ${leaf.to} ${key} was changed since`, path);
  walk.back.link(node(), path, target, former);
}

/** The key that an object of the past has by now. */
function nowCalled({ standing }: Walk, leaf: LinksAttribute, { key, id }: Target): string {
  return (standing.byId(leaf.to, id) ?? standing.atEnd(leaf.to, key))?.key ?? key;
}

function holds(object: StateObject | null, path: string, key: string): boolean {
  return object !== null && linksOf(object, path).some((link) => link.to === key);
}
