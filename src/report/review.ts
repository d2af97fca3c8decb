/** What reviewers ask of a plan, worked out once: every output shows these people, groups and numbers. */
import { byCodePoint } from "../kind/code-points.ts";
import type { Kind } from "../kind/kind.ts";
import type { KindTable } from "../kind/table.ts";
import type { Change, Finding, Gain, Guard, PersonAccess, Plan, Verb } from "../plan/plan.ts";
import { people, title } from "./words.ts";

/** The worst that happens to a person. */
export type Risk = "loses-all" | "loses-some" | "gains";
const RISKS: readonly Risk[] = ["loses-all", "loses-some", "gains"];
export const VERBS: readonly Verb[] = ["create", "update", "replace", "remove"];
const SEVERITY_ORDER = ["error", "warning", "information"] as const;
const STATUS_ORDER = ["refused", "allowed", "passed"] as const;

export interface PeopleReview {
  readonly risk: Risk;
  /** Worst first: who loses the right to manage, then who loses most, then by address. */
  readonly people: readonly PersonAccess[];
  /** Of these, people who gain something too. */
  readonly gainToo: number;
}

/** Everybody whose access changes, each in one part; parts without anybody are left out. */
export function reviewPeople(plan: Plan, table: KindTable | null): PeopleReview[] {
  const parts = Map.groupBy(plan.access, riskOf);
  return RISKS.flatMap((risk) => {
    const members = parts.get(risk);
    if (members === undefined) return [];
    const gainToo = risk === "gains" ? 0 : members.filter((each) => each.gains.length > 0).length;
    return [{ risk, people: members.toSorted(byHarm(table)), gainToo }];
  });
}

export function riskOf(access: PersonAccess): Risk {
  if (access.losesAll === true) return "loses-all";
  return access.loses.length > 0 ? "loses-some" : "gains";
}

/** `2 people lose some access (1 gains some too)`. */
export function riskSentence({ risk, people: members, gainToo }: PeopleReview): string {
  const s = members.length === 1 ? "s" : "";
  const what = {
    "loses-all": `lose${s} all access`,
    "loses-some": `lose${s} some access`,
    gains: `gain${s} access`,
  };
  if (gainToo === 0) return `${people(members.length)} ${what[risk]}`;
  const gain = gainToo === 1 ? "1 gains" : `${gainToo} gain`;
  const isLater = members.every(({ gains }) => gains.every((each) => each.when === "on-acceptance"));
  const when = risk === "loses-all" && isLater ? "some once an invitation is accepted" : "some too";
  return `${people(members.length)} ${what[risk]} (${gain} ${when})`;
}

/** `1 person loses all access, 3 people gain access.`, or that nobody's access changes. */
export function peopleSentence(plan: Plan, table: KindTable | null): string {
  const parts = reviewPeople(plan, table).map(riskSentence);
  return parts.length === 0 ? "No person's access changes." : `${parts.join(", ")}.`;
}

function byHarm(table: KindTable | null): (a: PersonAccess, b: PersonAccess) => number {
  const manages = new Set(table?.permissions.filter((each) => each.administers).map((each) => each.name));
  const harm = ({ loses }: PersonAccess) => (loses.some((each) => manages.has(each.permission)) ? 1 : 0);
  return (a, b) => harm(b) - harm(a) || b.loses.length - a.loses.length || byCodePoint(a.person, b.person);
}

/** People for whom the plan means the very same, in the order of the first of them. */
export interface Alike {
  readonly people: readonly PersonAccess[];
  readonly loses: readonly Gain[];
  readonly gains: readonly Gain[];
}

export function alike(members: readonly PersonAccess[], table: KindTable | null): Alike[] {
  const groups = Map.groupBy(members, ({ loses, gains }) => JSON.stringify([loses, gains]));
  return [...groups.values()].map((own) => ({
    people: own,
    loses: (own[0]?.loses ?? []).toSorted(byWeight(table)),
    gains: (own[0]?.gains ?? []).toSorted(byWeight(table)),
  }));
}

/** Managing rights first, then what is proved by a call, then the rest; each in the order of the plan. */
export function byWeight(table: KindTable | null): (a: Gain, b: Gain) => number {
  const weight = ({ permission }: Gain): number => {
    const known = table?.permissions.find((each) => each.name === permission);
    if (known?.administers === true) return 0;
    return known === undefined ? 3 : known.basic === true ? 2 : 1;
  };
  return (a, b) => weight(a) - weight(b);
}

export interface ChangesOfKind {
  readonly kind: string;
  /** Null where this version does not know the platform. */
  readonly definition: Kind | null;
  /** `Users`. */
  readonly title: string;
  readonly changes: readonly Change[];
}

/** Changes by kind, in the order the platform lists its kinds; in each by verb, then by id. */
export function reviewChanges(plan: Plan, table: KindTable | null): ChangesOfKind[] {
  const groups = Map.groupBy(plan.changes, (change) => change.kind);
  const known = (table?.kinds ?? []).map((kind) => kind.name).filter((name) => groups.has(name));
  return [...new Set([...known, ...groups.keys()])].map((kind) => {
    const definition = table?.kinds.find((each) => each.name === kind) ?? null;
    const changes = (groups.get(kind) ?? []).toSorted(
      (a, b) => VERBS.indexOf(a.verb) - VERBS.indexOf(b.verb) || byCodePoint(a.id, b.id),
    );
    return { kind, definition, title: title(definition?.manifestKey ?? kind), changes };
  });
}

/** `3 to create, 1 to remove`; verbs without a change are left out. */
export function verbCounts(summary: { readonly [verb in Verb]: number }): string {
  const parts = VERBS.filter((verb) => summary[verb] > 0).map((verb) => `${summary[verb]} to ${verb}`);
  return parts.join(", ");
}

export function countVerbs(changes: readonly Change[]): Record<Verb, number> {
  const counts = { create: 0, update: 0, replace: 0, remove: 0 };
  for (const change of changes) counts[change.verb]++;
  return counts;
}

/** What happens to the object, in one word: a removal by its effect. */
export function verbWord(change: Change): string {
  return change.verb === "remove" ? (change.effect ?? "remove") : change.verb;
}

/** Refused guards first, then lifted ones, then those that passed. */
export function reviewGuards(plan: Pick<Plan, "guards">): Guard[] {
  return plan.guards.toSorted(
    (a, b) => STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status) || byCodePoint(a.name, b.name),
  );
}

/** `2, limit 3`, or `2, at least 1` where the number must not fall below; empty where there was nothing to count. */
export function measured({ name, count: counted, limit }: Guard): string {
  if (counted === 0 && limit === 0) return "";
  return `${counted}, ${name === "last-administrator" ? "at least" : "limit"} ${limit}`;
}

/** {@link measured} behind a sentence. */
export function measuredAfter(guard: Guard): string {
  const text = measured(guard);
  return text === "" ? "" : ` (${text})`;
}

/** Errors first, then warnings, then information. */
export function reviewFindings(plan: Pick<Plan, "findings">): Finding[] {
  const rank = (each: Finding) => SEVERITY_ORDER.indexOf(each.severity);
  return plan.findings.toSorted((a, b) => rank(a) - rank(b));
}

/** Names of the guards and codes of the findings that refuse the plan. */
export function refusers(plan: Plan): string[] {
  const guards = plan.guards.filter((guard) => guard.status === "refused").map((guard) => guard.name);
  const codes = plan.findings
    .filter((finding) => finding.severity === "error")
    .map((finding) => finding.code);
  return [...new Set([...guards, ...codes])];
}
