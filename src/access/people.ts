/** The people of an account, whether they may do something or not. */
import { fold } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { linksOf, objectsOf, type State, type StateObject } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";

/** `pending`: invited, not in yet. `disabled`: switched off everywhere. `absent`: not in the account, or not any more. */
export type PersonStatus = "active" | "pending" | "disabled" | "absent";

/** Status of everybody in the account, by folded address; somebody listed several times is as active as can be. */
export function peopleOf(state: State, table: KindTable): Map<string, PersonStatus> {
  const people = new Map<string, PersonStatus>();
  for (const kind of personKinds(table)) {
    for (const object of objectsOf(state, kind.name)) {
      const person = personOf(kind, object);
      const status = statusOf(kind, object);
      const known = people.get(person);
      if (known === undefined || RANK.indexOf(status) < RANK.indexOf(known)) people.set(person, status);
    }
  }
  return people;
}

const RANK: readonly PersonStatus[] = ["active", "pending", "disabled", "absent"];

/** People who are linked to an object, or it to them, whether that lets them do something or not. */
export function peopleLinkedTo(state: State, table: KindTable, kind: string, key: string): Set<string> {
  const people = new Set<string>();
  for (const person of personKinds(table)) {
    for (const object of objectsOf(state, person.name)) {
      if (pointsAt(person, object, kind, key)) people.add(personOf(person, object));
    }
    const own = state.objects.get(kind)?.get(key);
    const owner = table.kinds.find((each) => each.name === kind);
    if (own === undefined || owner === undefined) continue;
    for (const [path, leaf] of owner.leaves) {
      if (leaf.type !== "links" || leaf.to !== person.name) continue;
      for (const link of linksOf(own, path)) {
        const object = state.objects.get(person.name)?.get(link.to);
        if (object !== undefined) people.add(personOf(person, object));
      }
    }
  }
  return people;
}

function personKinds(table: KindTable): Kind[] {
  return table.kinds.filter((kind) => kind.person === true);
}

/** Folded address: the part of the identity that is one, else its last part. */
function personOf(kind: Kind, object: StateObject): string {
  const isAddress = (name: string) => {
    const leaf = kind.leaves.get(name);
    return leaf?.type === "string" && leaf.format === "email";
  };
  const name = kind.identity.find(isAddress) ?? kind.identity.at(-1) ?? "";
  return fold(String(object.attributes[name] ?? object.key));
}

function statusOf(kind: Kind, { attributes }: StateObject): PersonStatus {
  const sets = Object.entries(kind.removal.sets ?? {});
  const isRetired = sets.length > 0 && sets.every(([path, value]) => attributes[path] === value);
  const isOff = [...kind.leaves].some(
    ([path, leaf]) => leaf.type === "boolean" && leaf.enables === true && attributes[path] === false,
  );
  if (isRetired || isOff) return "disabled";
  return kind.pending !== undefined && attributes[kind.pending.flag] === true ? "pending" : "active";
}

function pointsAt(kind: Kind, object: StateObject, to: string, key: string): boolean {
  return [...kind.leaves].some(([path, leaf]) => {
    if (leaf.type === "links" && leaf.to === to) return linksOf(object, path).some((link) => link.to === key);
    return leaf.type === "reference" && leaf.to === to && object.attributes[path] === key;
  });
}
