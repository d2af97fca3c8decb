/** Entries → the YAML of one file: a head that says what it is, and one collection. */
import { byCodePoint } from "../kind/code-points.ts";
import { literalPattern } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { API_VERSION } from "../manifest/parse-manifests.ts";
import type { Chosen } from "./choose.ts";
import type { EntryWriter, Field } from "./entry.ts";
import { type Subject, type Written, YamlText } from "./yaml-text.ts";

/** Characters that cannot be seen or would end a line; a manifest may not hold them. */
const UNWRITABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const TOP = "";

export interface Layout {
  readonly platform: string;
  /** First line of every file: where the editor finds the schema; null for none. */
  readonly schema: string | null;
  /** Kinds whose lists say "at least these". */
  readonly partial: (kind: string) => boolean;
  /** Remarks above an object, by `kind:key`. */
  readonly remarks: ReadonlyMap<string, readonly string[]>;
}

export class DocumentWriter {
  readonly text = new YamlText();
  readonly #layout: Layout;
  readonly #entries: EntryWriter;
  /** Objects by kind and the key of what they stand in, in order. */
  readonly #inside: ReadonlyMap<string, readonly Chosen[]>;
  readonly #kinds: readonly Kind[];

  constructor(layout: Layout, entries: EntryWriter, chosen: readonly Chosen[], kinds: readonly Kind[]) {
    this.#layout = layout;
    this.#entries = entries;
    this.#inside = byContainer(chosen);
    this.#kinds = kinds;
  }

  head(comments: readonly string[]): void {
    if (this.#layout.schema !== null) {
      this.text.comment(0, `yaml-language-server: $schema=${this.#layout.schema}`);
    }
    for (const comment of comments) this.text.comment(0, comment);
    this.text.value(0, "apiVersion:", API_VERSION, null);
    this.text.value(0, "platform:", this.#layout.platform, null);
  }

  /** The root object, or the collection of a kind that stands at the top. */
  part(kind: Kind): void {
    if (kind.root !== true) this.#collection(kind, TOP, 0);
    else {
      const [root] = this.#inside.get(containerId(kind, TOP)) ?? [];
      if (root === undefined) return;
      this.text.line(0, `${kind.manifestKey}:`, subject(root, ""));
      for (const field of this.#entries.fieldsOf(root)) this.#field(root, field, 1, "");
    }
  }

  /** Objects that no manifest can declare are left to whoever manages them. */
  ignore(kinds: readonly Kind[], ids: ReadonlySet<string>): void {
    const written = kinds.flatMap((kind) => {
      const keys = [...ids].filter((id) => id.startsWith(`${kind.name}:`));
      const patterns = keys.map((id) => patternOf(id.slice(kind.name.length + 1))).sort(byCodePoint);
      return patterns.length === 0 ? [] : [[kind.manifestKey, patterns] as const];
    });
    if (written.length === 0) return;
    this.text.value(0, "ignore:", Object.fromEntries(written) as Written, null);
  }

  #collection(kind: Kind, container: string, depth: number): void {
    const members = this.#inside.get(containerId(kind, container)) ?? [];
    const head = `${kind.manifestKey}:`;
    const partial = this.#layout.partial(kind.name);
    if (members.length === 0) this.text.value(depth, head, partial ? { include: [] } : [], null);
    else {
      this.text.line(depth, head, null);
      if (partial) this.text.line(depth + 1, "include:", null);
      for (const member of members) this.#entry(member, depth + (partial ? 2 : 1));
    }
  }

  #entry(chosen: Chosen, depth: number): void {
    const about = subject(chosen, "");
    for (const remark of this.#remarks(chosen, about.id)) this.text.comment(depth, remark, about);
    const fields = this.#entries.fieldsOf(chosen);
    for (const [index, field] of fields.entries()) {
      this.#field(chosen, field, index === 0 ? depth : depth + 1, index === 0 ? "- " : "");
    }
    for (const kind of this.#kinds) {
      if (kind.parents?.includes(chosen.kind.name) !== true) continue;
      this.#collection(kind, `${chosen.kind.name}:${chosen.object.key}`, depth + 1);
    }
  }

  #remarks({ kind, object, bare }: Chosen, id: string): string[] {
    const flag = kind.defaultFlag === undefined ? undefined : kind.leaves.get(kind.defaultFlag);
    const isVendors = flag !== undefined && object.attributes[kind.defaultFlag ?? ""] === true;
    return [
      ...(isVendors ? [flag.doc] : []),
      ...(bare ? ["It stands here only to be referred to: no plan changes it."] : []),
      ...(this.#layout.remarks.get(id) ?? []),
    ];
  }

  #field(chosen: Chosen, { name, path, value, isGroup }: Field, depth: number, dash: string): void {
    const about = subject(chosen, path);
    if (!isGroup) this.text.value(depth, `${dash}${name}:`, value as Written, about);
    else {
      this.text.line(depth, `${dash}${name}:`, about);
      for (const inner of value as readonly Field[]) this.#field(chosen, inner, depth + 1, "");
    }
  }
}

function subject({ kind, object }: Chosen, path: string): Subject {
  return { id: `${kind.name}:${object.key}`, path };
}

function containerId(kind: Kind, container: string): string {
  return `${kind.name} in ${container}`;
}

/** Objects sorted by where they stand; one whose container is not written stands nowhere. */
function byContainer(chosen: readonly Chosen[]): Map<string, Chosen[]> {
  const inside = new Map<string, Chosen[]>();
  for (const each of chosen) {
    const { parent } = each.object;
    const id = containerId(each.kind, parent === undefined ? TOP : `${parent.kind}:${parent.key}`);
    const members = inside.get(id) ?? [];
    members.push(each);
    inside.set(id, members);
  }
  for (const members of inside.values()) members.sort((a, b) => byCodePoint(a.object.key, b.object.key));
  return inside;
}

/** The pattern that matches a key; what no manifest can hold is matched by `?`. */
function patternOf(key: string): string {
  return literalPattern(key).replace(UNWRITABLE, "?");
}
