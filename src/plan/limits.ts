/** How many objects of a kind an account takes: counted at the end of a plan and at every moment of it. */
import { byCodePoint } from "../kind/code-points.ts";
import type { Kind } from "../kind/kind.ts";
import { objectsOf, type State } from "../kind/state.ts";
import { type KindTable, rootOf } from "../kind/table.ts";
import { creates, type Draft, deletes, isMadeAnew } from "./draft.ts";

/** One kind with a limit, and what a plan does to the number of its objects. */
export interface LimitUse {
  readonly kind: Kind;
  readonly rule: string;
  readonly limit: number;
  readonly before: number;
  readonly after: number;
  /** The plan makes objects of the kind. */
  readonly adds: boolean;
  /** Why the plan cannot keep the limit; null where it can. */
  readonly refusal: string | null;
  /** Ids of drafts whose deletion comes before anything is made, because there are more objects than the limit. */
  readonly surplus: readonly string[];
  /** Draft that makes an object → draft whose deletion frees its place first; itself where it replaces one. */
  readonly waits: ReadonlyMap<string, string>;
  /** One place is freed and taken after the other, because so few objects may be missing at once. */
  readonly oneByOne: boolean;
}

/** Every kind that has a limit. Drafts are taken in the order of their ids, the caller's own removal last. */
export function countLimits(
  before: State,
  planned: State,
  drafts: readonly Draft[],
  table: KindTable,
): LimitUse[] {
  return table.kinds.flatMap((kind) => {
    const limit = limitOf(kind, before, table);
    return limit === null ? [] : [countOne(kind, limit, before, planned, drafts)];
  });
}

/** The number the account tells, else the documented one; null for a kind without a limit. */
function limitOf(kind: Kind, state: State, table: KindTable): number | null {
  if (kind.limit === undefined) return null;
  const root = rootOf(table);
  const [account] = root === undefined ? [] : objectsOf(state, root.name);
  const told = account?.attributes[kind.limit.told ?? ""];
  return typeof told === "number" ? told : kind.limit.most;
}

function countOne(
  kind: Kind,
  limit: number,
  before: State,
  planned: State,
  drafts: readonly Draft[],
): LimitUse {
  const own = drafts.filter((draft) => draft.kind === kind);
  const held = present(before, kind);
  const after = present(planned, kind);
  const making = own.filter(creates);
  const places = shareOut(own, limit - held, before.caller.email);
  const freed = new Set(places.waits.values()).size;
  const least = kind.limit?.least ?? 0;
  const rest = held - places.surplus.length;
  const oneByOne = rest - freed < least;
  const use = { kind, rule: kind.limit?.rule ?? "", limit, before: held, after, adds: making.length > 0 };
  const lowest = rest - (oneByOne ? Math.min(1, freed) : freed);
  const refusal = use.adds ? whyNot(use, places.short, lowest, least) : null;
  return { ...use, refusal, surplus: places.surplus, waits: places.waits, oneByOne };
}

function whyNot(
  { kind, rule, limit, after }: Pick<LimitUse, "kind" | "rule" | "limit" | "after">,
  short: boolean,
  lowest: number,
  least: number,
): string | null {
  const what = kind.manifestKey;
  if (after > limit) return `${what}: ${after} of ${limit} (${rule})`;
  if (short) return `${what}: only the caller's own place would become free (${rule})`;
  if (lowest >= least) return null;
  return `${what}: a place has to be freed first, which would leave ${lowest} of at least ${least} (${rule})`;
}

function present(state: State, kind: Kind): number {
  return [...objectsOf(state, kind.name)].filter((object) => object.present).length;
}

interface Shares {
  readonly surplus: readonly string[];
  readonly waits: ReadonlyMap<string, string>;
  /** Nothing is left to free for something that is to be made. */
  readonly short: boolean;
}

/**
 * Gives each new object an open place, else one that a removal frees, else that of the object it replaces.
 * @param open places that are free; negative where there are more objects than the limit.
 */
function shareOut(drafts: readonly Draft[], open: number, caller: string | null): Shares {
  const byId = (a: Draft, b: Draft) => byCodePoint(a.id, b.id);
  const removals = drafts
    .filter((draft) => draft.verb === "remove" && deletes(draft) && draft.before?.key !== caller)
    .sort(byId)
    .map((draft) => draft.id);
  const surplus = removals.splice(0, Math.max(0, -open));
  const waits = new Map<string, string>();
  let free = Math.max(0, open);
  let short = false;
  const creations = drafts.filter((draft) => draft.verb === "create").sort(byId);
  const replacements = drafts.filter((draft) => draft.verb === "replace" && deletes(draft)).sort(byId);
  for (const draft of [...creations, ...replacements]) {
    if (isMadeAnew(draft)) continue;
    const freed = free > 0 ? undefined : removals.shift();
    if (free > 0) free--;
    else if (freed !== undefined) waits.set(draft.id, freed);
    else if (draft.verb === "replace") waits.set(draft.id, draft.id);
    else short = true;
  }
  return { surplus, waits, short };
}
