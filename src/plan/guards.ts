/** Guards: reasons to refuse a plan as a whole, counted in people and objects, each with what would lift it. */
import type { AccessDifference } from "../access/difference.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import { matchPattern } from "../kind/identity.ts";
import { objectsOf, type State } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import { type Draft, deletes } from "./draft.ts";
import type { Guard, Witness } from "./plan.ts";
import type { Policy } from "./policy.ts";
import type { Places } from "./seats.ts";

/** Guards no `--allow` lifts: the platform itself would refuse. */
export const NOT_LIFTABLE: readonly string[] = ["seats", "limits"];
export const GUARD_NAMES = [
  "wrong-account",
  "last-administrator",
  "self-lockout",
  "max-removals",
  "protected",
  "destructive",
  "seats",
  "limits",
] as const;
const NAMES_SHOWN = 20;

export interface GuardInput {
  readonly table: KindTable;
  readonly policy: Policy;
  readonly live: State;
  readonly planned: State;
  readonly before: readonly Entitlement[];
  readonly after: readonly Entitlement[];
  readonly access: readonly AccessDifference[];
  readonly drafts: readonly Draft[];
  readonly places: readonly Places[];
  /** People the guards do not count: ignored ones and vendor-owned users. */
  readonly uncounted: (person: string) => boolean;
  /** Ids of objects that were protected when they were last applied; null where no ledger tells. */
  readonly remembered: ReadonlySet<string> | null;
  /** The live name, where the manifest's root names another account. */
  readonly wrongAccount: { readonly declared: string; readonly live: string } | null;
  readonly witnessOf: (kind: string, key: string) => Witness | null;
}

interface Verdict {
  readonly refused: boolean;
  readonly count: number;
  readonly limit: number;
  readonly detail: string;
  readonly witnesses?: readonly (Witness | null)[];
}

/** Every guard in a fixed order, whether it passed or not. */
export function runGuards(input: GuardInput, allow: readonly string[]): Guard[] {
  const verdicts: Record<(typeof GUARD_NAMES)[number], Verdict> = {
    "wrong-account": wrongAccount(input),
    "last-administrator": lastAdministrator(input),
    "self-lockout": selfLockout(input),
    "max-removals": maxRemovals(input),
    protected: protectedObjects(input),
    destructive: destructive(input),
    seats: seats(input),
    limits: {
      refused: false,
      count: 0,
      limit: 0,
      detail: "the platform states no limit on what this plan adds",
    },
  };
  return GUARD_NAMES.map((name) => {
    const { refused, count, limit, detail, witnesses } = verdicts[name];
    const lifted = refused && allow.includes(name) && !NOT_LIFTABLE.includes(name);
    const status = lifted ? "allowed" : refused ? "refused" : "passed";
    return {
      name,
      status,
      count,
      limit,
      detail,
      witnesses: (witnesses ?? []).filter((each) => each !== null),
    };
  });
}

function wrongAccount({ wrongAccount: names }: GuardInput): Verdict {
  if (names === null)
    return { refused: false, count: 0, limit: 0, detail: "the account is the declared one" };
  const detail = `the manifest is for "${names.declared}", the account is "${names.live}"; say \`renamedFrom\` to rename it`;
  return { refused: true, count: 1, limit: 0, detail };
}

/** Administrators now and after; those on acceptance do not count yet. */
function administrators(input: GuardInput, entitlements: readonly Entitlement[]): string[] {
  const administering = new Set(
    input.table.permissions.filter((each) => each.administers).map((each) => each.name),
  );
  const people = entitlements.filter((each) => administering.has(each.permission) && each.when === "now");
  return [...new Set(people.map((each) => each.person))].sort();
}

function lastAdministrator(input: GuardInput): Verdict {
  const before = administrators(input, input.before);
  const after = administrators(input, input.after);
  const remaining = new Set(after);
  const losing = before.filter((person) => !remaining.has(person));
  const counts = { count: after.length, limit: 1 };
  if (losing.length === 0) return { refused: false, ...counts, detail: "no administrator is lost" };
  if (after.length === 0) {
    return {
      refused: true,
      ...counts,
      detail: `nobody would be left to manage the account; losing it: ${name(losing)}`,
    };
  }
  const witnesses = after.slice(0, NAMES_SHOWN).flatMap((person) => pathOf(input, person));
  return { refused: false, ...counts, detail: `remaining: ${name(after)}`, witnesses: unique(witnesses) };
}

/** The objects a remaining administrator's right rests on: the person and the objects the person is linked to. */
function pathOf(input: GuardInput, person: string): (Witness | null)[] {
  const kind = input.table.kinds.find((each) => each.person === true);
  const object = kind === undefined ? undefined : input.live.objects.get(kind.name)?.get(person);
  if (kind === undefined || object === undefined) return [];
  const witnesses = [input.witnessOf(kind.name, person)];
  for (const [path, leaf] of kind.leaves) {
    const links = leaf.type === "links" ? object.attributes[path] : undefined;
    if (leaf.type !== "links" || !Array.isArray(links)) continue;
    for (const link of links) witnesses.push(input.witnessOf(leaf.to, String((link as { to: string }).to)));
  }
  return witnesses;
}

function unique(witnesses: readonly (Witness | null)[]): Witness[] {
  return [
    ...new Map(witnesses.flatMap((each) => (each === null ? [] : [[each.object, each] as const]))).values(),
  ];
}

function selfLockout(input: GuardInput): Verdict {
  const caller = input.live.caller.email;
  const passed = { refused: false, count: 0, limit: 0 };
  if (caller === null) return { ...passed, detail: "the platform does not say whose credentials these are" };
  const administered = administrators(input, input.before).includes(caller);
  const administers = administrators(input, input.after).includes(caller);
  const own = input.access.find((each) => each.person === caller);
  const losesEntry = own?.losesAll === true;
  if (!losesEntry && (!administered || administers))
    return { ...passed, detail: `${caller} keeps the right to manage` };
  const what = losesEntry ? "would lose all access" : "would lose the right to manage the account";
  return { refused: true, count: 1, limit: 0, detail: `${caller}, whose credentials these are, ${what}` };
}

function maxRemovals(input: GuardInput): Verdict {
  const base = new Set(input.before.map((each) => each.person).filter((person) => !input.uncounted(person)));
  const successors = new Map(
    input.drafts.flatMap((draft) =>
      draft.verb === "replace" && draft.before !== null ? [[draft.before.key, draft.key]] : [],
    ),
  );
  const keepsThroughSuccessor = atLeastTheSame(input);
  const losing = input.access
    .filter((each) => each.losesAll && base.has(each.person))
    .map((each) => each.person)
    .filter((person) => !keepsThroughSuccessor(person, successors.get(person)));
  const limit = Math.max(
    input.policy.maxRemovalsCount,
    Math.floor(base.size * input.policy.maxRemovalsShare),
  );
  const whole = losing.length === base.size && base.size >= 2;
  const refused = losing.length > limit || whole;
  const of = `${losing.length} of ${base.size} people would lose all access`;
  const detail = losing.length === 0 ? "nobody loses all access" : `${of}: ${name(losing)}`;
  return { refused, count: losing.length, limit, detail };
}

function atLeastTheSame(input: GuardInput): (person: string, successor: string | undefined) => boolean {
  const held = new Map<string, Set<string>>();
  for (const each of input.after) {
    const set = held.get(each.person) ?? new Set();
    held.set(each.person, set.add(`${each.permission}\u0000${each.on}`));
  }
  const lost = new Map(input.access.map((each) => [each.person, each.loses]));
  return (person, successor) => {
    const has = successor === undefined ? undefined : held.get(successor);
    return (
      has !== undefined &&
      (lost.get(person) ?? []).every((each) => has.has(`${each.permission}\u0000${each.on}`))
    );
  };
}

function protectedObjects(input: GuardInput): Verdict {
  const matchers = new Map(
    Object.entries(input.policy.protected).map(([kind, patterns]) => [kind, patterns.map(matchPattern)]),
  );
  const isProtected = (draft: Draft): boolean => {
    const key = draft.before?.key ?? draft.key;
    const byPolicy = matchers.get(draft.kind.name)?.some((matches) => matches(key)) === true;
    const remembered = input.remembered?.has(`${draft.kind.name}:${key}`) === true;
    return draft.node?.protect === true || byPolicy || (remembered && draft.node === null);
  };
  const hit = input.drafts
    .filter((draft) => draft.effect !== null && isProtected(draft))
    .map((draft) => draft.id);
  const unknown = input.remembered === null ? "; no ledger tells what was protected before" : "";
  const detail =
    hit.length === 0 ? `nothing protected is removed${unknown}` : `protected: ${name(hit)}${unknown}`;
  return { refused: hit.length > 0, count: hit.length, limit: 0, detail };
}

function destructive({ drafts }: GuardInput): Verdict {
  const hit = drafts.filter(
    (draft) => deletes(draft) && draft.verb === "remove" && draft.kind.removal.destroys !== undefined,
  );
  const words = hit.map((draft) => `${draft.kind.name} ${draft.label} (${draft.kind.removal.destroys})`);
  for (const draft of drafts) words.push(...destroyedBySetting(draft));
  const detail = words.length === 0 ? "nothing is destroyed" : `lost with it: ${name(words)}`;
  return { refused: words.length > 0, count: words.length, limit: 0, detail };
}

/** What an update takes away for good by a value it sets. */
function destroyedBySetting(draft: Draft): string[] {
  if (draft.verb !== "update") return [];
  return [...draft.set].flatMap(([path, value]) => {
    const leaf = draft.kind.leaves.get(path);
    const destroys = leaf?.type === "boolean" ? leaf.destroys : undefined;
    return destroys?.by === value ? [`${draft.kind.name} ${draft.label} (${destroys.what})`] : [];
  });
}

function seats({ places, witnessOf }: GuardInput): Verdict {
  const over = places.filter((each) => each.after > each.limit && each.after > each.before);
  const taken = places.filter((each) => each.after > each.before);
  if (over.length === 0) {
    const witnesses = taken.map((each) => witnessOf(each.kind.name, each.key));
    return { refused: false, count: 0, limit: 0, detail: "every seat that is given exists", witnesses };
  }
  const first = over[0];
  const words = over.map((each) => `${each.label}: ${each.after} of ${each.limit} (${each.rule})`);
  return {
    refused: true,
    count: first?.after ?? 0,
    limit: first?.limit ?? 0,
    detail: `more seats than the license has: ${name(words)}`,
  };
}

function name(words: readonly string[]): string {
  const shown = words.slice(0, NAMES_SHOWN).join(", ");
  return words.length > NAMES_SHOWN ? `${shown} and ${words.length - NAMES_SHOWN} more` : shown;
}

/** People who are not counted by default: vendor-owned users. */
export function vendorOwned(state: State, table: KindTable): ReadonlySet<string> {
  const people = new Set<string>();
  for (const kind of table.kinds) {
    if (kind.person !== true || kind.defaultFlag === undefined) continue;
    for (const object of objectsOf(state, kind.name)) {
      if (object.attributes[kind.defaultFlag] === true) people.add(object.key);
    }
  }
  return people;
}
