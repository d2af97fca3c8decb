/** What objects refer to, so that their references and links can be read as names. */
import type { LeafAttribute } from "../kind/attribute.ts";
import type { Kind } from "../kind/kind.ts";
import type { LiveObject } from "../kind/state.ts";
import { allKinds, type KindTable, kindOf } from "../kind/table.ts";
import type { Link } from "../kind/value.ts";

interface Source {
  get(kind: string, id: string): Promise<LiveObject | null>;
  /** What the listing holds, without asking for what it does not. */
  held(kind: string, id: string): Promise<LiveObject | null>;
}

/** The objects and everything they name, directly or through an identity. Objects that are gone are left out. */
export async function neighbors(
  source: Source,
  table: KindTable,
  objects: readonly LiveObject[],
): Promise<LiveObject[]> {
  const found = new Map<string, LiveObject>();
  const add = async (object: LiveObject, isNamed: boolean): Promise<void> => {
    const id = `${object.kind}:${object.id}`;
    if (found.has(id)) return;
    found.set(id, object);
    const kind = kindOf(table, object.kind);
    const container = await containerOf(source, kind, object);
    if (container !== null) await add(container, true);
    for (const [path, leaf] of kind.leaves) {
      if (isNamed && !kind.identity.includes(path)) continue;
      for (const target of await targetsOf(source, table, leaf, object.attributes[path])) {
        await add(target, true);
      }
    }
  };
  for (const object of objects) await add(object, false);
  return [...found.values()];
}

async function containerOf(source: Source, kind: Kind, object: LiveObject): Promise<LiveObject | null> {
  if (object.parent === undefined) return null;
  for (const name of kind.parents ?? []) {
    const found = await source.held(name, object.parent);
    if (found !== null) return found;
  }
  return null;
}

async function targetsOf(
  source: Source,
  table: KindTable,
  leaf: LeafAttribute,
  value: unknown,
): Promise<LiveObject[]> {
  if (leaf.type === "links" && Array.isArray(value)) {
    const found = await Promise.all((value as readonly Link[]).map((link) => source.get(leaf.to, link.to)));
    return found.filter((object) => object !== null);
  }
  if (leaf.type !== "reference" || typeof value !== "string") return [];
  if (leaf.also === undefined) return present(await source.get(leaf.to, value));
  return elsewhere(source, table, leaf.to, value);
}

function present(object: LiveObject | null): LiveObject[] {
  return object === null ? [] : [object];
}

/** A name the platform provides may be an object of another kind. */
async function elsewhere(source: Source, table: KindTable, to: string, id: string): Promise<LiveObject[]> {
  const others = allKinds(table).filter((kind) => kind.name !== to && kind.person !== true);
  for (const name of [to, ...others.map((kind) => kind.name)]) {
    const object = await source.held(name, id);
    if (object !== null) return [object];
  }
  return [];
}
