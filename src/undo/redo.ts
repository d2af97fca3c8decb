/** Manifest entries that would bring back what an undo takes back: each with its place, and the edit that ends it. */
import type { Location } from "../diagnostic/diagnostic.ts";
import { type DeclaredLinks, type Graph, type Node, nodeId } from "../graph/node.ts";
import type { LinksAttribute } from "../kind/attribute.ts";
import { byCodePoint } from "../kind/code-points.ts";
import { joinKey, matchAny } from "../kind/identity.ts";
import { type Kind, keyOfWritten } from "../kind/kind.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import type { Link, Value } from "../kind/value.ts";
import { compareValue } from "../plan/compare.ts";
import type { Change, FieldChange, Plan } from "../plan/plan.ts";
import { missing } from "./redo-missing.ts";
import { linksOfField } from "./standing.ts";

export interface Redo {
  /** Id of the undo's change that the entry works against. */
  readonly change: string;
  readonly at: Location;
  /** Completes "FILE:LINE …". */
  readonly text: string;
  /** What would end it; null where a person has to decide. */
  readonly edit: { readonly op: "delete" } | { readonly op: "set" | "add"; readonly value: Value } | null;
}

/** Where a collection stands at the top of the manifests, and the patterns it excludes. */
export interface CollectionPlace {
  readonly at: Location;
  readonly exclude: readonly { readonly pattern: string; readonly at: Location }[];
}

export type PlaceOf = (kind: string) => CollectionPlace | null;

/** @param manifests what is declared now. */
export function redoEntries(undo: Plan, manifests: Graph, table: KindTable, placeOf: PlaceOf): Redo[] {
  const nodes = new Map(manifests.nodes.map((node) => [node.id, node]));
  const former = new Map(
    manifests.nodes.flatMap((node) =>
      node.renamedFrom === null ? [] : [[nodeId(node.kind, node.renamedFrom), node]],
    ),
  );
  const renamed = renamesOf(undo, table);
  const gone = new Map(
    undo.changes
      .filter((each) => each.verb === "remove" && each.effect === "delete")
      .map((each) => [each.id, each]),
  );
  const names = manifests.nodes.flatMap((node) => {
    if (gone.has(node.id)) return [];
    const kind = kindOf(table, node.kind);
    return [...namesRenamed(node, kind, renamed), ...namesGone(node, kind, gone)];
  });
  const entries = undo.changes.flatMap((change) => {
    const kind = kindOf(table, change.kind);
    if (change.verb === "remove") return declares(change, nodes.get(change.id));
    const node = nodes.get(change.id) ?? former.get(change.id) ?? nodes.get(nameBefore(change, kind));
    if (node !== undefined) return differs(change, kind, node, renamed);
    return change.verb === "create" ? missing(change, kind, manifests, placeOf) : [];
  });
  return [...entries, ...names].sort(
    (a, b) => byCodePoint(a.at.file, b.at.file) || a.at.line - b.at.line || a.at.column - b.at.column,
  );
}

/** Objects that this undo renames: the change and the name they get back, by `kind:key` of the present name. */
type Renamed = ReadonlyMap<string, { readonly change: string; readonly name: string }>;

function renamesOf(undo: Plan, table: KindTable): Renamed {
  return new Map(
    undo.changes.flatMap((change) => {
      const kind = kindOf(table, change.kind);
      const field = change.fields.find((each) => kind.identity.includes(each.path));
      if (kind.root === true || change.verb === "create" || typeof field?.before !== "string") return [];
      if (typeof field.after !== "string") return [];
      const id = nodeId(kind.name, joinKey([field.before]));
      return [[id, { change: change.id, name: field.after }] as const];
    }),
  );
}

/** Links that name an object that goes. */
function namesGone(node: Node, kind: Kind, gone: ReadonlyMap<string, Change>): Redo[] {
  if (gone.size === 0) return [];
  return [...kind.leaves].flatMap(([path, leaf]): Redo[] => {
    if (leaf.type !== "links") return [];
    return (node.links[path]?.entries ?? []).flatMap((entry): Redo[] => {
      const change = gone.get(nodeId(leaf.to, entry.to));
      if (change === undefined) return [];
      const text = `names the ${leaf.to} ${entry.written}, which goes (${path} of ${node.label})`;
      return [{ change: change.id, at: entry.at, text, edit: { op: "delete" } }];
    });
  });
}

/** Links and references that name an object as it is called until this undo. */
function namesRenamed(node: Node, kind: Kind, renamed: Renamed): Redo[] {
  if (renamed.size === 0) return [];
  return [...kind.leaves].flatMap(([path, leaf]): Redo[] => {
    const say = (to: string, key: string, at: Location): Redo[] => {
      const found = renamed.get(nodeId(to, key));
      if (found === undefined) return [];
      const text = `names the ${to} ${found.name} by the name it has until then (${path} of ${node.label})`;
      return [{ change: found.change, at, text, edit: { op: "set", value: found.name } }];
    };
    if (leaf.type === "links")
      return (node.links[path]?.entries ?? []).flatMap((entry) => say(leaf.to, entry.to, entry.at));
    if (leaf.type !== "reference" || node.attributes[path] === undefined) return [];
    return say(leaf.to, String(node.attributes[path]), node.placeOf(path));
  });
}

function declares(change: Change, node: Node | undefined): Redo[] {
  if (node === undefined) return [];
  return [
    {
      change: change.id,
      at: node.at,
      text: `declares the ${change.kind} ${node.label}`,
      edit: { op: "delete" },
    },
  ];
}

/** Id under which an object is declared that this undo renames back. */
function nameBefore(change: Change, kind: Kind): string {
  const [path = ""] = kind.identity;
  const before = change.fields.find((field) => field.path === path)?.before;
  return kind.root === true ? change.id : nodeId(kind.name, keyOfWritten(kind, String(before ?? "")));
}

function differs(change: Change, kind: Kind, node: Node, renamed: Renamed): Redo[] {
  const found = change.fields.flatMap((field): Redo[] => {
    const leaf = kind.leaves.get(field.path);
    if (leaf === undefined || leaf.writeOnly === true) return [];
    const declared = node.links[field.path];
    if (leaf.type === "links")
      return declared === undefined ? [] : linksDiffer(change, node, field, leaf, declared, renamed);
    const value = node.attributes[field.path];
    if (value === undefined || field.after === null) return [];
    if (leaf.type === "reference" && renamed.has(nodeId(leaf.to, String(value)))) return [];
    const wanted = leaf.type === "reference" ? joinKey([String(field.after)]) : field.after;
    const same = leaf.type === "reference" ? value === wanted : compareValue(leaf, value, wanted) === "same";
    if (same) return [];
    const text = `sets ${field.path} of ${node.label} to ${words(value)}; it becomes ${words(field.after)}`;
    const edit = leaf.type === "file" ? null : { op: "set" as const, value: field.after };
    return [{ change: change.id, at: node.placeOf(field.path), text, edit }];
  });
  if (node.renamedFrom === null || found.length === 0 || !renames(change, kind)) return found;
  const text = `says that ${node.label} was renamed`;
  return [...found, { change: change.id, at: node.placeOf("renamedFrom"), text, edit: { op: "delete" } }];
}

function renames(change: Change, kind: Kind): boolean {
  return change.verb === "replace" || change.fields.some((field) => kind.identity.includes(field.path));
}

function linksDiffer(
  change: Change,
  node: Node,
  field: FieldChange,
  leaf: LinksAttribute,
  declared: DeclaredLinks,
  renamed: Renamed,
): Redo[] {
  const called = (key: string) => {
    const found = renamed.get(nodeId(leaf.to, key));
    return found === undefined ? key : joinKey([found.name]);
  };
  const keyOf = (label: string) => joinKey([label]);
  const before = linksOfField(field.before, keyOf);
  const after = linksOfField(field.after, keyOf);
  const implicit = new Set((leaf.implicit ?? []).map(keyOf));
  const found: Redo[] = [];
  for (const entry of declared.entries) {
    if (after.has(called(entry.to)) || implicit.has(entry.to)) continue;
    const text = `gives ${node.label} the ${leaf.to} ${entry.written} (${field.path})`;
    found.push({ change: change.id, at: entry.at, text, edit: { op: "delete" } });
  }
  const names = new Set(declared.entries.map((entry) => called(entry.to)));
  const excluded = matchAny(declared.exclude);
  const place = node.placeOf(field.path);
  for (const [key, link] of after) {
    if (before.has(key) && names.has(key)) continue;
    if (declared.mode === "all" ? names.has(key) : !excluded(key)) continue;
    const name = labelAt(field.after, key, keyOf);
    const text = `${declared.mode === "all" ? "leaves out" : "excludes"} the ${leaf.to} ${name} of ${node.label} (${field.path})`;
    const edit = declared.mode === "all" ? { op: "add" as const, value: entryOf(name, link) } : null;
    found.push({ change: change.id, at: place, text, edit });
  }
  return found;
}

function labelAt(value: Value, key: string, keyOf: (label: string) => string): string {
  const labels = (Array.isArray(value) ? (value as readonly Value[]) : []).map((each) =>
    typeof each === "string" ? each : String((each as Link).to),
  );
  return labels.find((label) => keyOf(label) === key) ?? key;
}

function entryOf(name: string, { to: _, ...rest }: Link): Value {
  return Object.keys(rest).length === 0 ? name : { name, ...rest };
}

function words(value: Value): string {
  return typeof value === "string" ? `"${value}"` : JSON.stringify(value);
}
