/** Guards: reasons to refuse a plan as a whole, counted in people and objects, each with what would lift it. */
import { byCodePoint } from "../kind/code-points.ts";
import { ownKey } from "../kind/kind.ts";
import { objectsOf, type State } from "../kind/state.ts";
import { type KindTable, rootOf } from "../kind/table.ts";
import { lastAdministrator, selfLockout } from "./administrator-guards.ts";
import { limits, seats } from "./capacity-guards.ts";
import { type GuardInput, listed, type Verdict } from "./guard-input.ts";
import type { Finding, Guard } from "./plan.ts";
import { destructive, maxRemovals, protectedObjects } from "./removal-guards.ts";

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

/** Refused where a rule of severity error is broken, or could not judge. */
export function policyGuard(findings: readonly Finding[]): Guard {
  const errors = findings.filter((each) => each.severity === "error");
  const counts = new Map<string, number>();
  for (const { code } of errors) counts.set(code, (counts.get(code) ?? 0) + 1);
  const broken = [...counts]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([code, times]) => `${code} (${times})`);
  const detail = errors.length === 0 ? "every rule that refuses is kept" : `broken: ${listed(broken)}`;
  const status = errors.length === 0 ? "passed" : "refused";
  return { name: POLICY_GUARD, status, count: errors.length, limit: 0, detail, witnesses: [] };
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
