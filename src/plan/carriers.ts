/**
 * Objects that the reviewed access rests on although the plan does not change them, such as a joined group or a node
 * that somebody is granted something on.
 */
import { nodeId } from "../graph/node.ts";
import { byCodePoint } from "../kind/code-points.ts";
import { fold } from "../kind/identity.ts";
import { type Container, linksOf } from "../kind/state.ts";
import { kindOf } from "../kind/table.ts";
import { Contents, nestedKinds } from "./contents.ts";
import { containerOf, creates, type Draft } from "./draft.ts";
import { Fallbacks } from "./fallbacks.ts";
import { Inbound, linkingKinds } from "./inbound.ts";
import type { Witness } from "./plan.ts";
import type { Fingerprints } from "./witness.ts";
import type { Workings } from "./workings.ts";

/**
 * Witnesses for everything people get access through by new links, by being let in or by a new seat, and for what those
 * who lose some go on having access through. Sorted.
 */
export function carriersOf(workings: Workings, fingerprints: Fingerprints): Witness[] {
  const targets = new Map<string, Container>();
  const fallbacks = new Fallbacks(workings);
  for (const draft of workings.drafts) {
    const isPerson = draft.kind.person === true;
    const through = () => [...joined(draft, workings), ...entered(draft), ...fallbacks.of(draft)];
    for (const target of isPerson ? through() : rested(draft)) {
      if (kindOf(workings.input.table, target.kind).closed === true) continue;
      targets.set(nodeId(target.kind, target.key), target);
    }
  }
  const inbound = new Map<string, Inbound>();
  const contents = contentsOf(workings);
  const witnesses = [...targets].flatMap(([object, { kind, key }]) => {
    const id = workings.before.objects.get(kind)?.get(key)?.id;
    if (id === undefined || id === null) return [];
    const known = inbound.get(kind) ?? inboundOf(workings, kind);
    inbound.set(kind, known);
    const carried = { inbound: known.digest(id), ...contents(kind, id) };
    return [{ object, kind, id, precondition: fingerprints(kind, id), ...carried }];
  });
  return witnesses.sort((a, b) => byCodePoint(a.object, b.object));
}

function inboundOf({ input }: Workings, kind: string): Inbound {
  return new Inbound(linkingKinds(input.table, kind), input.live.objects, kind);
}

/** What stands inside an object, for kinds that hold anything but people. */
function contentsOf({ input }: Workings): (kind: string, id: string) => Pick<Witness, "inside"> {
  const nested = nestedKinds(input.table);
  const holders = new Set(nested.flatMap((kind) => kind.parents ?? []));
  if (holders.size === 0) return () => ({});
  const contents = new Contents(nested, input.live.objects);
  return (kind, id) => (holders.has(kind) ? { inside: contents.digest(id) } : {});
}

/** What a person's entry stands in, where the person gains something by it. */
function entered(draft: Draft): Container[] {
  const gains = creates(draft) || letsIn(draft) || gives(draft);
  const container = containerOf(draft.node?.parent ?? null);
  return gains && container !== undefined ? [container] : [];
}

/** What a person joins, and with a first or renewed entry everything the person is part of. */
function joined(draft: Draft, { planned }: Workings): Container[] {
  const enters = creates(draft) || letsIn(draft);
  const object = planned.objects.get(draft.kind.name)?.get(draft.key);
  return [...draft.kind.leaves].flatMap(([path, leaf]) => {
    if (leaf.type === "reference") {
      const key = draft.set.get(path) ?? (enters ? object?.attributes[path] : undefined);
      return typeof key === "string" ? [{ kind: leaf.to, key }] : [];
    }
    if (leaf.type !== "links") return [];
    const all = enters && object !== undefined ? linksOf(object, path) : (draft.links.get(path)?.add ?? []);
    const implicit = enters ? (leaf.implicit ?? []).map(fold) : [];
    return [...all.map((link) => link.to), ...implicit].map((key) => ({ kind: leaf.to, key }));
  });
}

function letsIn(draft: Draft): boolean {
  return [...draft.set].some(([path, value]) => {
    const leaf = draft.kind.leaves.get(path);
    return (
      (leaf?.type === "boolean" && leaf.enables === true && value === true) ||
      draft.kind.removal.restores?.[path] === value
    );
  });
}

function gives(draft: Draft): boolean {
  return [...draft.links.values()].some((delta) => delta.add.length > 0);
}

/** What an object that gives somebody a place refers to, such as the app of a license. */
function rested(draft: Draft): Container[] {
  if (!gives(draft) || draft.before === null) return [];
  return [...draft.kind.leaves].flatMap(([path, leaf]) => {
    const key = draft.set.get(path) ?? draft.before?.attributes[path];
    return leaf.type === "reference" && typeof key === "string" ? [{ kind: leaf.to, key }] : [];
  });
}
