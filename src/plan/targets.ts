/** Keys → what a step's arguments hold: a platform id, or a reference to the change that makes the object. */
import { nodeId } from "../graph/node.ts";
import { fold } from "../kind/identity.ts";
import type { State } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import { creates, type Draft } from "./draft.ts";
import { UNREADABLE } from "./live-state.ts";
import type { PlanReference, Step } from "./plan.ts";

export class Targets {
  /** How a create call may be repeated on this platform. */
  readonly repeatOfCreate: Step["repeat"];
  readonly #live: State;
  readonly #made: ReadonlySet<string>;
  /** Folded names the platform provides → the kind that holds them, by `kind:name`. */
  readonly #elsewhere: ReadonlyMap<string, string>;

  constructor(live: State, drafts: readonly Draft[], table: KindTable) {
    this.#live = live;
    this.#made = new Set(drafts.filter(creates).map((draft) => draft.id));
    this.repeatOfCreate = table.capabilities.idempotencyKeys?.can === true ? "keyed" : "lookup";
    this.#elsewhere = provided(live, table);
  }

  argument(kind: string, key: string): string | PlanReference {
    if (key.startsWith(UNREADABLE)) return key.slice(UNREADABLE.length);
    const id = nodeId(kind, key);
    if (this.#made.has(id)) return { $ref: id };
    const object = this.#live.objects.get(kind)?.get(key);
    const found = object?.id ?? this.#elsewhere.get(id);
    if (found === undefined || found === null) throw new Error(`no target for ${id}`);
    return found;
  }

  creationStep(change: string): string {
    return `${change}#create`;
  }
}

function provided(live: State, table: KindTable): Map<string, string> {
  const found = new Map<string, string>();
  for (const kind of table.kinds) {
    for (const leaf of kind.leaves.values()) {
      if (leaf.type !== "reference" || leaf.also === undefined) continue;
      for (const name of leaf.also) {
        const id = live.objects.get(leaf.alsoIn ?? leaf.to)?.get(fold(name))?.id;
        if (id !== undefined && id !== null) found.set(nodeId(leaf.to, fold(name)), id);
      }
    }
  }
  return found;
}
