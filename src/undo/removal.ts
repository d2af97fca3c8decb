/** Brings back what went: deleted objects anew, disabled ones as they were, replaced ones under their former identity. */
import { nodeId } from "../graph/node.ts";
import { joinKey, splitKey } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { kindOf } from "../kind/table.ts";
import type { Value } from "../kind/value.ts";
import type { Change, FieldChange, LostLink } from "../plan/plan.ts";
import type { DraftNode } from "./back.ts";
import { madeBy, takeBackCreation } from "./creation.ts";
import type { Done } from "./done.ts";
import { keepAsleep, lazyNode } from "./lazy-node.ts";
import { restoreLink, takeBackWhole } from "./links.ts";
import { linksOfField } from "./standing.ts";
import type { Walk } from "./undo-graph.ts";
import { formerValue } from "./update.ts";

export function bringBack(walk: Walk, done: Done, kind: Kind): undefined {
  const { change, ended } = done;
  if (!ended) return;
  if (change.effect === "disable") return enableAgain(walk, change, kind);
  if (!walk.standing.remade.has(change.id)) return walk.skip(change, "something of this name exists since");
  walk.cannot(
    change,
    change.irreversible ?? "it comes back as a new object: what else the platform kept with it is lost",
  );
  const parent = parentOf(walk, change, kind);
  if (parent === undefined) return walk.skip(change, "what it stood in is gone since");
  const node = walk.back.node({ kind: kind.name, key: change.key, label: change.label, parent });
  for (const { path, after } of change.inverse?.fields ?? []) {
    restore(walk, change, kind, node, path, after);
    if (kind.leaves.get(path)?.type === "links") walk.back.only(node, path);
  }
  for (const lost of change.inverse?.links ?? []) relink(walk, change, lost);
  setInvitation(walk, kind, node);
}

/** Whether somebody who comes back is invited again is never left to a default. */
function setInvitation({ invite }: Walk, kind: Kind, node: DraftNode): void {
  for (const [path, leaf] of kind.leaves) {
    if (leaf.type === "boolean" && leaf.invites === true) node.attributes.set(path, invite);
    if (leaf.type !== "enum" || leaf.invites === undefined) continue;
    const other = leaf.values.find((value) => value !== leaf.invites);
    const value = invite ? leaf.invites : other;
    if (value !== undefined) node.attributes.set(path, value);
  }
}

/** Id of what an object stands in; null at the top, undefined where it is gone. */
function parentOf({ standing }: Walk, { key }: Change, kind: Kind): string | null | undefined {
  if (kind.parents === undefined) return null;
  const outer = joinKey(splitKey(key).slice(0, -1));
  const found = kind.parents.find((each) => standing.byKey(each, outer) !== null);
  return found === undefined ? undefined : nodeId(found, outer);
}

function restore(
  walk: Walk,
  change: Change,
  kind: Kind,
  node: DraftNode,
  path: string,
  value: Value,
): undefined {
  const leaf = kind.leaves.get(path);
  if (leaf === undefined || leaf.writeOnly === true || leaf.readOnly === true) return;
  if (leaf.type === "links") {
    const links = linksOfField(value, (label) => walk.standing.written(leaf.to, label));
    const at = { walk, change, object: null, path, leaf, node: () => node };
    for (const [key, link] of links) restoreLink(at, { key, id: null }, link);
    return;
  }
  if (value === null) return;
  const former = formerValue(walk, leaf, value);
  if ("cannot" in former) walk.cannot(change, former.cannot, path);
  else node.attributes.set(path, former.value);
}

/** Gives another object the link back that ended with the removed one. */
function relink(walk: Walk, change: Change, { object, path, with: attributes }: LostLink): undefined {
  const { standing } = walk;
  const [kind = "", ...rest] = object.split(":");
  const holder = standing.atEnd(kind, rest.join(":"));
  if (holder === null) return walk.skip(change, `${object}, which had a link to it, is gone since`);
  const leaf = kindOf(standing.table, kind).leaves.get(path);
  if (leaf?.type === "links") walk.back.link(lazyNode(walk, holder)(), path, change.key, attributes ?? {});
}

function enableAgain(walk: Walk, change: Change, kind: Kind): undefined {
  const object = walk.standing.byId(change.kind, change.objectId);
  if (object === null) return walk.skip(change, "it is gone since");
  const sets = Object.entries(kind.removal.sets ?? {});
  if (!sets.every(([path, value]) => object.attributes[path] === value)) return;
  const node = lazyNode(walk, object)();
  for (const [path] of sets) {
    const former = change.inverse?.fields.find((field) => field.path === path)?.after;
    const value = former ?? kind.removal.restores?.[path];
    if (value !== undefined && value !== null) node.attributes.set(path, value);
  }
}

/** A replacement taken back: the former object returns where the platform deleted it, or is enabled again. */
export function unreplace(walk: Walk, done: Done, kind: Kind): undefined {
  const { change, created, ended } = done;
  const { standing } = walk;
  const old = standing.byId(change.kind, change.objectId);
  if (old !== null) {
    if (created) takeBackCreation(walk, done, kind);
    if (ended && change.effect === "disable") enableAgain(walk, change, kind);
    return;
  }
  const now = created ? madeBy(walk, done) : null;
  if (now === null) return walk.skip(change, "what replaced it is gone since");
  const [path = ""] = kind.identity;
  const written = change.inverse?.fields.find((field) => field.path === path)?.after ?? now.attributes[path];
  const key = standing.written(kind.name, String(written));
  if (change.irreversible !== undefined) walk.cannot(change, change.irreversible);
  if (key !== now.key && standing.byKey(kind.name, key) !== null)
    return walk.skip(change, `another ${kind.name} bears the name "${String(written)}" since`);
  standing.renames.set(nodeId(kind.name, now.key), key);
  const node = walk.back.node({
    kind: kind.name,
    key,
    label: String(written),
    renamedFrom: key === now.key ? null : now.key,
  });
  keepAsleep(walk, now, node);
  if (typeof written === "string") node.attributes.set(path, written);
  for (const field of change.inverse?.fields ?? []) setFormer(walk, change, kind, node, now, field);
}

function setFormer(
  walk: Walk,
  change: Change,
  kind: Kind,
  node: DraftNode,
  now: NonNullable<ReturnType<typeof madeBy>>,
  field: FieldChange,
): undefined {
  const leaf = kind.leaves.get(field.path);
  if (leaf === undefined || leaf.writeOnly === true || leaf.readOnly === true) return;
  if (kind.identity.includes(field.path)) return;
  if (leaf.type !== "links") return restore(walk, change, kind, node, field.path, field.after);
  // The inverse goes from the new links to the former ones.
  const span = { before: field.after, after: field.before };
  takeBackWhole({ walk, change, object: now, path: field.path, leaf, node: () => node }, span);
}
