/** The way back in the making: what a graph would have to declare for the planner to take a run back. */
import type { Location } from "../diagnostic/diagnostic.ts";
import type { DeclaredLink, Graph, Node, Scope } from "../graph/node.ts";
import { nodeId } from "../graph/node.ts";
import { digestOf } from "../kind/canonical.ts";
import { byCodePoint } from "../kind/code-points.ts";
import { literalPattern } from "../kind/identity.ts";
import type { StateObject } from "../kind/state.ts";
import type { Value } from "../kind/value.ts";

interface DraftLinks {
  readonly entries: Map<string, DeclaredLink>;
  readonly exclude: Set<string>;
  all: boolean;
}

interface DraftNode {
  readonly kind: string;
  readonly key: string;
  readonly label: string;
  readonly parent: string | null;
  readonly renamedFrom: string | null;
  /** Number of the change in the run's plan, counted from 1. */
  readonly number: number;
  readonly attributes: Map<string, Value>;
  readonly links: Map<string, DraftLinks>;
}

/** Something that is not taken back, and why. */
export interface Left {
  /** `kind:key` of the change it belongs to. */
  readonly change: string;
  readonly path: string | null;
  readonly text: string;
  /** Something refuses it, such as a rule of the platform. Default false. */
  readonly refused?: boolean;
}

export interface NodeInput {
  readonly kind: string;
  readonly key: string;
  readonly label: string;
  readonly parent?: string | null;
  readonly renamedFrom?: string | null;
}

/** Collects nodes, links and removals, and what cannot be had or was skipped. */
export class Back {
  readonly cannot: Left[] = [];
  readonly skipped: Left[] = [];
  readonly #nodes = new Map<string, DraftNode>();
  readonly #removals = new Map<
    string,
    { readonly kind: string; readonly parent: string | null; readonly keys: Set<string> }
  >();
  /** Number of the change behind each removal, by `kind:key`. */
  readonly #removers = new Map<string, number>();
  readonly #file: string;
  /** Number of the change that is looked at. */
  number = 0;

  /** @param file what places of this graph name instead of a file. */
  constructor(file: string) {
    this.#file = file;
  }

  /** The node of an object; the first mention decides its former name. */
  node(input: NodeInput): DraftNode {
    const id = nodeId(input.kind, input.key);
    const known = this.#nodes.get(id);
    if (known !== undefined) return known;
    const { kind, key, label, parent = null, renamedFrom = null } = input;
    const node = {
      kind,
      key,
      label,
      parent,
      renamedFrom,
      number: this.number,
      attributes: new Map(),
      links: new Map(),
    };
    this.#nodes.set(id, node);
    return node;
  }

  /** Declares that a link is to be there. */
  link(node: DraftNode, path: string, to: string, attributes: { readonly [name: string]: Value }): void {
    const at = this.#place(node.number);
    const entry = { to, written: to, until: null, reason: null, attributes, at };
    this.#linksOf(node, path).entries.set(to, entry);
  }

  /** Declares that the links of a path that are declared are all there are: a new object begins with no others. */
  only(node: DraftNode, path: string): void {
    this.#linksOf(node, path).all = true;
  }

  /** Declares that a link is not to be there. */
  unlink(node: DraftNode, path: string, to: string): void {
    this.#linksOf(node, path).exclude.add(literalPattern(to));
  }

  /** Declares that an object is not to be there. */
  remove(object: StateObject): void {
    const parent = parentOf(object);
    const scope = scopeOf(object);
    const known = this.#removals.get(scope) ?? { kind: object.kind, parent, keys: new Set<string>() };
    known.keys.add(object.key);
    this.#removers.set(nodeId(object.kind, object.key), this.number);
    this.#removals.set(scope, known);
  }

  /** Whether an object is to go. */
  removes(object: StateObject): boolean {
    return this.#removals.get(scopeOf(object))?.keys.has(object.key) === true;
  }

  /** Whether a value of an object is set. */
  sets(kind: string, key: string, path: string): boolean {
    return this.#nodes.get(nodeId(kind, key))?.attributes.has(path) === true;
  }

  /** Leaves an object after all. */
  keep(object: StateObject): void {
    this.#removals.get(scopeOf(object))?.keys.delete(object.key);
  }

  /** Number of the change behind each node and each removal, by its id. */
  *numbers(): Iterable<[string, number]> {
    yield* this.#removers;
    for (const [id, { number }] of this.#nodes) yield [id, number];
  }

  graph(platform: string): Graph {
    const nodes = [...this.#nodes.values()].map((draft) => this.#toNode(draft));
    nodes.sort((a, b) => byCodePoint(a.id, b.id));
    const scopes = [...this.#removals.values()].map(
      ({ kind, parent, keys }): Scope => ({
        kind,
        parent,
        mode: "partial",
        exclude: [...keys].sort(byCodePoint).map(literalPattern),
      }),
    );
    scopes.sort((a, b) => byCodePoint(`${a.parent ?? ""} ${a.kind}`, `${b.parent ?? ""} ${b.kind}`));
    const declared = nodes.map(({ id, attributes, links, renamedFrom }) => ({
      id,
      attributes,
      links,
      renamedFrom,
    }));
    return { platform, nodes, scopes, ignore: {}, digest: digestOf({ platform, scopes, declared }) };
  }

  #linksOf(node: DraftNode, path: string) {
    const known = node.links.get(path) ?? {
      entries: new Map<string, DeclaredLink>(),
      exclude: new Set<string>(),
      all: false,
    };
    node.links.set(path, known);
    return known;
  }

  #toNode(draft: DraftNode): Node {
    const at = this.#place(draft.number);
    const links = [...draft.links].map(([path, { entries, exclude, all }]) => [
      path,
      {
        mode: all ? ("all" as const) : ("partial" as const),
        entries: [...entries.values()].sort((a, b) => byCodePoint(a.to, b.to)),
        exclude: all ? [] : [...exclude].sort(byCodePoint),
      },
    ]);
    const { kind, key, label, parent, renamedFrom } = draft;
    return {
      id: nodeId(kind, key),
      kind,
      key,
      label,
      parent,
      attributes: Object.fromEntries(draft.attributes),
      links: Object.fromEntries(links),
      renamedFrom,
      protect: false,
      until: null,
      reason: null,
      at,
      placeOf: () => at,
    };
  }

  /** Places are changes of the run: its file, and the change's number for the line. */
  #place(number: number): Location {
    return { file: this.#file, line: number, column: 1, length: 0, text: "" };
  }
}

function parentOf({ parent }: StateObject): string | null {
  return parent === undefined ? null : nodeId(parent.kind, parent.key);
}

function scopeOf(object: StateObject): string {
  return `${parentOf(object) ?? ""}\n${object.kind}`;
}

export type { DraftNode };
