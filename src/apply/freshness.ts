/** Is the account still the one the plan was made for? Asked once, before the first write. */
import { byCodePoint } from "../kind/code-points.ts";
import { fold } from "../kind/identity.ts";
import { type Kind, PARENT } from "../kind/kind.ts";
import type { LiveObject } from "../kind/state.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
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
  const moved = await Promise.all(
    [...expectations].map(([kind, list]) =>
      checkKind(kindOf(table, kind), list, plan.budget.checks[kind], client),
    ),
  );
  return [...new Set([...moved.flat(), ...(await inboundMoved(plan, table, client))])].sort(byCodePoint);
}

/** Witnesses that other objects have been linked to, or are no longer. One listing for each kind that can link. */
async function inboundMoved(plan: Plan, table: KindTable, client: Client): Promise<string[]> {
  const watched = plan.witnesses.filter((witness) => witness.inbound !== undefined);
  const kinds = [...new Set(watched.map((witness) => witness.kind))];
  const moved = await Promise.all(
    kinds.map(async (to) => {
      const linking = linkingKinds(table, to);
      const objects = (await Promise.all(linking.map((kind) => client.readAll(kind.name)))).flat();
      const inbound = new Inbound(linking, objects, to);
      return watched
        .filter((witness) => witness.kind === to && inbound.digest(witness.id) !== witness.inbound)
        .map(
          (witness) =>
            `${named(witness.object)} (the reviewed access rests on it) opens other things than before`,
        );
    }),
  );
  return moved.flat();
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
    const absent = mustBeAbsent(change, kindOf(table, change.kind), containers.get(change.id));
    if (change.objectId !== null) {
      add(change.kind, {
        what: named(change.id),
        id: change.objectId,
        precondition: change.precondition,
        absent: null,
      });
    }
    if (absent !== null) add(change.kind, { what: named(change.id), id: null, precondition: ABSENT, absent });
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
  const what = `${named(witness.object)} (the reviewed access rests on it)`;
  return { what, id: witness.id, precondition: witness.precondition, absent: null };
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

async function checkKind(
  kind: Kind,
  expectations: readonly Expectation[],
  how: "listing" | "each" | undefined,
  client: Client,
): Promise<string[]> {
  return (how ?? "each") === "each"
    ? checkEach(kind, expectations, client)
    : checkListing(kind, expectations, client);
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

async function checkListing(
  kind: Kind,
  expectations: readonly Expectation[],
  client: Client,
): Promise<string[]> {
  const objects = await client.readAll(kind.name);
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
