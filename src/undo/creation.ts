/** Takes back what was made: the object goes, unless others have built on it since or it cannot go. */
import { nodeId } from "../graph/node.ts";
import { fold } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { linksOf, type StateObject } from "../kind/state.ts";
import { kindOf } from "../kind/table.ts";
import type { Change } from "../plan/plan.ts";
import type { Done } from "./done.ts";
import { lazyNode } from "./lazy-node.ts";
import { fieldOf, takeBackWhole } from "./links.ts";
import { linksOfField } from "./standing.ts";
import type { Walk } from "./undo-graph.ts";
import { isAt } from "./update.ts";

export function takeBackCreation(walk: Walk, done: Done, kind: Kind): undefined {
  const { change } = done;
  const object = madeBy(walk, done);
  if (change.irreversible !== undefined && kind.removal.effect !== "never")
    walk.cannot(change, change.irreversible);
  if (object === null) return;
  if (done.createdId === null && object.id !== null && walk.elsewhere.has(object.id))
    return walk.skip(change, "another run made it");
  if (kind.removal.effect === "never") return keepAndEmpty(walk, change, kind, object);
  const since = changedSince(walk, change, kind, object);
  if (since !== null) return walk.skip(change, since);
  if (kind.removal.effect === "disable") {
    const sets = Object.entries(kind.removal.sets ?? {});
    walk.cannot(change, "it is disabled and stays: the platform keeps what was once made");
    if (sets.every(([path, value]) => object.attributes[path] === value)) return;
  }
  walk.back.remove(object);
}

/** What was made stays after all while something that stays refers to it, such as an app that stands in a category. */
export function keepWhatIsNeeded(walk: Walk, made: readonly Done[]): void {
  const { back, standing } = walk;
  for (let kept = -1; kept !== 0; ) {
    kept = 0;
    for (const done of made) {
      const object = madeBy(walk, done);
      if (object === null || !back.removes(object)) continue;
      for (const { from, path } of standing.referring(object)) {
        if (back.removes(from) || back.sets(from.kind, standing.keyAfter(from), path)) continue;
        back.keep(object);
        walk.cannot(done.change, `it stays: the ${from.kind} ${standing.label(from)} refers to it (${path})`);
        kept++;
        break;
      }
    }
  }
}

/** The object a creation made; where its id was not recorded, the one of its key. */
export function madeBy({ standing }: Walk, { change, createdId }: Done): StateObject | null {
  return createdId === null ? standing.byKey(change.kind, change.key) : standing.byId(change.kind, createdId);
}

/** What cannot go loses at least the links it was made with. */
function keepAndEmpty(walk: Walk, change: Change, kind: Kind, object: StateObject): undefined {
  walk.cannot(change, "it stays: the platform offers no way to remove it");
  for (const { path, after } of change.fields) {
    const leaf = kind.leaves.get(path);
    if (leaf?.type !== "links") continue;
    takeBackWhole(
      { walk, change, object, path, leaf, node: lazyNode(walk, object) },
      { before: null, after },
    );
  }
}

/** Why an object is no longer what the run made of it; null where it is. */
function changedSince(walk: Walk, change: Change, kind: Kind, object: StateObject): string | null {
  for (const [path, leaf] of kind.leaves) {
    if (leaf.readOnly === true || leaf.writeOnly === true || object.attributes[path] === undefined) continue;
    const field = fieldOf(change, path);
    if (leaf.type !== "links") {
      if (
        field !== undefined &&
        !kind.identity.includes(path) &&
        !isAt(walk, leaf, object.attributes[path], field.after)
      )
        return `its ${path} was changed since`;
      continue;
    }
    const known = new Set(
      linksOfField(field?.after ?? null, (label) => walk.standing.written(leaf.to, label)).keys(),
    );
    const implied = new Set([...(leaf.implicit ?? []).map(fold), walk.standing.state.caller.email ?? ""]);
    const more = linksOf(object, path).find((link) => {
      const then = [...known].some((key) => walk.standing.atEnd(leaf.to, key)?.key === link.to);
      return !known.has(link.to) && !then && !implied.has(link.to);
    });
    if (more !== undefined) return `${more.to} was added to its ${path} since`;
  }
  return usedSince(walk, change, object);
}

/** Somebody else's link to the object, such as a person who joined a new group after the run. */
function usedSince(walk: Walk, change: Change, object: StateObject): string | null {
  for (const { from, path } of walk.standing.inbound(object)) {
    if (isLinkedByPlatform(walk, from)) continue;
    if (!madeLink(walk, change, from, path))
      return `${from.kind} ${walk.standing.label(from)} was linked to it since (${path})`;
  }
  return null;
}

/** The owner of an account, and whoever makes something, are often linked to it by the platform itself. */
function isLinkedByPlatform({ standing }: Walk, from: StateObject): boolean {
  const { person, defaultFlag } = kindOf(standing.table, from.kind);
  if (person !== true) return false;
  return (
    from.key === standing.state.caller.email ||
    (defaultFlag !== undefined && from.attributes[defaultFlag] === true)
  );
}

/** Whether the run itself made the link from an object. */
function madeLink({ done, standing }: Walk, change: Change, from: StateObject, path: string): boolean {
  return done.some(({ change: other, createdId, links }) => {
    if (other.kind !== from.kind || (createdId ?? other.objectId) !== from.id) return false;
    if (
      links.some(
        (link) => link.path === path && link.op === "link" && nodeId(change.kind, link.key) === change.id,
      )
    )
      return true;
    const after = fieldOf(other, path)?.after ?? null;
    return linksOfField(after, (label) => standing.written(change.kind, label)).has(change.key);
  });
}
