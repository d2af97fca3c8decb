/** Takes back what was changed in an object that stays: values and names, each on its own. */
import { nodeId } from "../graph/node.ts";
import type { LeafAttribute, LinksAttribute } from "../kind/attribute.ts";
import { fold } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import type { StateObject } from "../kind/state.ts";
import { isFileContent, type Value } from "../kind/value.ts";
import { compareValue } from "../plan/compare.ts";
import type { Change, FieldChange } from "../plan/plan.ts";
import type { DraftNode } from "./back.ts";
import type { Done } from "./done.ts";
import { lazyNode } from "./lazy-node.ts";
import { fieldOf, takeBackLinks, takeBackWhole } from "./links.ts";
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
    if (leaf.type === "links") takeBackWhole({ walk, change, object, path, leaf, node: lazy }, field);
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
