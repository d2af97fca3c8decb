/** The account tree of a state: nodes, what is below them, and who is granted what above. */
import { lastPart, pathPart } from "../../kind/identity.ts";
import { pathTo } from "../../kind/label.ts";
import {
  type Container,
  linksOf,
  objectsOf,
  type State,
  type StateObject,
  textOf,
} from "../../kind/state.ts";
import { NODE_KINDS } from "./limits.ts";

/** The path of a node as people write it. */
export function pathOf(node: StateObject, state: State): string {
  return [...pathTo(node, state), pathPart(textOf(node, "name"))].join("/");
}

export function nodeAt(container: Container | undefined, state: State): StateObject | undefined {
  return container === undefined ? undefined : state.objects.get(container.kind)?.get(container.key);
}

/** The node and everything it stands in, from the inside outwards. */
export function upwards(node: StateObject | undefined, state: State): StateObject[] {
  const nodes: StateObject[] = [];
  for (let each = node; each !== undefined && !nodes.includes(each); each = nodeAt(each.parent, state)) {
    nodes.push(each);
  }
  return nodes;
}

const trees = new WeakMap<State, Below>();

/** The tree of a state, put together once. */
export function treeOf(state: State): Below {
  const tree = trees.get(state) ?? new Below(state);
  trees.set(state, tree);
  return tree;
}

/** Nodes by what they stand in. */
class Below {
  readonly #state: State;
  readonly #children = new Map<string, StateObject[]>();
  readonly #all = new Map<string, readonly string[]>();

  constructor(state: State) {
    this.#state = state;
    for (const kind of NODE_KINDS) {
      for (const node of objectsOf(state, kind)) {
        if (node.parent === undefined) continue;
        const id = idOf(node.parent);
        const list = this.#children.get(id);
        if (list === undefined) this.#children.set(id, [node]);
        else list.push(node);
      }
    }
  }

  /** Paths of the node and of everything below it. */
  paths(node: StateObject): readonly string[] {
    const id = idOf(node);
    const known = this.#all.get(id);
    if (known !== undefined) return known;
    const inner = (this.#children.get(id) ?? []).flatMap((child) => this.paths(child));
    const paths = [pathOf(node, this.#state), ...inner];
    this.#all.set(id, paths);
    return paths;
  }
}

/** Keys of the roles a person is granted above a node, with the path of the nearest node that gives each. */
export function inherited(person: string, node: StateObject | undefined, state: State): Map<string, string> {
  const roles = new Map<string, string>();
  for (const above of upwards(nodeAt(node?.parent, state), state)) {
    const grant = state.objects.get("user")?.get(`${above.key}/${person}`);
    for (const link of grant === undefined ? [] : linksOf(grant, "roles")) {
      if (!roles.has(link.to)) roles.set(link.to, pathOf(above, state));
    }
  }
  return roles;
}

export function personOf(grant: StateObject): string {
  return lastPart(grant.key);
}

function idOf({ kind, key }: Container): string {
  return `${kind}:${key}`;
}
