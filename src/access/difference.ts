/** What people gain and lose between two states, counted by (person, permission, on, when). */
import { byCodePoint } from "../kind/code-points.ts";
import { basicNames, type Entitlement, entitlementId, type Permission } from "../kind/entitlement.ts";

export interface AccessDifference {
  readonly person: string;
  readonly gains: readonly Entitlement[];
  readonly loses: readonly Entitlement[];
  /** Entitled to something before, and afterwards to nothing that counts, or to nothing before an invitation is accepted. */
  readonly losesAll: boolean;
}

/** People whose access differs, sorted by address. A path that changes alone is no difference. */
export function accessDifference(
  before: readonly Entitlement[],
  after: readonly Entitlement[],
  permissions: readonly Permission[],
): AccessDifference[] {
  const basic = basicNames(permissions);
  const held = listed(before);
  const planned = listed(after);
  const people = [...new Set([...held.keys(), ...planned.keys()])].sort(byCodePoint);
  const differences: AccessDifference[] = [];
  for (const person of people) {
    const [old = [], fresh = []] = [held.get(person), planned.get(person)];
    if (isSame(old, fresh)) continue;
    const was = byPerson(old).get(person) ?? NOTHING;
    const is = byPerson(fresh).get(person) ?? NOTHING;
    const gains = missingFrom(is, was);
    const loses = missingFrom(was, is);
    if (gains.length + loses.length === 0) continue;
    differences.push({
      person,
      gains,
      loses,
      losesAll: loses.length > 0 && isLeftWithNothing(was, is, basic),
    });
  }
  return differences;
}

type Held = ReadonlyMap<string, Entitlement>;
const NOTHING: Held = new Map();

function listed(entitlements: readonly Entitlement[]): Map<string, Entitlement[]> {
  const people = new Map<string, Entitlement[]>();
  for (const each of entitlements) {
    const own = people.get(each.person);
    if (own === undefined) people.set(each.person, [each]);
    else own.push(each);
  }
  return people;
}

/** The usual case, told without sorting out what each entitlement is about. */
function isSame(some: readonly Entitlement[], others: readonly Entitlement[]): boolean {
  return (
    some.length === others.length &&
    some.every((each, index) => {
      const other = others[index];
      return each.permission === other?.permission && each.on === other.on && each.when === other.when;
    })
  );
}

/** Entitlements of each person by what they are about. */
export function byPerson(entitlements: readonly Entitlement[]): Map<string, Map<string, Entitlement>> {
  const people = new Map<string, Map<string, Entitlement>>();
  for (const each of entitlements) {
    const held = people.get(each.person) ?? new Map<string, Entitlement>();
    held.set(entitlementId(each), each);
    people.set(each.person, held);
  }
  return people;
}

function missingFrom(some: Held, others: Held): Entitlement[] {
  const missing = [...some].filter(([id]) => !others.has(id));
  return missing.sort(([a], [b]) => byCodePoint(a, b)).map(([, each]) => each);
}

/**
 * Nothing is left that can be used now, or, to those who could use nothing yet, nothing that is to come. Being let in
 * without any other permission counts as nothing, for those who had more.
 */
function isLeftWithNothing(was: Held, is: Held, basic: ReadonlySet<string>): boolean {
  const now = usable(was);
  const [had, has] = now.length > 0 ? [now, usable(is)] : [[...was.values()], [...is.values()]];
  if (has.length === 0) return true;
  const counts = (held: readonly Entitlement[]) => held.some((each) => !basic.has(each.permission));
  return counts(had) && !counts(has);
}

const usable = (held: Held) => [...held.values()].filter((each) => each.when === "now");
