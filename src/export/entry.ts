/** Live objects as entries of a manifest: what can be said of each, and what cannot. */
import type { Attribute, LeafAttribute, LinksAttribute, RecordsAttribute } from "../kind/attribute.ts";
import { byCodePoint } from "../kind/code-points.ts";
import { fold } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { pathTo } from "../kind/label.ts";
import { isVendorOwned, recordsOf } from "../kind/record.ts";
import { findObject, linksOf, type State, type StateObject } from "../kind/state.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import type { Value } from "../kind/value.ts";
import { UNREADABLE } from "../plan/live-state.ts";
import { isRetired } from "../plan/match.ts";
import type { Chosen } from "./choose.ts";
import type { Written } from "./yaml-text.ts";

/** One attribute of an entry; inner fields where it is an object of attributes. */
export interface Field {
  readonly name: string;
  readonly path: string;
  readonly value: Written | readonly Field[];
  readonly isGroup: boolean;
}

/** What a manifest cannot say of an object. */
export interface Unsaid {
  readonly id: string;
  readonly kind: string;
  readonly path: string;
  /** `empty`: none, where a manifest needs at least one. `unknown`: not read. `unsayable`: no manifest may hold the value. `hidden`: names an object that cannot be read. */
  readonly why: "unknown" | "unsayable" | "hidden" | "content" | "empty";
  readonly shown: string;
}

/** What earlier tries showed to be in the way. */
export interface Repairs {
  /** `kind:key` of objects that no manifest can declare. */
  readonly ignored: ReadonlySet<string>;
  /** `kind:key path` of attributes that do not come back as they are. */
  readonly dropped: ReadonlySet<string>;
}

export class EntryWriter {
  readonly unsaid: Unsaid[] = [];
  readonly #state: State;
  readonly #table: KindTable;
  readonly #repairs: Repairs;
  readonly #partial: (kind: string) => boolean;

  /** @param partial kinds whose lists are written as `include`, because more may exist than was read. */
  constructor(state: State, table: KindTable, repairs: Repairs, partial: (kind: string) => boolean) {
    this.#state = state;
    this.#table = table;
    this.#repairs = repairs;
    this.#partial = partial;
  }

  fieldsOf(chosen: Chosen): Field[] {
    const { kind } = chosen;
    return this.#fields(chosen, kind.attributes, "");
  }

  #fields(chosen: Chosen, definitions: { readonly [name: string]: Attribute }, prefix: string): Field[] {
    return Object.entries(definitions).flatMap(([name, attribute]): Field[] => {
      const path = prefix + name;
      if (attribute.type === "object") {
        const inner = this.#fields(chosen, attribute.attributes, `${path}.`);
        const isWhole = Object.entries(attribute.attributes).every(
          ([each, { required }]) => required !== true || inner.some((field) => field.name === each),
        );
        return inner.length > 0 && isWhole ? [{ name, path, value: inner, isGroup: true }] : [];
      }
      const value = this.#leaf(chosen, path, attribute);
      return value === undefined ? [] : [{ name, path, value, isGroup: false }];
    });
  }

  #leaf({ kind, object, bare }: Chosen, path: string, leaf: LeafAttribute): Written | undefined {
    if (leaf.readOnly === true || leaf.writeOnly === true) return undefined;
    if (bare && !kind.identity.includes(path) && leaf.required !== true) return undefined;
    const id = `${kind.name}:${object.key}`;
    if (this.#repairs.dropped.has(`${id} ${path}`)) return undefined;
    const value = object.attributes[path];
    if (value === undefined) return this.#leaveOut(id, kind, path, "unknown", "");
    if (value === null || value === "") return undefined;
    if (leaf.type === "file") return this.#leaveOut(id, kind, path, "content", "");
    if (leaf.assumed === true && value === leaf.default) return undefined;
    if (isRestored(kind, object, path, value)) return undefined;
    if (leaf.type === "links") return this.#links(id, kind, object, path, leaf);
    if (leaf.type === "reference") {
      const label = this.#label(leaf.to, String(value), leaf.alsoIn);
      return label ?? this.#leaveOut(id, kind, path, "hidden", "");
    }
    if (leaf.type === "records") return records(leaf, value);
    if (leaf.type === "texts") return (value as readonly string[]).toSorted(byCodePoint);
    if (leaf.type === "enum" && !leaf.values.includes(String(value))) {
      return this.#leaveOut(id, kind, path, "unsayable", String(value));
    }
    return value as Written;
  }

  #leaveOut(id: string, kind: Kind, path: string, why: Unsaid["why"], shown: string): undefined {
    this.unsaid.push({ id, kind: kind.name, path, why, shown });
    return undefined;
  }

  #links(
    id: string,
    kind: Kind,
    object: StateObject,
    path: string,
    leaf: LinksAttribute,
  ): Written | undefined {
    const implicit = new Set((leaf.implicit ?? []).map(fold));
    const written: { readonly label: string; readonly value: Written }[] = [];
    let hidden = 0;
    for (const { to, ...rest } of linksOf(object, path)) {
      if (implicit.has(to) || this.#repairs.ignored.has(`${leaf.to}:${to}`)) continue;
      const label = this.#label(leaf.to, to);
      if (label === null) hidden++;
      else written.push({ label, value: this.#link(leaf, label, to, rest) });
    }
    if (hidden > 0) this.#leaveOut(id, kind, path, "hidden", String(hidden));
    else if (written.length === 0 && leaf.atLeastOne !== undefined && leaf.required !== true) {
      return this.#leaveOut(id, kind, path, "empty", "");
    }
    const items = written.sort((a, b) => byCodePoint(a.label, b.label)).map((each) => each.value);
    return hidden > 0 || this.#partial(leaf.to) ? { include: items } : items;
  }

  #link(leaf: LinksAttribute, label: string, to: string, rest: { readonly [name: string]: Value }): Written {
    const own = Object.entries(rest).filter(
      ([name, value]) => value !== null && leaf.with?.[name] !== undefined,
    );
    if (own.length === 0) return label;
    const target = kindOf(this.#table, leaf.to);
    const object = findObject(this.#state, leaf.to, to);
    const identity = target.identity.map((name) => [name, this.#identityText(target, object, name)]);
    return Object.fromEntries([...identity, ...own]) as Written;
  }

  /** How a manifest names an object; null for one that cannot be read. */
  #label(kindName: string, key: string, elsewhere?: string): string | null {
    if (key.startsWith(UNREADABLE)) return null;
    const kind = kindOf(this.#table, kindName);
    const object = findObject(this.#state, kindName, key);
    if (object === undefined) {
      const always = kind.defaults?.find((name) => fold(name) === key);
      if (always !== undefined) return always;
      const other = elsewhere === undefined ? undefined : findObject(this.#state, elsewhere, key);
      return other === undefined ? null : String(other.attributes.name ?? key);
    }
    if (kind.parents !== undefined) return this.#pathOf(kind, object);
    const parts = kind.identity.map((name) => this.#identityText(kind, object, name));
    return parts.length === 1 ? (parts[0] ?? "") : parts.map(escaped).join("/");
  }

  /** Names from the top down to an object that stands inside others. */
  #pathOf(kind: Kind, object: StateObject): string {
    const own = kind.identity.map((name) => this.#identityText(kind, object, name));
    return [...pathTo(object, this.#state), ...own].map(escaped).join("/");
  }

  #identityText(kind: Kind, object: StateObject | undefined, name: string): string {
    const leaf = kind.leaves.get(name);
    const value = String(object?.attributes[name] ?? "");
    return leaf?.type === "reference" ? (this.#label(leaf.to, value, leaf.alsoIn) ?? value) : value;
  }
}

function escaped(part: string): string {
  return part.replace(/[\\/]/g, "\\$&");
}

/** A declared object is in use unless its entry says otherwise, so being in use need not be said. */
function isRestored(kind: Kind, object: StateObject, path: string, value: Value): boolean {
  return kind.removal.restores?.[path] === value && !isRetired(kind, object);
}

/** Without the vendor's own, which stay where they are. */
function records(leaf: RecordsAttribute, value: Value): Written {
  const own = recordsOf(value).filter((record) => !isVendorOwned(leaf.vendorOwned, record));
  return own.map((record) =>
    Object.fromEntries(
      Object.keys(leaf.of).flatMap((member) => {
        const held = record[member];
        return held === undefined || held === null || held === "" ? [] : [[member, held as Written]];
      }),
    ),
  );
}
