/** Two accounts side by side: who may do what in the one, in the other, or in both. */
import { byCodePoint } from "../kind/code-points.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import { fold } from "../kind/identity.ts";
import type { State } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import { type PersonStatus, peopleOf } from "./people.ts";

export type Side = "a" | "b";

/** What one side gives; null where it gives nothing. */
export interface Grant {
  readonly when: Entitlement["when"];
  readonly via: readonly string[];
}

export interface ComparedGrant {
  readonly permission: string;
  /** As the first side that has it writes it; names are compared folded. */
  readonly on: string;
  readonly a: Grant | null;
  readonly b: Grant | null;
}

export interface ComparedPerson {
  /** Folded address. */
  readonly person: string;
  readonly a: PersonStatus;
  readonly b: PersonStatus;
  /** Sorted by permission and object. */
  readonly access: readonly ComparedGrant[];
}

export interface Comparison {
  readonly summary: {
    readonly people: { readonly onlyA: number; readonly onlyB: number; readonly both: number };
    /** `differing`: in both, but only one side waits for the invitation to be accepted. */
    readonly grants: {
      readonly onlyA: number;
      readonly onlyB: number;
      readonly both: number;
      readonly differing: number;
    };
  };
  /** Everybody who is in either account, sorted. */
  readonly people: readonly ComparedPerson[];
}

export interface ComparedAccount {
  readonly state: State;
  readonly table: KindTable;
}

/** Paths that differ are no difference: what counts is what a person may do. */
export function compareAccess(a: ComparedAccount, b: ComparedAccount): Comparison {
  const statuses = { a: peopleOf(a.state, a.table), b: peopleOf(b.state, b.table) };
  const grants = { a: grantsOf(a), b: grantsOf(b) };
  const names = new Set([...statuses.a.keys(), ...statuses.b.keys(), ...grants.a.keys(), ...grants.b.keys()]);
  const people = [...names].sort(byCodePoint).map((person): ComparedPerson => {
    const status = (side: Side) => statuses[side].get(person) ?? "absent";
    const access = sideBySide(grants.a.get(person) ?? NONE, grants.b.get(person) ?? NONE);
    return { person, a: status("a"), b: status("b"), access };
  });
  return { summary: summarize(people), people };
}

type Grants = ReadonlyMap<string, Entitlement>;
const NONE: Grants = new Map();

function grantsOf({ state, table }: ComparedAccount): Map<string, Map<string, Entitlement>> {
  const byPerson = new Map<string, Map<string, Entitlement>>();
  for (const each of table.access(state)) {
    const own = byPerson.get(each.person) ?? new Map<string, Entitlement>();
    byPerson.set(each.person, own);
    const id = `${each.permission}\u0000${fold(each.on)}`;
    if (own.get(id)?.when !== "now") own.set(id, each);
  }
  return byPerson;
}

function sideBySide(a: Grants, b: Grants): ComparedGrant[] {
  const ids = [...new Set([...a.keys(), ...b.keys()])].sort(byCodePoint);
  return ids.flatMap((id) => {
    const [left, right] = [a.get(id), b.get(id)];
    const some = left ?? right;
    if (some === undefined) return [];
    return [{ permission: some.permission, on: some.on, a: toGrant(left), b: toGrant(right) }];
  });
}

function toGrant(found: Entitlement | undefined): Grant | null {
  return found === undefined ? null : { when: found.when, via: found.via };
}

/** True for a grant that both accounts give alike. */
export function isShared({ a, b }: ComparedGrant): boolean {
  return a !== null && b !== null && a.when === b.when;
}

/** True for a person whose being there, or whose access, differs. */
export function differs({ a, b, access }: ComparedPerson): boolean {
  return (a === "absent") !== (b === "absent") || !access.every(isShared);
}

function summarize(people: readonly ComparedPerson[]): Comparison["summary"] {
  const grants = people.flatMap((each) => each.access);
  const some = (list: readonly { readonly a: unknown; readonly b: unknown }[], absent: unknown) => ({
    onlyA: list.filter(({ a, b }) => a !== absent && b === absent).length,
    onlyB: list.filter(({ a, b }) => a === absent && b !== absent).length,
    both: list.filter(({ a, b }) => a !== absent && b !== absent).length,
  });
  const both = some(grants, null);
  return {
    people: some(people, "absent"),
    grants: { ...both, differing: both.both - grants.filter(isShared).length },
  };
}
