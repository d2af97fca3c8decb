/**
 * Edits of a YAML text at places that were read from it. Only the bytes of what changes are touched: comments, order
 * and layout of everything else stay as they are.
 */
import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLSeq,
} from "yaml";
import type { Location } from "../diagnostic/diagnostic.ts";
import type { Value } from "../kind/value.ts";
import { parseYaml } from "./read-yaml.ts";
import { block, inline } from "./yaml-text.ts";

export type Edit =
  /** Takes an entry out of its list, or a key with its value out of its mapping. */
  | { readonly op: "delete"; readonly at: Location }
  | { readonly op: "set"; readonly at: Location; readonly value: Value }
  /** Adds an entry to the list that stands at the place, or behind the key there. */
  | { readonly op: "add"; readonly at: Location; readonly value: Value };

interface Found {
  readonly node: Node;
  readonly pair: Pair | null;
  readonly parent: Node | null;
}

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface Edited {
  readonly text: string;
  /** Edits that cannot be made mechanically, such as one behind an alias. */
  readonly left: readonly Edit[];
}

export function editYaml(text: string, edits: readonly Edit[]): Edited {
  const editor = new Editor(text);
  const left = edits.filter((edit) => !editor.take(edit));
  return { text: editor.result(), left };
}

class Editor {
  readonly #text: string;
  readonly #starts: number[] = [0];
  readonly #found = new Map<number, Found[]>();
  readonly #splices: Splice[] = [];
  /** Items that go, by their list. */
  readonly #deleted = new Map<YAMLSeq, Set<Node>>();
  readonly #added = new Map<YAMLSeq, Value[]>();
  /** What is written in place of a node. */
  readonly #replaced = new Map<Node, string>();

  /** Pairs of mappings of which one goes that another might touch: in braces, or at the beginning. */
  readonly #thinned = new Set<readonly Pair[]>();

  constructor(text: string) {
    this.#text = text;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
    for (const document of parseYaml(text))
      if (document.contents !== null) this.#index(document.contents, null, null);
  }

  take(edit: Edit): boolean {
    const offset = (this.#starts[edit.at.line - 1] ?? 0) + edit.at.column - 1;
    const found = this.#found.get(offset) ?? [];
    if (edit.op === "delete") return this.#delete(found);
    const target = found.find((each) => each.pair !== null)?.pair?.value ?? found.at(-1)?.node;
    const node = found.some((each) => each.pair?.key === each.node) ? target : found[0]?.node;
    if (node === undefined || node === null || isAlias(node)) return false;
    return edit.op === "set" ? this.#set(node as Node, edit.value) : this.#add(node as Node, edit.value);
  }

  result(): string {
    const lists = new Set([...this.#deleted.keys(), ...this.#added.keys()]);
    // Inner lists first: a list in one line is written anew with what its entries have become.
    const inwards = [...lists].sort((a, b) => (b.range?.[0] ?? 0) - (a.range?.[0] ?? 0));
    for (const seq of inwards) this.#finish(seq);
    return this.#rendered(0, this.#text.length, this.#splices);
  }

  /** A part of the text with what is to change in it. */
  #rendered(start: number, end: number, splices: readonly Splice[]): string {
    const within = (inner: Splice) => (outer: Splice) =>
      outer !== inner && outer.to > outer.from && isInside(inner, outer);
    const outermost = splices.filter((each) => !splices.some(within(each)));
    let text = this.#text.slice(start, end);
    for (const { from, to, text: fresh } of outermost.sort((a, b) => b.from - a.from || b.to - a.to))
      text = text.slice(0, from - start) + fresh + text.slice(to - start);
    return text;
  }

  #index(node: Node, pair: Pair | null, parent: Node | null): void {
    const [start = 0] = node.range ?? [];
    this.#found.set(start, [...(this.#found.get(start) ?? []), { node, pair, parent }]);
    if (!isCollection(node)) return;
    for (const item of node.items) {
      if (isPair(item)) {
        if (item.key !== null) this.#index(item.key as Node, item, node);
        if (item.value !== null) this.#index(item.value as Node, item, node);
      } else if (item !== null) this.#index(item as Node, null, node);
    }
  }

  #delete(found: readonly Found[]): boolean {
    const item = found.find((each) => isSeq(each.parent) && each.pair === null);
    if (item !== undefined && isSeq(item.parent)) {
      const gone = this.#deleted.get(item.parent) ?? new Set<Node>();
      this.#deleted.set(item.parent, gone.add(item.node));
      return true;
    }
    const member = found.find((each) => each.pair !== null && isMap(each.parent));
    if (member?.pair === null || member === undefined || !isMap(member.parent)) return false;
    const { items } = member.parent;
    const index = items.indexOf(member.pair);
    if (items.length === 1 || this.#thinned.has(items)) return false;
    if (member.parent.flow === true || index < 2) this.#thinned.add(items);
    if (member.parent.flow === true) return this.#deleteBetween(items, index);
    if (index === 0) return this.#deleteFirst(items);
    this.#splices.push({ ...this.#lines(startOf(member.pair), this.#endOf(member.pair)), text: "" });
    return true;
  }

  /** A mapping that begins in the line of its list's dash keeps that line: the next key moves up to it. */
  #deleteFirst([first, next]: readonly Pair[]): boolean {
    if (first === undefined || next === undefined) return false;
    const [from, to] = [startOf(first), startOf(next)];
    // A comment between the two has no other place.
    if (this.#text.slice(this.#endOf(first), to).trim() !== "") return false;
    this.#splices.push({ from, to, text: "" });
    return true;
  }

  /** A pair of a mapping in braces goes with the comma beside it. */
  #deleteBetween(items: readonly Pair[], index: number): boolean {
    const [before, pair, after] = [items[index - 1], items[index], items[index + 1]];
    if (pair === undefined) return false;
    const from = before === undefined ? startOf(pair) : this.#endOf(before);
    const to = before === undefined && after !== undefined ? startOf(after) : this.#endOf(pair);
    if (this.#text.slice(from, to).includes("#")) return false;
    this.#splices.push({ from, to, text: "" });
    return true;
  }

  #endOf({ key, value }: Pair): number {
    return this.#end((value ?? key) as Node);
  }

  #set(whole: Node, value: Value): boolean {
    const node = nameIn(whole, value);
    if (node === null) return false;
    // A tag stands in front of what the node's range covers.
    const [from = 0] = node.range ?? [];
    const tag = isScalar(node) && node.tag?.startsWith("!") === true ? node.tag : "";
    const start = tag === "" ? from : this.#text.lastIndexOf(tag, from);
    const fresh = inline(value);
    this.#replaced.set(node, fresh);
    this.#splices.push({ from: start < 0 ? from : start, to: this.#end(node), text: fresh });
    return true;
  }

  #add(node: Node, value: Value): boolean {
    if (!isSeq(node)) return false;
    const added = this.#added.get(node) ?? [];
    this.#added.set(node, [...added, value]);
    return true;
  }

  /** Deletions and additions of one list. */
  #finish(seq: YAMLSeq): void {
    const gone = this.#deleted.get(seq) ?? new Set<Node>();
    const added = this.#added.get(seq) ?? [];
    const kept = seq.items.filter((item) => !gone.has(item as Node)) as Node[];
    if (seq.flow === true || seq.items.length === 0) {
      const parts = [...kept.map((item) => this.#written(item)), ...added.map(inline)];
      this.#splices.push({ from: seq.range?.[0] ?? 0, to: this.#end(seq), text: `[${parts.join(", ")}]` });
      return;
    }
    if (kept.length + added.length === 0) this.#splices.push({ ...this.#beforeBlock(seq), text: " []" });
    const last = seq.items.at(-1) as Node;
    const lines = added.map((value) => block(value, this.#columnOf(this.#dashOf(last)))).join("");
    for (const node of gone) {
      const text = node === last ? lines : "";
      this.#splices.push({ ...this.#lines(this.#dashOf(node), this.#end(node)), text });
    }
    if (lines === "" || gone.has(last)) return;
    const end = this.#lines(this.#dashOf(last), this.#end(last)).to;
    const newline = this.#text[end - 1] === "\n" ? "" : "\n";
    this.#splices.push({ from: end, to: end, text: newline + lines });
  }

  /** An item of a list in one line, as it is to be. */
  #written(item: Node): string {
    const [from, to] = [item.range?.[0] ?? 0, this.#end(item)];
    const inside = this.#splices.filter((each) => from <= each.from && each.to <= to);
    return this.#replaced.get(item) ?? this.#rendered(from, to, inside);
  }

  /** The place behind the colon that a block list follows. */
  #beforeBlock(seq: YAMLSeq): { from: number; to: number } {
    const colon = this.#text.lastIndexOf(":", seq.range?.[0] ?? 0) + 1;
    return { from: colon, to: colon };
  }

  /** Where what is written of a node ends, without what follows it. */
  #end(node: Node): number {
    const [from, to] = node.range ?? [0, 0];
    return from + this.#text.slice(from, to).trimEnd().length;
  }

  #dashOf(node: Node): number {
    return this.#text.lastIndexOf("-", (node.range?.[0] ?? 1) - 1);
  }

  #columnOf(offset: number): number {
    return offset - (this.#text.lastIndexOf("\n", offset - 1) + 1);
  }

  /** Whole lines, a comment behind the last of them included. */
  #lines(from: number, to: number): { from: number; to: number } {
    const end = this.#text.indexOf("\n", to);
    return { from: this.#text.lastIndexOf("\n", from - 1) + 1, to: end < 0 ? this.#text.length : end + 1 };
  }
}

function startOf({ key }: Pair): number {
  return (key as Node).range?.[0] ?? 0;
}

/** What is only put in at the edge of something that goes stays. */
function isInside(inner: Splice, outer: Splice): boolean {
  if (inner.from === inner.to) return outer.from < inner.from && inner.to < outer.to;
  return outer.from <= inner.from && inner.to <= outer.to;
}

/** Names of members that say which object a mapping in a list of links means. */
const NAMES = ["name", "email"];

/** What a new text replaces: in a link that is written as a mapping its name only. */
function nameIn(node: Node, value: Value): Node | null {
  if (!isMap(node) || typeof value !== "string") return node;
  const pair = node.items.find((item) => isScalar(item.key) && NAMES.includes(String(item.key.value)));
  return (pair?.value as Node | undefined) ?? null;
}
