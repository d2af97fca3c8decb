/** Objects by the object they stand inside. */
import { nodeId } from "../graph/node.ts";
import { childKinds, type Kind } from "../kind/kind.ts";
import { labelOf } from "../kind/label.ts";
import { objectsOf, type State, type StateObject } from "../kind/state.ts";
import { type KindTable, kindOf } from "../kind/table.ts";

export class Inside {
  readonly #state: State;
  readonly #byContainer = new Map<string, Map<string, StateObject[]>>();

  constructor(state: State) {
    this.#state = state;
  }

  /** @param container id of the containing node; null for the top. */
  of(kind: Kind, container: string | null): Iterable<StateObject> {
    if (kind.parents === undefined) return objectsOf(this.#state, kind.name);
    const known = this.#byContainer.get(kind.name) ?? this.#sort(kind);
    this.#byContainer.set(kind.name, known);
    return known.get(container ?? "") ?? [];
  }

  /** People inside an object or inside what stands in it, each with the place, as people write them. */
  people(table: KindTable, container: StateObject): string[] {
    return childKinds(table.kinds, kindOf(table, container.kind)).flatMap((kind) =>
      [...this.of(kind, nodeId(container.kind, container.key))].flatMap((object) =>
        kind.person === true ? [labelOf(kind, object, this.#state)] : this.people(table, object),
      ),
    );
  }

  #sort(kind: Kind): Map<string, StateObject[]> {
    const sorted = new Map<string, StateObject[]>();
    for (const object of objectsOf(this.#state, kind.name)) {
      const id = object.parent === undefined ? "" : nodeId(object.parent.kind, object.parent.key);
      const list = sorted.get(id);
      if (list === undefined) sorted.set(id, [object]);
      else list.push(object);
    }
    return sorted;
  }
}
