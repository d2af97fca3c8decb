/**
 * A live account written the way a manifest is written, for tests. Names stand for ids; every id is `kind-key`.
 * Objects the manifest could not hold are said by their read-only attributes (`isDefault: true`).
 */
import { parse } from "yaml";
import type { ReferenceAttribute } from "../../src/kind/attribute.ts";
import { fold, joinKey } from "../../src/kind/identity.ts";
import { childKinds, type Kind } from "../../src/kind/kind.ts";
import type { Live, LiveObject } from "../../src/kind/state.ts";
import { allKinds, type KindTable } from "../../src/kind/table.ts";
import type { Link, Value } from "../../src/kind/value.ts";

type Described = { readonly [name: string]: unknown };

export function liveOf(text: string, table: KindTable): Live {
  const description = parse(text) as Described;
  const caller = description.caller as string | undefined;
  const objects: LiveObject[] = [];
  for (const kind of allKinds(table)) {
    if (kind.parents !== undefined) continue;
    const provided = kind.closed === true ? kind.defaults?.map((name) => ({ name })) : undefined;
    const described = provided ?? description[kind.manifestKey];
    const list = kind.root === true ? (described === undefined ? [] : [described]) : (described ?? []);
    for (const each of list as Described[]) addObject(objects, table, kind, each, null);
  }
  const root = objects.find((object) => table.kinds.find((kind) => kind.name === object.kind)?.root === true);
  return {
    account: accountOf(description, table, root),
    caller: {
      email: caller === undefined ? null : fold(caller),
      mayManage: description.mayManage === undefined ? true : (description.mayManage as boolean | null),
      ...(description.facts === undefined ? {} : { facts: description.facts as Record<string, Value> }),
    },
    objects,
    partial: (description.partial as string[] | undefined) ?? [],
    reads: 1,
  };
}

/** The root object where the platform has one, else an account of the name that is described. */
function accountOf(description: Described, table: KindTable, root: LiveObject | undefined): Live["account"] {
  if (root !== undefined) return { id: root.id, name: String(root.attributes.name) };
  const hasRoot = table.kinds.some((kind) => kind.root === true);
  return hasRoot ? null : { id: "account-1", name: String(description.account ?? "Northwind") };
}

/** Adds an object and everything that is described inside it. */
function addObject(
  objects: LiveObject[],
  table: KindTable,
  kind: Kind,
  described: Described,
  outer: LiveObject | null,
): void {
  const own = objectOf(kind, described);
  const place = outer?.id.slice(outer.kind.length + 1);
  const object =
    outer === null
      ? own
      : { ...own, id: own.id.replace(/^[^-]+-/, (head) => `${head}${place}/`), parent: outer.id };
  objects.push(object);
  for (const child of childKinds(table.kinds, kind)) {
    for (const each of (described[child.manifestKey] ?? []) as Described[]) {
      addObject(objects, table, child, each, object);
    }
  }
}

function objectOf(kind: Kind, described: Described): LiveObject {
  const attributes: Record<string, Value> = {};
  for (const [path, leaf] of kind.leaves) {
    const value = path
      .split(".")
      .reduce<unknown>((at, name) => (at as Described | undefined)?.[name], described);
    if (leaf.type === "links") {
      if (value !== "unknown")
        attributes[path] = ((value ?? []) as WrittenLink[]).map((each) => linkTo(leaf.to, each));
    } else if (leaf.type === "reference") {
      if (value !== undefined) attributes[path] = value === null ? null : targetOf(leaf, String(value));
    } else if (leaf.type === "records") attributes[path] = (value ?? []) as Value;
    else if (value !== undefined) attributes[path] = value as Value;
    else if (leaf.writeOnly !== true)
      attributes[path] = leaf.type === "boolean" ? leaf.default === true : null;
  }
  const parts = kind.identity.map((name) => String(described[name] ?? ""));
  const id = (described.id as string | undefined) ?? (kind.root ? `${kind.name}-1` : idOf(kind.name, parts));
  return { kind: kind.name, id, present: described.present !== false, attributes };
}

/** A name, or a name with what the link itself carries. */
type WrittenLink = string | { readonly name: string; readonly [attribute: string]: Value };

function linkTo(kind: string, written: WrittenLink): Link {
  if (typeof written === "string") return { to: idOf(kind, [written]) };
  const { name, ...attributes } = written;
  return { ...attributes, to: idOf(kind, [name]) };
}

/** "Whatever the tenant says" is known by the same word everywhere. */
function targetOf(leaf: ReferenceAttribute, name: string): string {
  return name === "tenant-default" ? name : idOf(leaf.to, [name]);
}

function idOf(kind: string, parts: readonly string[]): string {
  return `${kind}-${joinKey(parts)}`;
}
