/** Who gains and loses what, in words for people who are no programmers. */
import type { KindTable } from "../kind/table.ts";
import type { Gain, PersonAccess, Plan } from "../plan/plan.ts";
import type { Paint } from "./paint.ts";
import { shown } from "./visible.ts";
import { capped, hanging, people } from "./words.ts";

/** People named in a section at most; those who lose everything are all named up to their own bound. */
const PEOPLE_AT_MOST = 50;
const LOSING_ALL_AT_MOST = 500;
const LINES_PER_PERSON = 12;
const PATHS_AT_MOST = 8;

interface Partition {
  readonly losingAll: readonly PersonAccess[];
  readonly losingSome: readonly PersonAccess[];
  readonly gaining: readonly PersonAccess[];
}

/** Everybody whose access changes, each in one part: the worst that happens to them. */
function partition(plan: Plan): Partition {
  return {
    losingAll: plan.access.filter((each) => each.losesAll === true),
    losingSome: plan.access.filter((each) => each.losesAll !== true && each.loses.length > 0),
    gaining: plan.access.filter((each) => each.losesAll !== true && each.loses.length === 0),
  };
}

/** The section on people; says so when nobody's access changes. */
export function peopleText(plan: Plan, paint: Paint, table: KindTable | null): string[] {
  if (plan.access.length === 0) return ["No person's access changes."];
  const { losingAll, losingSome, gaining } = partition(plan);
  const person = (each: PersonAccess) => personText(each, paint, table);
  return [
    paint.strong("People"),
    ...section(losingAll, LOSING_ALL_AT_MOST, paint.bad(`${verbOf(losingAll, "lose")} all access`), person),
    ...section(
      losingSome,
      PEOPLE_AT_MOST,
      paint.caution(`${verbOf(losingSome, "lose")} some access`),
      person,
    ),
    ...section(gaining, PEOPLE_AT_MOST, paint.good(`${verbOf(gaining, "gain")} access`), person),
  ];
}

/** `1 person loses`, `2 people lose`. */
function verbOf(members: readonly PersonAccess[], verb: string): string {
  return `${people(members.length)} ${verb}${members.length === 1 ? "s" : ""}`;
}

/** `1 person loses all access, 3 people gain access`, or that nobody's access changes. */
export function peopleSummary(plan: Plan): string {
  const { losingAll, losingSome, gaining } = partition(plan);
  const parts: string[] = [];
  if (losingAll.length > 0) parts.push(`${verbOf(losingAll, "lose")} all access`);
  if (losingSome.length > 0) parts.push(`${verbOf(losingSome, "lose")} some access`);
  if (gaining.length > 0) parts.push(`${verbOf(gaining, "gain")} access`);
  return parts.length === 0 ? "No person's access changes." : `${parts.join(", ")}.`;
}

function section(
  members: readonly PersonAccess[],
  limit: number,
  heading: string,
  render: (each: PersonAccess) => string[],
): string[] {
  if (members.length === 0) return [];
  const detailed = members.slice(0, PEOPLE_AT_MOST);
  const named = members.slice(PEOPLE_AT_MOST);
  return [
    `  ${heading}`,
    ...detailed.flatMap(render),
    ...(limit > PEOPLE_AT_MOST
      ? capped(named, limit - PEOPLE_AT_MOST, (each) => [`    ${shown(each.person)}`], "    ")
      : capped(named, 0, () => [], "    ")),
  ];
}

function personText(access: PersonAccess, paint: Paint, table: KindTable | null): string[] {
  const lines = [
    ...access.loses.toSorted(byWeight(table)).map((each) => ({
      each,
      sign: paint.bad("-"),
      may: each.when === "now" ? "may no longer" : "would no longer",
    })),
    ...access.gains.toSorted(byWeight(table)).map((each) => ({ each, sign: paint.good("+"), may: "may" })),
  ];
  return [
    `    ${paint.strong(shown(access.person))}`,
    ...capped(
      lines,
      LINES_PER_PERSON,
      ({ each, sign, may }) => permissionText(each, paint, `      ${sign} `, may, table),
      "        ",
    ),
  ];
}

/** Managing rights first, then what is proved by a call, then the rest; each in the order of the plan. */
function byWeight(table: KindTable | null): (a: Gain, b: Gain) => number {
  const weight = ({ permission }: Gain): number => {
    const known = table?.permissions.find((each) => each.name === permission);
    if (known?.administers === true) return 0;
    return known === undefined ? 3 : known.basic === true ? 2 : 1;
  };
  return (a, b) => weight(a) - weight(b);
}

/** `open workspace Claims once the invitation is accepted`. */
export function permissionWords(gain: Omit<Gain, "via">, table: KindTable | null): string {
  const says = table?.permissions.find((each) => each.name === gain.permission)?.says;
  const what = says ?? `use ${gain.permission} (unverified)${gain.on === "" ? "" : " on"}`;
  const on = gain.on === "" ? "" : ` ${shown(gain.on)}`;
  return `${shown(what)}${on}${gain.when === "on-acceptance" ? " once the invitation is accepted" : ""}`;
}

/** `may open workspace Claims, through group Claims Handlers`; several paths stand on lines of their own. */
export function permissionText(
  gain: Gain,
  paint: Paint,
  sign: string,
  may: string,
  table: KindTable | null,
): string[] {
  const [first, second] = gain.via;
  const through = first === undefined || second !== undefined ? "" : `, through ${shown(first)}`;
  const lines = hanging(paint, sign, `${may} ${permissionWords(gain, table)}${through}`);
  if (second === undefined) return lines;
  const paths = (path: string) => hanging(paint, "          through ", shown(path), 12);
  return [...lines, ...capped(gain.via, PATHS_AT_MOST, paths, "          ")];
}
