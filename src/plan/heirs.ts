/** Who replaces somebody takes over the places the old one held, where the manifest does not rule over them. */
import { nodeId } from "../graph/node.ts";
import { matchAny } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { labelOf } from "../kind/label.ts";
import { linksOf, objectsOf, type State, type StateObject } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import { type Draft, deletes } from "./draft.ts";
import type { Match } from "./match.ts";

/** Drafts with the links of replaced objects handed on, in the objects that hold them. */
export function withHeirs(
  drafts: readonly Draft[],
  matches: readonly Match[],
  state: State,
  table: KindTable,
): Draft[] {
  const heirs = new Map<string, string>();
  for (const draft of drafts) {
    if (draft.verb === "replace" && draft.before !== null) {
      heirs.set(nodeId(draft.kind.name, draft.before.key), draft.key);
    }
  }
  const result = new Map(drafts.map((draft) => [draft.id, draft]));
  if (heirs.size === 0) return [...drafts];
  const nodes = new Map(
    matches.map((match) => [nodeId(match.kind.name, match.object?.key ?? match.node.key), match]),
  );
  for (const kind of table.kinds) {
    for (const [path, leaf] of kind.leaves) {
      if (leaf.type !== "links") continue;
      for (const object of objectsOf(state, kind.name)) {
        handOn(result, heirs, nodes.get(nodeId(kind.name, object.key)), state, kind, path, leaf.to, object);
      }
    }
  }
  return [...result.values()];
}

function handOn(
  drafts: Map<string, Draft>,
  heirs: ReadonlyMap<string, string>,
  match: Match | undefined,
  state: State,
  kind: Kind,
  path: string,
  to: string,
  object: StateObject,
): void {
  const held = linksOf(object, path).filter((link) => heirs.has(nodeId(to, link.to)));
  const declared = match?.node.links[path];
  if (held.length === 0 || !object.present || declared?.mode === "all") return;
  const draft = drafts.get(match?.node.id ?? nodeId(kind.name, object.key));
  if (draft !== undefined && (deletes(draft) || draft.verb !== "update")) return;
  const excluded = matchAny(declared?.exclude ?? []);
  const delta = draft?.links.get(path) ?? unchanged(object, path);
  const known = new Set(delta.after.map((link) => link.to));
  const add = held
    .map((link) => ({ ...link, to: heirs.get(nodeId(to, link.to)) ?? link.to }))
    .filter((link) => !known.has(link.to) && !excluded(link.to));
  if (add.length === 0) return;
  const after = [...delta.after.filter((link) => !heirs.has(nodeId(to, link.to))), ...add];
  const links = new Map(draft?.links).set(path, { ...delta, add: [...delta.add, ...add], after });
  const because = { code: kind.rename.rule, text: `${path} passes on from who is replaced` };
  const base = draft ?? newUpdate(kind, object, match, state);
  drafts.set(base.id, { ...base, links, because: [...base.because, because] });
}

function unchanged(object: StateObject, path: string) {
  const held = linksOf(object, path);
  return { add: [], remove: [], change: [], before: held, after: held };
}

function newUpdate(kind: Kind, object: StateObject, match: Match | undefined, state: State): Draft {
  return {
    id: nodeId(kind.name, object.key),
    kind,
    key: object.key,
    label: match?.node.label ?? labelOf(kind, object, state),
    verb: "update",
    effect: null,
    node: match?.node ?? null,
    before: object,
    set: new Map(),
    links: new Map(),
    because: [],
  };
}
