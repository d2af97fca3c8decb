/** What people go on having access through when a plan takes some of it: reviewed losses end where these begin. */
import { nodeId } from "../graph/node.ts";
import { fold } from "../kind/identity.ts";
import { type Kind, ownKey } from "../kind/kind.ts";
import { type Container, linksOf, objectsOf, type State, type StateObject } from "../kind/state.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import type { Draft } from "./draft.ts";
import { linkingKinds } from "./inbound.ts";
import type { Workings } from "./workings.ts";

/** Finds what the person of a draft keeps; nothing for drafts that take nothing. */
export class Fallbacks {
  readonly #table: KindTable;
  readonly #planned: State;
  readonly #entries = new Map<string, Map<string, StateObject[]>>();

  constructor({ input, planned }: Workings) {
    this.#table = input.table;
    this.#planned = planned;
  }

  of(draft: Draft): readonly Container[] {
    if (draft.verb === "remove") return this.#above(draft);
    return losesLinks(draft) ? [...this.#links(draft), ...this.#above(draft)] : [];
  }

  /** What the person still belongs to, as far as it carries anything. */
  #links({ kind, key }: Draft): Container[] {
    const object = this.#planned.objects.get(kind.name)?.get(key);
    if (object === undefined) return [];
    return [...kind.leaves].flatMap(([path, leaf]) => {
      if (leaf.type !== "links" || !carries(this.#table, kindOf(this.#table, leaf.to))) return [];
      const keys = [...linksOf(object, path).map((link) => link.to), ...(leaf.implicit ?? []).map(fold)];
      return keys.map((to) => ({ kind: leaf.to, key: to }));
    });
  }

  /** Entries of the same person in what the draft's own entry stands below. */
  #above({ kind, before }: Draft): Container[] {
    if (kind.parents === undefined || before?.parent === undefined) return [];
    const own = this.#entriesOf(kind).get(ownKey(kind, before.key)) ?? [];
    const around = new Set(outerOf(before.parent, this.#planned).map((each) => nodeId(each.kind, each.key)));
    return own.filter(({ parent }) => parent !== undefined && around.has(nodeId(parent.kind, parent.key)));
  }

  #entriesOf(kind: Kind): Map<string, StateObject[]> {
    const entries =
      this.#entries.get(kind.name) ??
      Map.groupBy(objectsOf(this.#planned, kind.name), ({ key }) => ownKey(kind, key));
    this.#entries.set(kind.name, entries);
    return entries;
  }
}

function losesLinks(draft: Draft): boolean {
  return [...draft.links.values()].some((delta) => delta.remove.length > 0);
}

/** Whether belonging to an object of the kind may open anything beside it. */
function carries(table: KindTable, kind: Kind): boolean {
  if (kind.closed === true) return false;
  const leads = [...kind.leaves.values()].some(
    (leaf) => leaf.type === "links" && kindOf(table, leaf.to).person !== true,
  );
  return leads || linkingKinds(table, kind.name).length > 0;
}

/** What an object stands inside, from the innermost on. */
function outerOf(container: Container, state: State): Container[] {
  const outer: Container[] = [];
  let next = state.objects.get(container.kind)?.get(container.key)?.parent;
  while (next !== undefined) {
    outer.push(next);
    next = state.objects.get(next.kind)?.get(next.key)?.parent;
  }
  return outer;
}
