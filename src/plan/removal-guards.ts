/** Guards against taking away too much: from too many people, from what is protected, or for good. */
import { entitlementId } from "../kind/entitlement.ts";
import { matchKeys, ownKey } from "../kind/kind.ts";
import { type Draft, deletes, isMadeAnew } from "./draft.ts";
import { type GuardInput, listed, type Verdict } from "./guard-input.ts";

export function maxRemovals(input: GuardInput): Verdict {
  const base = new Set(input.before.map((each) => each.person).filter((person) => !input.uncounted(person)));
  const successors = new Map(
    input.drafts.flatMap((draft) =>
      draft.verb === "replace" && draft.before !== null && !isMadeAnew(draft)
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
  const everybody = whole ? ", which is everybody" : "";
  const of = `${losing.length} of ${base.size} people${note} would lose all access${everybody}`;
  const detail = losing.length === 0 ? "nobody loses all access" : `${of}: ${listed(losing)}`;
  return { refused, count: losing.length, limit, detail };
}

function atLeastTheSame(input: GuardInput): (person: string, successor: string | undefined) => boolean {
  const held = new Map<string, Set<string>>();
  for (const each of input.after) {
    const set = held.get(each.person) ?? new Set();
    held.set(each.person, set.add(entitlementId(each)));
  }
  const lost = new Map(input.access.map((each) => [each.person, each.loses]));
  return (person, successor) => {
    const has = successor === undefined ? undefined : held.get(successor);
    return has !== undefined && (lost.get(person) ?? []).every((each) => has.has(entitlementId(each)));
  };
}

export function protectedObjects(input: GuardInput): Verdict {
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
    hit.length === 0 ? `nothing protected is removed${unknown}` : `protected: ${listed(hit)}${unknown}`;
  return { refused: hit.length > 0, count: hit.length, limit: 0, detail };
}

export function destructive({ drafts }: GuardInput): Verdict {
  const hit = drafts.filter(
    (draft) => deletes(draft) && draft.verb === "remove" && draft.kind.removal.destroys !== undefined,
  );
  const words = hit.map((draft) => `${draft.kind.name} ${draft.label} (${draft.kind.removal.destroys})`);
  for (const draft of drafts) words.push(...destroyedBySetting(draft));
  const detail = words.length === 0 ? "nothing is destroyed" : `lost with it: ${listed(words)}`;
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
