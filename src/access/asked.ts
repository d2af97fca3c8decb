/** From what somebody types to the person or object meant, or why there is none. */
import { suggest } from "../diagnostic/suggest.ts";
import { fold } from "../kind/identity.ts";
import { type Kind, keyOfWritten } from "../kind/kind.ts";
import { labelOf } from "../kind/label.ts";
import type { State } from "../kind/state.ts";
import { allKinds, type KindTable } from "../kind/table.ts";
import type { AskedObject } from "./answer.ts";
import { peopleOf } from "./people.ts";

/** Why a name means nothing here, in one sentence, and how to go on. */
export interface NotFound {
  readonly problem: string;
  readonly fix: string;
}

/** The folded address, if the account has such a person. */
export function askedPerson(written: string, state: State, table: KindTable): string | NotFound {
  const person = fold(written);
  const people = peopleOf(state, table);
  if (people.has(person)) return person;
  return {
    problem: `the account has no person ${written}`,
    fix: nearest(person, people.keys()) ?? "`cxroster access` without flags lists everybody.",
  };
}

/** An object of one kind by its name. */
export function askedOfKind(
  written: string,
  kindName: string,
  state: State,
  table: KindTable,
): AskedObject | NotFound {
  const kind = allKinds(table).find((each) => each.name === kindName);
  if (kind === undefined || kind.root === true) {
    const kinds = askable(table).map((each) => each.name);
    return {
      problem: `${table.product} has no kind ${kindName}`,
      fix: nearest(kindName, kinds) ?? `Its kinds are ${kinds.join(", ")}.`,
    };
  }
  const key = keyOfWritten(kind, written);
  const object = state.objects.get(kindName)?.get(key);
  if (object !== undefined) return { kind: kindName, key, label: labelOf(kind, object, state) };
  const labels = [...(state.objects.get(kindName)?.values() ?? [])].map((each) => labelOf(kind, each, state));
  return {
    problem: `the account has no ${kindName} "${written}"`,
    fix: nearest(written, labels) ?? listed(labels) ?? `It has no ${kindName} at all.`,
  };
}

/** An object of any kind: `kind:name`, or a name that only one object bears. */
export function askedAnywhere(written: string, state: State, table: KindTable): AskedObject | NotFound {
  const colon = written.indexOf(":");
  const prefix = written.slice(0, Math.max(0, colon));
  if (askable(table).some((kind) => kind.name === prefix)) {
    return askedOfKind(written.slice(colon + 1), prefix, state, table);
  }
  const found = askable(table).flatMap((kind) => {
    const key = keyOfWritten(kind, written);
    const object = state.objects.get(kind.name)?.get(key);
    return object === undefined ? [] : [{ kind: kind.name, key, label: labelOf(kind, object, state) }];
  });
  const [only, second] = found;
  if (only !== undefined && second === undefined) return only;
  if (only !== undefined) {
    return {
      problem: `"${written}" may mean several objects`,
      fix: `Say which: ${found.map((each) => `"${each.kind}:${each.label}"`).join(", ")}.`,
    };
  }
  const labels = askable(table).flatMap((kind) =>
    [...(state.objects.get(kind.name)?.values() ?? [])].map((each) => labelOf(kind, each, state)),
  );
  return {
    problem: `the account has nothing called "${written}"`,
    fix:
      nearest(written, labels) ??
      `Write KIND:NAME; kinds are ${askable(table)
        .map((kind) => kind.name)
        .join(", ")}.`,
  };
}

/** Kinds an answer can be about: everything but the account itself and its people. */
function askable(table: KindTable): Kind[] {
  return allKinds(table).filter((kind) => kind.root !== true && kind.person !== true);
}

const LISTED_AT_MOST = 10;

function nearest(written: string, names: Iterable<string>): string | null {
  const found = suggest(written, names);
  return found === null ? null : `Did you mean "${found}"?`;
}

function listed(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const sorted = names.toSorted();
  const more = sorted.length > LISTED_AT_MOST ? `, and ${sorted.length - LISTED_AT_MOST} more` : "";
  return `There are ${sorted.slice(0, LISTED_AT_MOST).join(", ")}${more}.`;
}
