/** YAML as manifests are written: block style, one value a line, and a note of what each line is about. */
import type { Scalar } from "../kind/value.ts";

/** A value as it stands in a manifest. Members keep their order. */
export type Written = Scalar | readonly Written[] | { readonly [name: string]: Written };

/** What a line is about: an object (`kind:key`) and the attribute path within it. */
export interface Subject {
  readonly id: string;
  readonly path: string;
}

const INDENT = "  ";
/** Texts that need no quotes anywhere: a letter first, nothing YAML reads a meaning into, no space at the end. */
const PLAIN = /^\p{L}(?:[\p{L}\p{N} @._+'&/()-]*[\p{L}\p{N}._+')-])?$/u;
/** Words that some reader of YAML takes for something else than a text. */
const MEANING = /^(?:true|false|null|yes|no|on|off|y|n|nan|inf)$/i;

export class YamlText {
  readonly #lines: string[] = [];
  readonly #subjects: (Subject | null)[] = [];

  /** `about` is null for lines that belong to no object. */
  line(depth: number, text: string, about: Subject | null): void {
    this.#lines.push(text === "" ? "" : INDENT.repeat(depth) + text);
    this.#subjects.push(about);
  }

  comment(depth: number, text: string, about: Subject | null = null): void {
    this.line(depth, `# ${text}`, about);
  }

  /** `head` stands before the value on its first line: `name:`, or `-` for an item. */
  value(depth: number, head: string, value: Written, about: Subject | null): void {
    if (Array.isArray(value)) this.#list(depth, head, value, about);
    else if (typeof value === "object" && value !== null) {
      this.#map(depth, head, value as { readonly [name: string]: Written }, about);
    } else this.line(depth, `${head} ${scalarText(value as Scalar)}`, about);
  }

  #list(depth: number, head: string, items: readonly Written[], about: Subject | null): void {
    if (items.length === 0) this.line(depth, `${head} []`, about);
    else {
      this.line(depth, head, about);
      for (const item of items) this.value(inner(depth, head), "-", item, about);
    }
  }

  #map(depth: number, head: string, map: { readonly [name: string]: Written }, about: Subject | null): void {
    const isItem = head === "-";
    if (!isItem) this.line(depth, head, about);
    for (const [index, [name, value]] of Object.entries(map).entries()) {
      if (isItem && index === 0) this.value(depth, `- ${name}:`, value, about);
      else this.value(inner(depth, head), `${name}:`, value, about);
    }
  }

  /** Line counted from 1. */
  subjectOf(line: number): Subject | null {
    return this.#subjects[line - 1] ?? null;
  }

  toString(): string {
    return `${this.#lines.join("\n")}\n`;
  }
}

/** Depth of what stands below a head; the dash of an item takes one step of its own. */
function inner(depth: number, head: string): number {
  return head.startsWith("- ") ? depth + 2 : depth + 1;
}

/** A scalar, in quotes unless it is plainly a text. JSON's quoted texts are YAML's. */
function scalarText(value: Scalar): string {
  if (typeof value !== "string") return String(value);
  return PLAIN.test(value) && !MEANING.test(value) ? value : JSON.stringify(value);
}
