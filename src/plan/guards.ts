/** Guards: reasons to refuse a plan as a whole, counted in people and objects, each with what would lift it. */
import { administratorsBy, footing } from "../access/administrators.ts";
import type { AccessDifference } from "../access/difference.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import { matchKeys, ownKey } from "../kind/kind.ts";
import { objectsOf, type State } from "../kind/state.ts";
import { type KindTable, rootOf } from "../kind/table.ts";
import { type Draft, deletes, isMadeAnew } from "./draft.ts";
import type { LimitUse } from "./limits.ts";
import type { Finding, Guard, Witness } from "./plan.ts";
import type { Policy } from "./policy.ts";
import type { Places } from "./seats.ts";

/** Guards no `--allow` lifts: the platform itself would refuse. */
export const NOT_LIFTABLE: readonly string[] = ["seats", "limits"];
/** The guard that sums up the rules of a policy; a waiver in the policy lifts them, and no flag. */
export const POLICY_GUARD = "policy";
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
  readonly limits: readonly LimitUse[];
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
    limits: limits(input),
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

function wrongAccount({ wrongAccount: names, table }: GuardInput): Verdict {
  if (names === null)
    return { refused: false, count: 0, limit: 0, detail: "the account is the declared one" };
  const way =
    rootOf(table)?.rename.as === "update" ? "say `renamedFrom` to rename it" : "it cannot be renamed";
  const detail = `the manifest is for "${names.declared}", the account is "${names.live}"; ${way}`;
  return { refused: true, count: 1, limit: 0, detail };
}

function lastAdministrator(input: GuardInput): Verdict {
  const before = administratorsBy(input.table, input.before);
  const after = administratorsBy(input.table, input.after);
  const losing = everybody([...before].map(([on, people]) => people.difference(after.get(on) ?? new Set())));
  const remaining = everybody(after.values());
  const orphans = [...before.keys()].filter((on) => (after.get(on)?.size ?? 0) === 0).sort(byCodePoint);
  if (orphans.length > 0) {
    const what = orphans.includes("") ? "the account" : name(orphans);
    const detail = `nobody would be left to manage ${what}; losing it: ${name(losing)}`;
    return { refused: true, count: 0, limit: 1, detail };
  }
  const counts = { count: remaining.length, limit: 1 };
  const taking = takesFrom(input, new Set(everybody(before.values())));
  if (losing.length === 0 && !taking)
    return { refused: false, ...counts, detail: "no administrator is touched" };
  const rest = footing(input.table, input.planned, remaining.slice(0, NAMES_SHOWN)).values();
  const witnesses = [...rest].map(({ kind, key }) => input.witnessOf(kind, key));
  return { refused: false, ...counts, detail: `remaining: ${name(remaining)}`, witnesses };
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

function selfLockout(input: GuardInput): Verdict {
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
  const managed = lost.includes("") ? "the account" : name(lost);
  const what = losesEntry ? "would lose all access" : `would lose the right to manage ${managed}`;
  return { refused: true, count: 1, limit: 0, detail: `${caller}, whose credentials these are, ${what}` };
}

function maxRemovals(input: GuardInput): Verdict {
  const base = new Set(input.before.map((each) => each.person).filter((person) => !input.uncounted(person)));
  const successors = new Map(
    input.drafts.flatMap((draft) =>
      draft.verb === "replace" && draft.before !== null
        ? [[ownKey(draft.kind, draft.before.key), ownKey(draft.kind, draft.key)]]
        : [],
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
  const aside = new Set(input.before.map((each) => each.person)).size - base.size;
  const note = aside === 0 ? "" : ` (not counted: ${aside} that the platform or others manage)`;
  const of = `${losing.length} of ${base.size} people${note} would lose all access`;
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
    Object.entries(input.policy.protected).flatMap(([name, patterns]) => {
      const kind = input.table.kinds.find((each) => each.name === name);
      return kind === undefined ? [] : [[name, matchKeys(kind, patterns)] as const];
    }),
  );
  const isProtected = (draft: Draft): boolean => {
    const key = draft.before?.key ?? draft.key;
    const byPolicy = matchers.get(draft.kind.name)?.(key) === true;
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

/** What an update takes away for good by a value it sets, or an object by being made anew. */
function destroyedBySetting(draft: Draft): string[] {
  const named = (what: string) => `${draft.kind.name} ${draft.label} (${what})`;
  if (isMadeAnew(draft)) {
    const lost = [...draft.kind.leaves.values()].flatMap((leaf) => leaf.replaces?.loses ?? []);
    return [...new Set(lost)].map(named);
  }
  if (draft.verb !== "update") return [];
  return [...draft.set].flatMap(([path, value]) => {
    const leaf = draft.kind.leaves.get(path);
    const destroys = leaf?.type === "boolean" ? leaf.destroys : undefined;
    return destroys?.by === value ? [named(destroys.what)] : [];
  });
}

/** Only plans that add are refused; an account beyond its limit can always be reduced. */
function limits({ limits: uses }: GuardInput): Verdict {
  const adding = uses.filter((use) => use.adds);
  const over = adding.filter((use) => use.refusal !== null);
  const first = over[0] ?? adding[0];
  const counts = { count: first?.after ?? 0, limit: first?.limit ?? 0 };
  if (over.length > 0) {
    const detail = `more than the account takes: ${over.map((use) => use.refusal).join("; ")}`;
    return { refused: true, ...counts, detail };
  }
  if (adding.length === 0) {
    return { refused: false, ...counts, detail: "the platform states no limit on what this plan adds" };
  }
  const words = adding.map((use) => `${use.kind.manifestKey}: ${use.after} of ${use.limit}`);
  return { refused: false, ...counts, detail: words.join(", "), witnesses: adding.map(countWitness) };
}

/** More objects than the plan counted leave no place for what it adds. */
function countWitness({ kind, before }: LimitUse): Witness {
  return { object: kind.manifestKey, kind: kind.name, id: "", precondition: "", atMost: before };
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
      if (object.attributes[kind.defaultFlag] === true) people.add(ownKey(kind, object.key));
    }
  }
  return people;
}

/** Refused where a rule of severity error is broken, or could not judge. */
export function policyGuard(findings: readonly Finding[]): Guard {
  const errors = findings.filter((each) => each.severity === "error");
  const counts = new Map<string, number>();
  for (const { code } of errors) counts.set(code, (counts.get(code) ?? 0) + 1);
  const broken = [...counts]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([code, times]) => `${code} (${times})`);
  const detail = errors.length === 0 ? "every rule that refuses is kept" : `broken: ${name(broken)}`;
  const status = errors.length === 0 ? "passed" : "refused";
  return { name: POLICY_GUARD, status, count: errors.length, limit: 0, detail, witnesses: [] };
}
