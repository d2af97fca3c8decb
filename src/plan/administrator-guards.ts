/** Guards of the right to manage: somebody keeps it, and so does whoever applies. */
import { administratorsBy, footing } from "../access/administrators.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { Draft } from "./draft.ts";
import { type GuardInput, listed, NAMES_SHOWN, type Verdict } from "./guard-input.ts";

export function lastAdministrator(input: GuardInput): Verdict {
  const before = administratorsBy(input.table, input.before);
  const after = administratorsBy(input.table, input.after);
  const losing = everybody([...before].map(([on, people]) => people.difference(after.get(on) ?? new Set())));
  const remaining = everybody(after.values());
  const orphans = [...before.keys()].filter((on) => (after.get(on)?.size ?? 0) === 0).sort(byCodePoint);
  if (orphans.length > 0) {
    const what = orphans.includes("") ? "the account" : listed(orphans);
    const detail = `nobody would be left to manage ${what}; losing it: ${listed(losing)}`;
    return { refused: true, count: 0, limit: 1, detail };
  }
  const counts = { count: remaining.length, limit: 1 };
  const taking = takesFrom(input, new Set(everybody(before.values())));
  if (losing.length === 0 && !taking)
    return { refused: false, ...counts, detail: "no administrator is touched" };
  const rest = footing(input.table, input.planned, remaining.slice(0, NAMES_SHOWN)).values();
  const witnesses = [...rest].map(({ kind, key }) => input.witnessOf(kind, key));
  return { refused: false, ...counts, detail: `remaining: ${listed(remaining)}`, witnesses };
}

/** People of several sets, each once, sorted. */
function everybody(sets: Iterable<ReadonlySet<string>>): string[] {
  return [...new Set([...sets].flatMap((people) => [...people]))].sort(byCodePoint);
}

/** True when something is taken from an administrator, or from an object an administrator's right may rest on. */
function takesFrom(input: GuardInput, administrators: ReadonlySet<string>): boolean {
  const objects = footing(input.table, input.live, administrators);
  return input.drafts.some((draft) => takes(draft) && objects.has(`${draft.kind.name}:${draft.before?.key}`));
}

function takes(draft: Draft): boolean {
  if (draft.effect !== null || [...draft.links.values()].some((delta) => delta.remove.length > 0))
    return true;
  return [...draft.set].some(([path, value]) => value === false || draft.kind.removal.sets?.[path] === value);
}

export function selfLockout(input: GuardInput): Verdict {
  const caller = input.live.caller.email;
  const passed = { refused: false, count: 0, limit: 0 };
  if (caller === null) return { ...passed, detail: "the platform does not say whose credentials these are" };
  const after = administratorsBy(input.table, input.after);
  const lost = [...administratorsBy(input.table, input.before)]
    .filter(([on, people]) => people.has(caller) && after.get(on)?.has(caller) !== true)
    .map(([on]) => on)
    .sort(byCodePoint);
  const own = input.access.find((each) => each.person === caller);
  const losesEntry = own?.losesAll === true;
  if (!losesEntry && lost.length === 0) return { ...passed, detail: `${caller} keeps the right to manage` };
  const managed = lost.includes("") ? "the account" : listed(lost);
  const what = losesEntry ? "would lose all access" : `would lose the right to manage ${managed}`;
  return { refused: true, count: 1, limit: 0, detail: `${caller}, whose credentials these are, ${what}` };
}
