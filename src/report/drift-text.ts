/** Drift → text: whether the manifests are those last applied, then what differs, seen from the platform. */
import type { KindTable } from "../kind/table.ts";
import type { Direction, Drift, DriftedObject, DriftedPerson, DriftField } from "../plan/drift.ts";
import type { FieldChange } from "../plan/plan.ts";
import { findingsText } from "./checks-text.ts";
import { type Paint, paintFor } from "./paint.ts";
import { permissionText } from "./people-text.ts";
import { fieldText } from "./value-text.ts";
import { shown } from "./visible.ts";
import { capped, count, hanging, people, type TextOptions } from "./words.ts";

const OBJECTS_AT_MOST = 100;
const PEOPLE_AT_MOST = 50;
const LINES_PER_PERSON = 12;
export const DIRECTIONS: readonly Direction[] = ["added", "removed", "changed"];
const SIGNS = { added: "+", removed: "-", changed: "~" } as const;

export function renderDrift(drift: Drift, options: TextOptions): string {
  const paint = paintFor(options.color, options.columns);
  const { target, evaluatedAt } = drift;
  const product = options.table?.product ?? target.platform;
  const sections = [
    [
      paint.strong(
        `Drift of ${shown(target.name)}: ${shown(product)}, ${shown(target.account.name)} (${shown(target.account.id ?? "new")})`,
      ),
      paint.faint(`${shown(target.endpoint)}, looked at ${evaluatedAt}`),
    ],
    sinceText(drift).flatMap((line) => hanging(paint, "", line)),
    ...DIRECTIONS.map((direction) => objectsText(drift, direction, paint)),
    dueText(drift, paint),
    peopleText(drift, paint, options.table),
    findingsText(drift, paint),
    [paint.strong(driftSummary(drift))],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** Whether differences were made on the platform or may be manifest changes that nobody has applied. */
export function sinceText(drift: Drift): string[] {
  const { lastRun, since } = drift.manifest;
  const run = lastRun === null ? "" : `(run ${shown(lastRun.run)}, ${shown(lastRun.at)})`;
  if (since === "same") {
    return [
      `The manifests are those of the last applied run ${run}.`,
      drift.objects.some((each) => each.ended !== undefined)
        ? "So what differs was done on the platform, or has ended and waits for a run."
        : "So what differs was done on the platform.",
    ];
  }
  const why = {
    changed: `The manifests are not those of the last applied run ${run}.`,
    incomplete: `The last run did not finish ${run}.`,
    unknown: "No record tells which manifests were last applied.",
  }[since];
  return [why, "So differences may be unapplied manifest changes."];
}

export function driftSummary({ summary }: Drift): string {
  const parts = DIRECTIONS.filter((each) => summary[each] > 0).map((each) => `${summary[each]} ${each} live`);
  const waiting = `${count(summary.due, "object")} ${summary.due === 1 ? "waits" : "wait"}`;
  const due = summary.due === 0 ? "" : ` ${waiting} for a run, since something has ended.`;
  return (parts.length === 0 ? "No drift." : `Drift: ${parts.join(", ")}.`) + due;
}

function objectsText(drift: Drift, direction: Direction, paint: Paint): string[] {
  const objects = drift.objects.filter((each) => each.drift === direction && each.due !== true);
  if (objects.length === 0) return [];
  const heading = `${direction.charAt(0).toUpperCase()}${direction.slice(1)} live`;
  return [
    paint.strong(heading),
    ...capped(objects, OBJECTS_AT_MOST, (each) => objectText(each, paint), "    "),
  ];
}

function dueText(drift: Drift, paint: Paint): string[] {
  const objects = drift.objects.filter((each) => each.due === true);
  if (objects.length === 0) return [];
  return [
    paint.strong("Ended, and not taken yet"),
    ...capped(objects, OBJECTS_AT_MOST, (each) => objectText(each, paint), "    "),
  ];
}

function objectText(object: DriftedObject, paint: Paint): string[] {
  const brush = { added: paint.bad, removed: paint.caution, changed: paint.caution }[object.drift];
  const head = `    ${brush(SIGNS[object.drift])} ${object.kind} ${paint.strong(shown(object.label))}`;
  const fields = object.fields.filter((field) => tellsMore(field, object));
  return [
    head,
    ...fields.flatMap((field) =>
      hanging(
        paint,
        `        ${shown(field.path)}: `,
        fieldText(asChange(field, object), paint, (_, key) => key),
        10,
      ),
    ),
    ...(object.ended ?? []).flatMap((text) => hanging(paint, "        note: ", shown(text), 10)),
  ];
}

/** As `declared → live`; what is on one side only is shown as it is there. */
export function asChange(
  { path, declared, live, sensitive }: DriftField,
  { drift }: DriftedObject,
): FieldChange {
  const sides =
    drift === "changed" ? { before: declared, after: live } : { before: null, after: live ?? declared };
  return { path, ...sides, ...(sensitive === undefined ? {} : { sensitive }) };
}

/** False for the object's own name, for what is empty, and for what only says how it would be taken out of use. */
export function tellsMore(field: DriftField, object: DriftedObject): boolean {
  if (object.drift === "changed") return true;
  const value = object.drift === "added" ? field.live : field.declared;
  return value !== null && value !== object.label && !(Array.isArray(value) && value.length === 0);
}

function peopleText(drift: Drift, paint: Paint, table: KindTable | null): string[] {
  if (drift.people.length === 0) return drift.objects.length === 0 ? [] : ["Nobody's access differs."];
  const part = (side: "more" | "less", heading: string) => {
    const found = drift.people.filter((each) => each[side].length > 0);
    if (found.length === 0) return [];
    const may = `${people(found.length)} ${found.length === 1 ? "has" : "have"}`;
    return [
      `  ${may} ${heading}`,
      ...capped(found, PEOPLE_AT_MOST, (each) => personText(each, side, paint, table), "    "),
    ];
  };
  return [
    paint.strong("People"),
    ...part("more", paint.bad("more than declared")),
    ...part("less", paint.caution("less than declared")),
  ];
}

function personText(
  person: DriftedPerson,
  side: "more" | "less",
  paint: Paint,
  table: KindTable | null,
): string[] {
  const sign = side === "more" ? paint.bad("+") : paint.caution("-");
  const may = side === "more" ? "may" : "may not, though declared,";
  const lines = person[side];
  return [
    `    ${paint.strong(shown(person.person))}`,
    ...capped(
      lines,
      LINES_PER_PERSON,
      (each) => permissionText(each, paint, `      ${sign} `, may, table),
      "        ",
    ),
  ];
}

/** `2 people have more than declared`, for summaries elsewhere. */
export function peopleCounts({ summary }: Drift): string {
  const { more, less } = summary.people;
  if (more + less === 0) return "Nobody's access differs.";
  return `${count(more, "person has", "people have")} more than declared, ${count(less, "person has", "people have")} less.`;
}
