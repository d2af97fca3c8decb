/** The account as it would be once every draft is carried out. */
import { nodeId } from "../graph/node.ts";
import { fold, splitKey } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { linksOf, type State, type StateObject } from "../kind/state.ts";
import { allKinds, type KindTable } from "../kind/table.ts";
import type { Link, Value } from "../kind/value.ts";
import { containerOf, creates, type Draft, deletes, invites } from "./draft.ts";

export function plannedState(before: State, drafts: readonly Draft[], table: KindTable): State {
  const objects = new Map<string, Map<string, StateObject>>();
  for (const kind of allKinds(table)) objects.set(kind.name, new Map(before.objects.get(kind.name)));
  const gone = new Set<string>();
  for (const draft of drafts) {
    const ofKind = objects.get(draft.kind.name);
    if (ofKind === undefined) continue;
    if (deletes(draft) && draft.before !== null) {
      ofKind.delete(draft.before.key);
      gone.add(nodeId(draft.kind.name, draft.before.key));
    }
    if (draft.verb === "replace" && draft.effect === "disable") {
      const old = draft.before;
      if (old !== null)
        ofKind.set(old.key, { ...old, attributes: { ...old.attributes, ...draft.kind.removal.sets } });
    }
    if (deletes(draft) && draft.verb === "remove") keepListed(draft, ofKind);
    else ofKind.set(draft.key, outcome(draft, before));
  }
  for (const draft of drafts) if (draft.verb === "create") addForCaller(draft, before, objects);
  if (gone.size > 0) dropInside(objects, gone, table);
  const planned: State = { ...before, objects };
  return gone.size === 0 ? planned : withoutLinksTo(planned, gone, table);
}

/** What the platform makes for the caller inside a new object, unless the plan makes it otherwise. */
function addForCaller(
  draft: Draft,
  before: State,
  objects: ReadonlyMap<string, Map<string, StateObject>>,
): void {
  const made = draft.kind.creation?.forCaller;
  const ofKind = made === undefined ? undefined : objects.get(made.kind);
  const caller = before.caller.email;
  if (made === undefined || ofKind === undefined || caller === null) return;
  const key = `${draft.key}/${caller}`;
  if (ofKind.has(key)) return;
  const links = Object.entries(made.links).map(([path, names]) => [
    path,
    names.map((name) => ({ to: fold(name) })),
  ]);
  const attributes = { email: splitKey(caller)[0] ?? caller, ...Object.fromEntries(links) };
  const parent = { kind: draft.kind.name, key: draft.key };
  ofKind.set(key, { kind: made.kind, key, id: null, present: true, parent, attributes });
}

/** What stands inside something that goes, goes with it. */
function dropInside(
  objects: ReadonlyMap<string, Map<string, StateObject>>,
  gone: Set<string>,
  table: KindTable,
): void {
  const nested = table.kinds.filter((kind) => kind.parents !== undefined);
  for (let before = -1; before !== gone.size; ) {
    before = gone.size;
    for (const kind of nested) {
      for (const { key, parent } of objects.get(kind.name)?.values() ?? []) {
        if (parent === undefined || !gone.has(nodeId(parent.kind, parent.key))) continue;
        objects.get(kind.name)?.delete(key);
        gone.add(nodeId(kind.name, key));
      }
    }
  }
}

/** A listed object that is switched off stays listed, without links. */
function keepListed(draft: Draft, ofKind: Map<string, StateObject>): void {
  if (draft.kind.creation?.from !== "listed" || draft.before === null) return;
  ofKind.set(draft.key, {
    ...draft.before,
    present: false,
    attributes: withoutLinks(draft.kind, draft.before),
  });
}

function withoutLinks(kind: Kind, object: StateObject): Record<string, Value> {
  const attributes: Record<string, Value> = { ...object.attributes };
  for (const [path, leaf] of kind.leaves) if (leaf.type === "links") attributes[path] = [];
  return attributes;
}

function outcome(draft: Draft, before: State): StateObject {
  const { kind, key, verb } = draft;
  const base = verb === "replace" ? {} : (draft.before?.attributes ?? {});
  const attributes: Record<string, Value> = { ...base };
  for (const [path, leaf] of kind.leaves) {
    if (leaf.type === "links" && verb !== "update" && verb !== "remove") attributes[path] = [];
  }
  for (const [path, value] of draft.set) {
    const leaf = kind.leaves.get(path);
    if (leaf?.writeOnly !== true) attributes[path] = value;
  }
  for (const [path, delta] of draft.links) attributes[path] = delta.after;
  if (verb === "create") addImplied(kind, draft, before, attributes);
  if (creates(draft) && kind.pending !== undefined) {
    attributes[kind.pending.flag] = kind.pending.atCreate === "always" || invites(draft);
  }
  const id = verb === "replace" ? null : (draft.before?.id ?? null);
  const parent = containerOf(draft.node?.parent ?? null) ?? draft.before?.parent;
  return { kind: kind.name, key, id, present: true, ...(parent === undefined ? {} : { parent }), attributes };
}

/** Links the platform makes by itself at creation stay where the manifest does not rule over them. */
function addImplied(kind: Kind, draft: Draft, before: State, attributes: Record<string, Value>): void {
  for (const [path, leaf] of kind.leaves) {
    if (leaf.type !== "links" || leaf.impliedAtCreate !== "caller") continue;
    const caller = before.caller.email;
    if (caller === null || draft.node?.links[path]?.mode === "all") continue;
    const held = (attributes[path] ?? []) as readonly Link[];
    if (!held.some((link) => link.to === caller)) attributes[path] = [...held, { to: caller }];
  }
}

function withoutLinksTo(state: State, gone: ReadonlySet<string>, table: KindTable): State {
  const objects = new Map<string, Map<string, StateObject>>();
  for (const kind of allKinds(table)) {
    const paths = [...kind.leaves].flatMap(([path, leaf]) =>
      leaf.type === "links" && touches(gone, leaf.to) ? [{ path, to: leaf.to }] : [],
    );
    const ofKind = state.objects.get(kind.name) ?? new Map();
    objects.set(kind.name, paths.length === 0 ? new Map(ofKind) : purge(ofKind, paths, gone));
  }
  return { ...state, objects };
}

function touches(gone: ReadonlySet<string>, kind: string): boolean {
  for (const id of gone) if (id.startsWith(`${kind}:`)) return true;
  return false;
}

function purge(
  objects: ReadonlyMap<string, StateObject>,
  paths: readonly { path: string; to: string }[],
  gone: ReadonlySet<string>,
): Map<string, StateObject> {
  const purged = new Map<string, StateObject>();
  for (const [key, object] of objects) {
    const attributes: Record<string, Value> = { ...object.attributes };
    for (const { path, to } of paths) {
      if (attributes[path] === undefined) continue;
      attributes[path] = linksOf(object, path).filter((link) => !gone.has(nodeId(to, link.to)));
    }
    purged.set(key, { ...object, attributes });
  }
  return purged;
}
