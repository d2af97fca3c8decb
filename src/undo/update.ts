/** Takes back what was changed in an object that stays: values, names and links, each on its own. */

import { nodeId } from "../graph/node.ts";
import type { LeafAttribute, LinksAttribute } from "../kind/attribute.ts";
import { canonicalJson } from "../kind/canonical.ts";
import { fold } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { linksOf, type StateObject } from "../kind/state.ts";
import { isFileContent, type Link, type Value } from "../kind/value.ts";
import { compareValue } from "../plan/compare.ts";
import type { Change, FieldChange } from "../plan/plan.ts";
import type { DraftNode } from "./back.ts";
import type { Done } from "./done.ts";
import { lazyNode } from "./lazy-node.ts";
import { linksOfField } from "./standing.ts";
import type { Walk } from "./undo-graph.ts";

const NOT_RECORDED = "what it was before is not recorded";

/** The former name of a renamed object, where nothing stands in its way. */
export function noteRenames({ standing }: Walk, { change, sent }: Done): undefined {
  const [path, second] = standing.table.kinds.find((kind) => kind.name === change.kind)?.identity ?? [];
  if (change.verb !== "update" || path === undefined || second !== undefined || !sent.has(path)) return;
  const field = fieldOf(change, path);
  const object = standing.byId(change.kind, change.objectId);
  if (object === null || typeof field?.before !== "string" || object.attributes[path] !== field.after) return;
  const former = standing.written(change.kind, field.before);
  const holder = standing.byKey(change.kind, former);
  if (holder === null || holder === object) standing.renames.set(nodeId(change.kind, object.key), former);
}

export function takeBackUpdate(walk: Walk, done: Done, kind: Kind): undefined {
  const { change } = done;
  const object = walk.standing.byId(change.kind, change.objectId);
  if (change.irreversible !== undefined && sentInvitation(done, kind))
    walk.cannot(change, change.irreversible);
  if (object === null) return walk.skip(change, "it is gone since");
  const lazy = lazyNode(walk, object);
  for (const path of done.sent) {
    const leaf = kind.leaves.get(path);
    const field = fieldOf(change, path);
    if (leaf === undefined || field === undefined) continue;
    if (leaf.type === "links") takeBackWhole(walk, change, object, path, leaf, field, lazy);
    else takeBackValue(walk, change, kind, object, path, leaf, field, lazy);
  }
  takeBackLinks(walk, done, kind, object, lazy);
}

function sentInvitation({ sent }: Done, kind: Kind): boolean {
  return [...sent].some((path) => {
    const leaf = kind.leaves.get(path);
    return (leaf?.type === "boolean" || leaf?.type === "enum") && leaf.invites !== undefined;
  });
}

/** Sets a value back that still is as the run left it. */
function takeBackValue(
  walk: Walk,
  change: Change,
  kind: Kind,
  object: StateObject,
  path: string,
  leaf: Exclude<LeafAttribute, LinksAttribute>,
  field: FieldChange,
  lazy: () => DraftNode,
): undefined {
  if (leaf.writeOnly === true) {
    const invites = (leaf.type === "boolean" || leaf.type === "enum") && leaf.invites !== undefined;
    if (!invites) walk.cannot(change, NOT_RECORDED, path);
    return;
  }
  const now = object.attributes[path];
  if (kind.identity.includes(path)) return takeBackName(walk, change, object, path, field, lazy);
  if (!isAt(walk, leaf, now, field.after)) {
    if (!isAt(walk, leaf, now, field.before)) walk.skip(change, "it was changed since", path);
    return;
  }
  const former = formerValue(walk, leaf, field.before);
  if ("cannot" in former) return walk.cannot(change, former.cannot, path);
  lazy().attributes.set(path, former.value);
}

function takeBackName(
  walk: Walk,
  change: Change,
  object: StateObject,
  path: string,
  field: FieldChange,
  lazy: () => DraftNode,
): undefined {
  const now = object.attributes[path];
  if (now === field.before) return;
  if (now !== field.after) return walk.skip(change, `it was renamed to "${String(now)}" since`, path);
  const sameKey = fold(String(field.before)) === fold(String(field.after));
  const isRoot = object.key === "";
  if (!sameKey && !isRoot && walk.standing.keyAfter(object) === object.key)
    return walk.skip(change, `another ${object.kind} bears the name "${String(field.before)}" since`, path);
  lazy().attributes.set(path, field.before);
}

/** Whether a live value is the one a plan wrote down; references stand there by their names, files by their hash. */
export function isAt(
  { standing }: Walk,
  leaf: LeafAttribute,
  now: Value | undefined,
  planned: Value,
): boolean {
  if (now === undefined || now === null) return planned === null || planned === "";
  if (planned === null) return false;
  if (leaf.type === "reference") {
    const key = standing.written(leaf.to, String(planned));
    return now === key || standing.atEnd(leaf.to, key)?.key === now;
  }
  if (leaf.type === "file") return planned === `sha256:${hashOf(now)}`;
  return compareValue(leaf, now, planned) === "same";
}

function hashOf(value: Value): string {
  return isFileContent(value) || (typeof value === "object" && value !== null && "sha256" in value)
    ? String((value as { sha256: unknown }).sha256)
    : "";
}

/** A former value as a manifest would declare it, or why that cannot be. */
export function formerValue(
  { standing }: Walk,
  leaf: LeafAttribute,
  before: Value,
): { readonly value: Value } | { readonly cannot: string } {
  if (leaf.type === "file" || leaf.type === "secret") return { cannot: NOT_RECORDED };
  if (before === null) {
    if (leaf.type === "string" && leaf.format === undefined) return { value: "" };
    if (leaf.type === "texts" || leaf.type === "records") return { value: [] };
    return { cannot: "it had no value before, and none cannot be set" };
  }
  if (leaf.type !== "reference") return { value: before };
  const key = standing.target(leaf.to, standing.written(leaf.to, String(before)));
  return key === null ? { cannot: `the ${leaf.to} ${String(before)} is gone` } : { value: key };
}

/** Links that are set as a whole: those that came go, those that went come back. */
export function takeBackWhole(
  walk: Walk,
  change: Change,
  object: StateObject,
  path: string,
  leaf: LinksAttribute,
  field: Pick<FieldChange, "before" | "after">,
  lazy: () => DraftNode,
): undefined {
  const keyOf = (label: string) => walk.standing.written(leaf.to, label);
  const before = linksOfField(field.before, keyOf);
  const after = linksOfField(field.after, keyOf);
  for (const key of after.keys()) if (!before.has(key)) dropLink(walk, object, path, leaf, key, null, lazy);
  for (const [key, link] of before)
    if (!after.has(key)) restoreLink(walk, change, object, path, leaf, key, null, link, lazy);
}

function takeBackLinks(
  walk: Walk,
  done: Done,
  kind: Kind,
  object: StateObject,
  lazy: () => DraftNode,
): undefined {
  const { change } = done;
  for (const { path, key, id, op, existing } of done.links) {
    const leaf = kind.leaves.get(path);
    if (leaf?.type !== "links") continue;
    const field = fieldOf(change, path);
    const keyOf = (label: string) => walk.standing.written(leaf.to, label);
    const before = linksOfField(field?.before ?? null, keyOf).get(key);
    if (op === "unlink") restoreLink(walk, change, object, path, leaf, key, id, before ?? { to: key }, lazy);
    else if (!existing) dropLink(walk, object, path, leaf, key, id, lazy);
    else {
      const after = linksOfField(field?.after ?? null, keyOf).get(key);
      takeBackDetails(walk, change, object, path, leaf, key, id, before, after, lazy);
    }
  }
}

/** Takes away a link that the run gave and that is still there. */
function dropLink(
  { standing, back }: Walk,
  object: StateObject,
  path: string,
  leaf: LinksAttribute,
  key: string,
  id: string | null,
  lazy: () => DraftNode,
): undefined {
  const now = (standing.byId(leaf.to, id) ?? standing.atEnd(leaf.to, key))?.key ?? key;
  const target = standing.target(leaf.to, key, id) ?? key;
  if (linksOf(object, path).some((link) => link.to === now)) back.unlink(lazy(), path, target);
}

/** Gives a link back that the run took and that is still missing. */
export function restoreLink(
  walk: Walk,
  change: Change,
  object: StateObject | null,
  path: string,
  leaf: LinksAttribute,
  key: string,
  id: string | null,
  link: Link,
  lazy: () => DraftNode,
): undefined {
  const { standing, back } = walk;
  const target = standing.target(leaf.to, key, id);
  if (target === null) return walk.skip(change, `the ${leaf.to} ${key} is gone since`, path);
  const now = (standing.byId(leaf.to, id) ?? standing.atEnd(leaf.to, key))?.key ?? key;
  if (object !== null && linksOf(object, path).some((each) => each.to === now)) return;
  const { to: _, ...attributes } = link;
  back.link(lazy(), path, target, attributes);
}

/** Sets what a link carries back to what it was. */
function takeBackDetails(
  walk: Walk,
  change: Change,
  object: StateObject,
  path: string,
  leaf: LinksAttribute,
  key: string,
  id: string | null,
  before: Link | undefined,
  after: Link | undefined,
  lazy: () => DraftNode,
): undefined {
  const target = walk.standing.target(leaf.to, key, id);
  const now = linksOf(object, path).find((link) => link.to === key || link.to === target);
  if (now === undefined || before === undefined || target === null)
    return walk.skip(change, `the link to the ${leaf.to} ${key} is gone since`, path);
  const { to: _, ...former } = before;
  const stands = Object.keys(former).every(
    (name) => canonicalJson(now[name]) === canonicalJson(after?.[name]),
  );
  if (!stands) return walk.skip(change, `the link to the ${leaf.to} ${key} was changed since`, path);
  walk.back.link(lazy(), path, target, former);
}

export function fieldOf(change: Change, path: string): FieldChange | undefined {
  return change.fields.find((field) => field.path === path);
}
