/** The account as it would be once every step of a plan is done, worked out from the plan alone. */
import { fold, joinKey } from "../kind/identity.ts";
import { type Kind, PARENT } from "../kind/kind.ts";
import type { Live, LiveObject } from "../kind/state.ts";
import { allKinds, type KindTable } from "../kind/table.ts";
import type { Link, Value } from "../kind/value.ts";
import { isInvitation } from "./draft.ts";
import { fingerprint } from "./fingerprint.ts";
import { liveState } from "./live-state.ts";
import type { Plan, Step } from "./plan.ts";

/** Ids of the changes whose object is no longer what the plan was made from. */
export function movedSince(plan: Plan, live: Live, table: KindTable): string[] {
  const byId = new Map(live.objects.map((object) => [`${object.kind}:${object.id}`, object]));
  const kinds = new Map(table.kinds.map((kind) => [kind.name, kind]));
  const { objects } = liveState(live, table, plan.evaluatedAt, new Map()).state;
  const moved = plan.changes.filter(({ kind: name, key, objectId, precondition }) => {
    const kind = kinds.get(name);
    if (kind === undefined) return true;
    if (objectId === null) return objects.get(name)?.get(key)?.present === true;
    const object = byId.get(`${name}:${objectId}`);
    return object === undefined || fingerprint(kind, object) !== precondition;
  });
  return moved.map((change) => change.id);
}

/** Objects that a step makes bear the id of its change. */
export function liveAfter(plan: Plan, live: Live, table: KindTable): Live {
  const kinds = new Map(allKinds(table).map((kind) => [kind.name, kind]));
  const objects = new Map(live.objects.map((object) => [`${object.kind}:${object.id}`, object]));
  const gone = new Set<string>();
  const idOf = references(plan);
  const person = table.kinds.find((kind) => kind.person === true);
  const caller = live.objects.find(
    (object) => object.kind === person?.name && keyOf(person, object) === joinKey([live.caller.email ?? ""]),
  );
  for (const step of plan.steps) {
    const kind = kinds.get(step.kind);
    if (kind === undefined) continue;
    const id = step.target === null ? step.change : idOf(step.target);
    const key = `${step.kind}:${id}`;
    if (step.op === "create")
      objects.set(key, created(kind, id, step, idOf, objects.get(key), caller?.id ?? null));
    if (step.op === "create") {
      const own = ownOf(kind, id, live.caller.email);
      if (own !== null) objects.set(`${own.kind}:${own.id}`, own);
    }
    const object = objects.get(key);
    if (object === undefined || step.op === "create") continue;
    if (step.op === "delete") {
      gone.add(key);
      if (kind.creation?.from !== "listed") objects.delete(key);
      else objects.set(key, { ...object, present: false, attributes: withLinks(kind, object.attributes) });
    } else objects.set(key, { ...object, attributes: changed(kind, object, step, idOf) });
  }
  dropInside(objects, kinds, gone);
  return { ...live, objects: [...objects.values()].map((each) => unlinked(each, kinds, gone)) };
}

/** What the platform makes for the caller inside a new object. */
function ownOf(kind: Kind, id: string, caller: string | null): LiveObject | null {
  const made = kind.creation?.forCaller;
  if (made === undefined || caller === null) return null;
  const links = Object.entries(made.links).map(([path, names]) => [
    path,
    names.map((name) => ({ to: fold(name) })),
  ]);
  const attributes = { email: caller, ...Object.fromEntries(links) };
  return { kind: made.kind, id: `${id} ${caller}`, present: true, parent: id, attributes };
}

/** What stands inside something that goes, goes with it. */
function dropInside(
  objects: Map<string, LiveObject>,
  kinds: ReadonlyMap<string, Kind>,
  gone: Set<string>,
): void {
  for (let before = -1; before !== gone.size; ) {
    before = gone.size;
    for (const [key, { kind, parent }] of objects) {
      const parents = kinds.get(kind)?.parents ?? [];
      if (parent === undefined || !parents.some((each) => gone.has(`${each}:${parent}`))) continue;
      objects.delete(key);
      gone.add(key);
    }
  }
}

function keyOf(kind: Kind, object: LiveObject): string {
  return joinKey([String(object.attributes[kind.identity.at(-1) ?? ""] ?? "")]);
}

function created(
  kind: Kind,
  id: string,
  step: Step,
  idOf: IdOf,
  listed: LiveObject | undefined,
  caller: string | null,
): LiveObject {
  const attributes: Record<string, Value> = {
    ...withLinks(kind, listed?.attributes ?? {}),
    ...valuesOf(kind, step, idOf),
  };
  for (const [path, leaf] of kind.leaves) {
    if (leaf.type !== "links" || leaf.impliedAtCreate !== "caller" || caller === null) continue;
    attributes[path] = plus((attributes[path] ?? []) as readonly Link[], { to: caller });
  }
  if (kind.pending !== undefined) {
    const invited = Object.entries(step.args).some(([path, value]) =>
      isInvitation(kind.leaves.get(path), value as Value),
    );
    attributes[kind.pending.flag] = kind.pending.atCreate === "always" || invited;
  }
  const inside = step.args[PARENT] === undefined ? {} : { parent: idOf(step.args[PARENT]) };
  return { kind: kind.name, id, present: true, ...inside, attributes };
}

/** Every links attribute empty, everything else as it is. */
function withLinks(kind: Kind, attributes: LiveObject["attributes"]): Record<string, Value> {
  const result: Record<string, Value> = { ...attributes };
  for (const [path, leaf] of kind.leaves) if (leaf.type === "links") result[path] = [];
  return result;
}

function changed(kind: Kind, object: LiveObject, step: Step, idOf: IdOf): LiveObject["attributes"] {
  if (step.op !== "link" && step.op !== "unlink")
    return { ...object.attributes, ...valuesOf(kind, step, idOf) };
  const { path, to, existing: _, ...rest } = step.args;
  const links = (object.attributes[String(path)] ?? []) as readonly Link[];
  const link = { ...rest, to: idOf(to) } as Link;
  const others = links.filter((each) => each.to !== link.to);
  return { ...object.attributes, [String(path)]: step.op === "link" ? [...others, link] : others };
}

/** What a call sets, with references to new objects as their ids. */
function valuesOf(kind: Kind, step: Step, idOf: IdOf): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const [path, value] of Object.entries(step.args)) {
    const leaf = kind.leaves.get(path);
    if (leaf === undefined || leaf.writeOnly === true) continue;
    if (leaf.type === "reference") values[path] = value === null ? null : idOf(value);
    else if (leaf.type === "links")
      values[path] = (value as readonly Link[]).map((link) => ({ ...link, to: idOf(link.to) }));
    else values[path] = value as Value;
  }
  return values;
}

/** A platform id as it is; for an object that is made on the way, the id of its change, or its own if it was listed. */
type IdOf = (value: unknown) => string;

function references(plan: Plan): IdOf {
  const made = new Map<string, string>();
  for (const step of plan.steps) {
    if (step.op === "create" && typeof step.target === "string") made.set(step.change, step.target);
  }
  return (value) => {
    if (typeof value !== "object" || value === null || !("$ref" in value)) return String(value);
    return made.get(String(value.$ref)) ?? String(value.$ref);
  };
}

function plus(links: readonly Link[], link: Link): readonly Link[] {
  return links.some((each) => each.to === link.to) ? links : [...links, link];
}

function unlinked(
  object: LiveObject,
  kinds: ReadonlyMap<string, Kind>,
  gone: ReadonlySet<string>,
): LiveObject {
  if (gone.size === 0) return object;
  let attributes = object.attributes;
  for (const [path, leaf] of kinds.get(object.kind)?.leaves ?? []) {
    const value = attributes[path];
    if (leaf.type !== "links" || !Array.isArray(value)) continue;
    const kept = (value as readonly Link[]).filter((link) => !gone.has(`${leaf.to}:${link.to}`));
    if (kept.length < value.length) attributes = { ...attributes, [path]: kept };
  }
  return attributes === object.attributes ? object : { ...object, attributes };
}
