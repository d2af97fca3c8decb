/** Guards of what the account has room for: objects of a kind, and seats of a license. */
import { type GuardInput, listed, type Verdict } from "./guard-input.ts";
import type { LimitUse } from "./limits.ts";
import type { Witness } from "./plan.ts";

/** Only plans that add are refused; an account beyond its limit can always be reduced. */
export function limits({ limits: uses }: GuardInput): Verdict {
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

export function seats({ places, witnessOf }: GuardInput): Verdict {
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
    detail: `more seats than the license has: ${listed(words)}`,
  };
}
