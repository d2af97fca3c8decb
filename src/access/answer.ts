/** The answer to "who may do what": the value that every output of the access command is written from. */
import type { Graph } from "../graph/node.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import type { State } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import { endsOf } from "./ends.ts";
import { type PersonStatus, peopleLinkedTo, peopleOf } from "./people.ts";
import { common, entitlementId, restingOn } from "./resting-on.ts";

/** What is asked about: everything together; nothing means the whole account. */
export interface Question {
  /** Folded address; null for everybody. */
  readonly person: string | null;
  readonly objects: readonly AskedObject[];
}

export interface AskedObject {
  readonly kind: string;
  readonly key: string;
  /** As people write it. */
  readonly label: string;
}

export interface AnswerLine {
  readonly permission: string;
  readonly on: string;
  readonly when: "now" | "on-acceptance";
  /** Each path that leads to it. Sorted, never empty. */
  readonly via: readonly string[];
  /** Paths that end by themselves, RFC 3339 UTC. */
  readonly ends: readonly { readonly via: string; readonly at: string }[];
}

export interface PersonAnswer {
  readonly person: string;
  readonly status: PersonStatus;
  /** Sorted by permission and what it is about; empty for people who may do nothing of what is asked. */
  readonly access: readonly AnswerLine[];
}

export interface Answer {
  readonly summary: {
    /** People named in the answer. */
    readonly people: number;
    /** Of these, people who may do something now, only once they accept, or nothing. */
    readonly now: number;
    readonly onAcceptance: number;
    readonly nothing: number;
  };
  /** Sorted by address. */
  readonly people: readonly PersonAnswer[];
}

/** @param graph what manifests say, for the `until` in them; null where none is known. */
export function answer(state: State, table: KindTable, question: Question, graph: Graph | null): Answer {
  const held = table.access(state);
  const ends = endsOf(held, state, table, graph);
  const parts = question.objects.map(({ kind, key }) => restingOn(held, state, table, kind, key));
  let asked = parts.length === 0 ? held : parts.reduce(common);
  if (question.person !== null) asked = asked.filter((each) => each.person === question.person);
  const status = statuses(state, table, held);
  const byPerson = Map.groupBy(asked, (each) => each.person);
  const lines = (person: string): AnswerLine[] =>
    (byPerson.get(person) ?? []).sort(byLine).map((each) => {
      const paths = ends.get(entitlementId(each));
      const { permission, on, when, via } = each;
      return {
        permission,
        on,
        when,
        via,
        ends: via.flatMap((path) => {
          const at = paths?.get(path);
          return at === undefined ? [] : [{ via: path, at }];
        }),
      };
    });
  const names = new Set([...byPerson.keys(), ...concerned(state, table, question, status)]);
  const people = [...names].sort(byCodePoint).map((person) => ({
    person,
    status: status.get(person) ?? "absent",
    access: lines(person),
  }));
  return { summary: summarize(people), people };
}

/** Who may do something without accepting anything counts as active, whatever became of an invitation. */
function statuses(state: State, table: KindTable, held: readonly Entitlement[]): Map<string, PersonStatus> {
  const status = peopleOf(state, table);
  for (const { person, when } of held) if (when === "now") status.set(person, "active");
  return status;
}

/** People the question is about although they may do nothing of it. */
function concerned(
  state: State,
  table: KindTable,
  { person, objects }: Question,
  status: ReadonlyMap<string, PersonStatus>,
): Iterable<string> {
  if (person !== null) return [person];
  if (objects.length === 0) return status.keys();
  const sets = objects.map(({ kind, key }) => peopleLinkedTo(state, table, kind, key));
  return sets.reduce((both, each) => both.intersection(each));
}

function byLine(a: Entitlement, b: Entitlement): number {
  return byCodePoint(a.permission, b.permission) || byCodePoint(a.on, b.on) || byCodePoint(a.when, b.when);
}

function summarize(people: readonly PersonAnswer[]): Answer["summary"] {
  const may = people.filter((each) => each.access.length > 0);
  const now = may.filter((each) => each.access.some((line) => line.when === "now")).length;
  return {
    people: people.length,
    now,
    onAcceptance: may.length - now,
    nothing: people.length - may.length,
  };
}
