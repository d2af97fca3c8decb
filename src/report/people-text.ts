/** Who gains and loses what, in words for people who are no programmers. */
import { stripVTControlCharacters } from "node:util";
import type { KindTable } from "../kind/table.ts";
import type { Gain, PersonAccess, Plan } from "../plan/plan.ts";
import type { Paint } from "./paint.ts";
import { type Alike, alike, type PeopleReview, reviewPeople, riskSentence } from "./review.ts";
import { shown, widthOf } from "./visible.ts";
import { capped, hanging } from "./words.ts";

/** People named in a section at most; those who lose everything are all named up to their own bound. */
export const PEOPLE_AT_MOST = 50;
export const LOSING_ALL_AT_MOST = 500;
/** Groups of people for whom the plan means the same, told with what it means. */
const DETAILED_AT_MOST = 50;
const LINES_PER_PERSON = 12;
const PATHS_AT_MOST = 8;

/** The section on people, worst first; people for whom it means the same stand together. */
export function peopleText(plan: Plan, paint: Paint, table: KindTable | null): string[] {
  if (plan.access.length === 0) return ["No person's access changes."];
  return [
    paint.strong("People"),
    ...reviewPeople(plan, table).flatMap((part) => partText(part, paint, table)),
  ];
}

function partText(part: PeopleReview, paint: Paint, table: KindTable | null): string[] {
  const brush = { "loses-all": paint.bad, "loses-some": paint.caution, gains: paint.good }[part.risk];
  const limit = part.risk === "loses-all" ? LOSING_ALL_AT_MOST : PEOPLE_AT_MOST;
  let room = limit;
  const groups = alike(part.people, table);
  const lines = [...hanging(paint, "  ", brush(riskSentence(part)))];
  for (const group of groups.slice(0, DETAILED_AT_MOST)) {
    if (room === 0) break;
    const names = group.people.slice(0, room);
    lines.push(...namesText(names, paint), ...meansText(group, paint, table));
    room -= names.length;
  }
  const rest = groups.slice(DETAILED_AT_MOST).flatMap((group) => group.people);
  if (room > 0 && rest.length > 0) lines.push(...namesText(rest.slice(0, room), paint));
  const left = part.people.length - limit;
  if (left > 0) lines.push(`    and ${left} more`);
  return lines;
}

function namesText(people: readonly PersonAccess[], paint: Paint): string[] {
  const names = people.map(({ person }) => paint.strong(shown(person)));
  return hanging(paint, "    ", names.join(", "));
}

function meansText({ loses, gains }: Alike, paint: Paint, table: KindTable | null): string[] {
  const lines = [
    ...loses.map((each) => ({
      each,
      sign: paint.bad("-"),
      may: each.when === "now" ? "may no longer" : "would no longer",
    })),
    ...gains.map((each) => ({ each, sign: paint.good("+"), may: "may" })),
  ];
  return capped(
    lines,
    LINES_PER_PERSON,
    ({ each, sign, may }) => permissionText(each, paint, `      ${sign} `, may, table),
    "        ",
  );
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
  const indent = " ".repeat(widthOf(stripVTControlCharacters(sign)) + 2);
  const paths = (path: string) => hanging(paint, `${indent}through `, shown(path), indent.length + 2);
  return [...lines, ...capped(gain.via, PATHS_AT_MOST, paths, indent)];
}
