/** Which objects of an account a manifest should name. */
import { fold } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { linksOf, objectsOf, type State, type StateObject } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import { isRetired } from "../plan/match.ts";

/** An object to write. `bare`: a vendor's own that no plan may change, named only because others refer to it. */
export interface Chosen {
  readonly kind: Kind;
  readonly object: StateObject;
  readonly bare: boolean;
}

export interface Choice {
  readonly chosen: readonly Chosen[];
  /** Objects that were removed on a platform that only disables, by kind: absent means the same. */
  readonly retired: ReadonlyMap<string, number>;
}

/** @param withRetired also those that are disabled on a platform where removing means disabling. */
export function choose(state: State, table: KindTable, withRetired: boolean): Choice {
  const chosen = new Map<string, Chosen>();
  const waiting = new Map<string, Chosen>();
  for (const kind of table.kinds) {
    for (const object of objectsOf(state, kind.name)) {
      if (!object.present || speaksForItself(kind, object, state)) continue;
      const entry = { kind, object, bare: isFixed(kind, object, state) };
      const isOut = (!withRetired && isRetired(kind, object)) || isInherited(kind, object);
      (isOut ? waiting : chosen).set(`${kind.name}:${object.key}`, entry);
    }
  }
  bringIn(chosen, waiting);
  const retired = new Map<string, number>();
  for (const { kind, object } of waiting.values()) {
    if (!isVendors(kind, object)) retired.set(kind.name, (retired.get(kind.name) ?? 0) + 1);
  }
  return { chosen: [...chosen.values()], retired };
}

/** Adds what the chosen objects name or stand in, and what that names. */
function bringIn(chosen: Map<string, Chosen>, waiting: Map<string, Chosen>): void {
  const open = [...chosen.values()];
  for (let each = open.pop(); each !== undefined && waiting.size > 0; each = open.pop()) {
    for (const id of namedBy(each)) {
      const found = waiting.get(id);
      if (found === undefined) continue;
      waiting.delete(id);
      chosen.set(id, found);
      open.push(found);
    }
  }
}

function namedBy({ kind, object }: Chosen): string[] {
  const named: string[] = [];
  for (const [path, leaf] of kind.leaves) {
    const value = object.attributes[path];
    if (leaf.type === "links") named.push(...linksOf(object, path).map((link) => `${leaf.to}:${link.to}`));
    else if (leaf.type === "reference" && typeof value === "string") named.push(`${leaf.to}:${value}`);
  }
  if (object.parent !== undefined) named.push(`${object.parent.kind}:${object.parent.key}`);
  return named;
}

/** What came with this account alone, such as a list of a parent account; people are always worth naming. */
function isInherited(kind: Kind, object: StateObject): boolean {
  return isVendors(kind, object) && kind.person !== true && !alwaysResolves(kind, object);
}

function alwaysResolves(kind: Kind, object: StateObject): boolean {
  return kind.defaults?.some((name) => fold(name) === object.key) === true;
}

/** A vendor's own object whose name always resolves, and of which a manifest could say nothing more. */
function speaksForItself(kind: Kind, object: StateObject, state: State): boolean {
  if (!isVendors(kind, object)) return false;
  const says = [...kind.leaves].some(([path, leaf]) => {
    const isWritten = leaf.readOnly !== true && leaf.writeOnly !== true && !kind.identity.includes(path);
    return isWritten && object.attributes[path] !== undefined;
  });
  return alwaysResolves(kind, object) && (!says || isFixed(kind, object, state));
}

/** True for a vendor's own object that the kind's checks let no plan change. */
function isFixed(kind: Kind, object: StateObject, state: State): boolean {
  if (!isVendors(kind, object)) return false;
  const input = { verb: "update", before: object, after: object, declared: new Set<string>() } as const;
  const around = { live: state, planned: state };
  return (kind.checks ?? []).some((check) =>
    check({ ...input, ...around }).some((each) => each.severity === "error"),
  );
}

function isVendors(kind: Kind, object: StateObject): boolean {
  return kind.defaultFlag !== undefined && object.attributes[kind.defaultFlag] === true;
}
