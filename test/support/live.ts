/**
 * A live account written the way a manifest is written, for tests. Names stand for ids; every id is `kind-key`.
 * Objects the manifest could not hold are said by their read-only attributes (`isDefault: true`).
 */
import { parse } from "yaml";
import { fold, joinKey } from "../../src/kind/identity.ts";
import type { Kind } from "../../src/kind/kind.ts";
import type { Live, LiveObject } from "../../src/kind/state.ts";
import type { KindTable } from "../../src/kind/table.ts";
import type { Link, Value } from "../../src/kind/value.ts";

type Described = { readonly [name: string]: unknown };

export function liveOf(text: string, table: KindTable): Live {
  const description = parse(text) as Described;
  const caller = description.caller as string | undefined;
  const objects: LiveObject[] = [];
  for (const kind of table.kinds) {
    const described = description[kind.manifestKey];
    const list = kind.root === true ? (described === undefined ? [] : [described]) : (described ?? []);
    for (const each of list as Described[]) objects.push(objectOf(kind, each));
  }
  const root = objects.find((object) => table.kinds.find((kind) => kind.name === object.kind)?.root === true);
  return {
    account: root === undefined ? null : { id: root.id, name: String(root.attributes.name) },
    caller: {
      email: caller === undefined ? null : fold(caller),
      mayManage: (description.mayManage as boolean | undefined) ?? true,
    },
    objects,
    partial: (description.partial as string[] | undefined) ?? [],
    reads: 1,
  };
}

function objectOf(kind: Kind, described: Described): LiveObject {
  const attributes: Record<string, Value> = {};
  for (const [path, leaf] of kind.leaves) {
    const value = path
      .split(".")
      .reduce<unknown>((at, name) => (at as Described | undefined)?.[name], described);
    if (leaf.type === "links") {
      attributes[path] = ((value ?? []) as string[]).map((name): Link => ({ to: idOf(leaf.to, [name]) }));
    } else if (leaf.type === "reference") attributes[path] = idOf(leaf.to, [String(value)]);
    else if (value !== undefined) attributes[path] = value as Value;
    else if (leaf.writeOnly !== true)
      attributes[path] = leaf.type === "boolean" ? leaf.default === true : null;
  }
  const parts = kind.identity.map((name) => String(described[name] ?? ""));
  const id = kind.root === true ? `${kind.name}-1` : idOf(kind.name, parts);
  return { kind: kind.name, id, present: described.present !== false, attributes };
}

function idOf(kind: string, parts: readonly string[]): string {
  return `${kind}-${joinKey(parts)}`;
}
