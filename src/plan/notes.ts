/** What kinds have to say beside their changes. */
import type { State } from "../kind/state.ts";
import { type Draft, deletes } from "./draft.ts";

/** Drafts with the notes of their kinds. */
export function withNotes(drafts: readonly Draft[], live: State, planned: State): Draft[] {
  return drafts.map((draft) => {
    const notes = draft.kind.notes ?? [];
    if (notes.length === 0) return draft;
    const gone = draft.verb === "remove" && deletes(draft);
    const after = gone ? null : (planned.objects.get(draft.kind.name)?.get(draft.key) ?? null);
    const declared = new Set([...draft.set.keys(), ...draft.links.keys()]);
    const input = { verb: draft.verb, before: draft.before, after, declared, live, planned };
    const said = notes.flatMap((note) => note(input)).map(({ rule, text }) => ({ code: rule, text }));
    return said.length === 0 ? draft : { ...draft, because: [...draft.because, ...said] };
  });
}
