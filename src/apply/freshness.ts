/** Is the account still the one the plan was made for? Asked once, before the first write. */
import { byCodePoint } from "../kind/code-points.ts";
import { fold } from "../kind/identity.ts";
import { type Kind, PARENT } from "../kind/kind.ts";
import type { LiveObject } from "../kind/state.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import { Contents, nestedKinds } from "../plan/contents.ts";
import { ABSENT, fingerprint } from "../plan/fingerprint.ts";
import { Inbound, linkingKinds } from "../plan/inbound.ts";
import type { Change, Plan, Witness } from "../plan/plan.ts";
import type { Client } from "../platform/contract.ts";

/** What has to be as it was: an object by id, or a name that must not exist. */
interface Expectation {
  readonly what: string;
  readonly id: string | null;
  readonly precondition: string;
  /** Identity of an object that must not exist yet. */
  readonly absent: {
    readonly attribute: string;
    readonly value: string;
    /** Id of the object it would stand inside; null at the top. */
    readonly parent: string | null;
  } | null;
  /** Objects of the kind there may be at most. */
  readonly atMost?: number;
}

/** Sentences about everything that moved; empty when the plan still fits. */
export async function whatMoved(plan: Plan, table: KindTable, client: Client): Promise<string[]> {
  const account = await client.account();
  const planned = plan.target.account.id;
  if ((account?.id ?? null) !== planned) {
    return [
      `the credentials open account ${account?.id ?? "(none)"}, the plan is for ${planned ?? "a new one"}`,
    ];
  }
  if (planned === null) return [];
  const expectations = expectationsOf(plan, table);
  const listed = await listings(plan, table, [...expectations.keys()], client);
  const moved = await Promise.all(
    [...expectations].map(([name, list]) => {
      const kind = kindOf(table, name);
      return isListed(plan, name)
        ? checkListing(kind, list, listed.get(name) ?? [])
        : checkEach(kind, list, client);
    }),
  );
  const carried = carriedMoved(plan, table, listed);
  return [...new Set([...moved.flat(), ...carried])].sort(byCodePoint);
}

function isListed(plan: Plan, kind: string): boolean {
  return plan.budget.checks[kind] === "listing";
}

/** Objects of every kind that is looked at as a whole, each listing called once. */
async function listings(
  plan: Plan,
  table: KindTable,
  expected: readonly string[],
  client: Client,
): Promise<Map<string, LiveObject[]>> {
  const kinds = new Set(expected.filter((kind) => isListed(plan, kind)));
  const linked = new Set(plan.witnesses.flatMap((each) => (each.inbound === undefined ? [] : each.kind)));
  const carrying = [...linked].flatMap((kind) => linkingKinds(table, kind));
  if (plan.witnesses.some((each) => each.inside !== undefined)) carrying.push(...nestedKinds(table));
  for (const kind of carrying) kinds.add(kind.name);
  return Map.groupBy(await client.readAll(...kinds), (object) => object.kind);
}

/** Witnesses that other objects have been linked to or put into, or are no longer. */
function carriedMoved(
  plan: Plan,
  table: KindTable,
  listed: ReadonlyMap<string, readonly LiveObject[]>,
): string[] {
  const objectsOf = (kinds: readonly Kind[]) => kinds.flatMap((kind) => listed.get(kind.name) ?? []);
  const nested = nestedKinds(table);
  const contents = new Contents(nested, objectsOf(nested));
  const inbound = new Map<string, Inbound>();
  return plan.witnesses.flatMap(({ object, kind, id, ...was }) => {
    const what = restedOn(object);
    if (was.inside !== undefined && contents.digest(id) !== was.inside)
      return [`${what} holds other things than before`];
    if (was.inbound === undefined) return [];
    const linking = linkingKinds(table, kind);
    const known = inbound.get(kind) ?? new Inbound(linking, objectsOf(linking), kind);
    inbound.set(kind, known);
    return known.digest(id) === was.inbound ? [] : [`${what} opens other things than before`];
  });
}

function expectationsOf(plan: Plan, table: KindTable): Map<string, Expectation[]> {
  const byKind = new Map<string, Expectation[]>();
  const add = (kind: string, expectation: Expectation) => {
    const list = byKind.get(kind) ?? [];
    list.push(expectation);
    byKind.set(kind, list);
  };
  const containers = containersOf(plan);
  for (const change of plan.changes) {
    const what = `${change.kind} ${change.label}`;
    const absent = mustBeAbsent(change, kindOf(table, change.kind), containers.get(change.id));
    if (change.objectId !== null) {
      add(change.kind, {
        what,
        id: change.objectId,
        precondition: change.precondition,
        absent: null,
      });
    }
    if (absent !== null) add(change.kind, { what, id: null, precondition: ABSENT, absent });
  }
  for (const witness of plan.guards.flatMap((guard) => guard.witnesses)) add(witness.kind, relied(witness));
  for (const witness of plan.witnesses) add(witness.kind, rested(witness));
  return byKind;
}

function relied(witness: Witness): Expectation {
  const what = `${named(witness.object)} (a guard relied on it)`;
  const { id, precondition, atMost } = witness;
  if (atMost !== undefined) return { what, id: null, precondition, absent: null, atMost };
  return { what, id, precondition, absent: null };
}

function rested(witness: Witness): Expectation {
  const { object, id, precondition } = witness;
  return { what: restedOn(object), id, precondition, absent: null };
}

function restedOn(object: string): string {
  return `${named(object)} (the reviewed access rests on it)`;
}

/** Where new objects are made, by change: the id of the container, or something else for one that is made as well. */
function containersOf(plan: Plan): Map<string, unknown> {
  const creations = plan.steps.filter((step) => step.op === "create" && step.args[PARENT] !== undefined);
  return new Map(creations.map((step) => [step.change, step.args[PARENT]]));
}

/** A new object of a kind with one written identity; listed objects are expected by id instead. */
function mustBeAbsent(change: Change, kind: Kind, container: unknown): Expectation["absent"] {
  const creates = change.verb === "create" || change.verb === "replace";
  const [attribute, second] = kind.identity;
  if (!creates || kind.creation?.from === "listed" || attribute === undefined || second !== undefined)
    return null;
  // What is made anew keeps its identity, which is no field of the change.
  const value = change.fields.find((field) => field.path === attribute)?.after;
  const isInNew = kind.parents !== undefined && container !== undefined && typeof container !== "string";
  if (typeof value !== "string" || isInNew) return null;
  return { attribute, value, parent: typeof container === "string" ? container : null };
}

async function checkEach(
  kind: Kind,
  expectations: readonly Expectation[],
  client: Client,
): Promise<string[]> {
  const byId = expectations.filter((each) => each.id !== null);
  const ids = [...new Set(byId.map((each) => each.id ?? ""))];
  const objects = await client.readEach(kind.name, ids);
  const found = new Map(ids.map((id, index) => [id, objects[index] ?? null]));
  const moved = byId.map((each) => compare(kind, each, found.get(each.id ?? "") ?? null));
  const names = expectations.map(async (each) => {
    if (each.absent === null) return null;
    const others = await client.find(kind.name, each.absent.attribute, each.absent.value);
    const same = others.filter((object) => object.present && (object.parent ?? null) === each.absent?.parent);
    return same.length > 0 ? existsNow(each) : null;
  });
  return [...moved, ...(await Promise.all(names))].filter((each) => each !== null);
}

function checkListing(
  kind: Kind,
  expectations: readonly Expectation[],
  objects: readonly LiveObject[],
): string[] {
  const byId = new Map(objects.map((object) => [object.id, object]));
  const names = new Map<string, Set<string>>();
  const namesOf = (attribute: string): Set<string> => {
    const known = names.get(attribute);
    if (known !== undefined) return known;
    const present = objects.filter((object) => object.present);
    const folded = new Set(
      present.map((object) => nameIn(object.parent ?? null, String(object.attributes[attribute] ?? ""))),
    );
    names.set(attribute, folded);
    return folded;
  };
  return expectations
    .map((each) => {
      if (each.atMost !== undefined) return outnumbered(each, each.atMost, objects);
      if (each.absent === null) return compare(kind, each, byId.get(each.id ?? "") ?? null);
      const { attribute, value, parent } = each.absent;
      return namesOf(attribute).has(nameIn(parent, value)) ? existsNow(each) : null;
    })
    .filter((each) => each !== null);
}

/** An object by its id; the account itself, which has no key, by its kind alone. */
function named(id: string): string {
  return id.endsWith(":") ? id.slice(0, -1) : id;
}

function nameIn(parent: string | null, name: string): string {
  return `${parent ?? ""}\n${fold(name)}`;
}

function compare(kind: Kind, expectation: Expectation, object: LiveObject | null): string | null {
  if (object === null) return `${expectation.what} is gone`;
  if (fingerprint(kind, object) === expectation.precondition) return null;
  return `${expectation.what} is no longer as it was when the plan was made`;
}

function outnumbered({ what }: Expectation, atMost: number, objects: readonly LiveObject[]): string | null {
  const count = objects.filter((object) => object.present).length;
  return count <= atMost ? null : `there are ${count} by now, not ${atMost}: ${what}`;
}

function existsNow(expectation: Expectation): string {
  return `${expectation.what} exists by now`;
}
