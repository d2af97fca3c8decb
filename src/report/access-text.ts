/** Who may do what, and through which path: one paragraph per person, then those who may do nothing. */
import {
  type AccessReport,
  aboutWords,
  momentWords,
  PREVIEW_WORDS,
  STATUS_WORDS,
  summarySentence,
  untilWords,
} from "./access-report.ts";
import { type Paint, paintFor } from "./paint.ts";
import { permissionText } from "./people-text.ts";
import { shown } from "./visible.ts";
import { hanging, type TextOptions } from "./words.ts";

type Person = AccessReport["people"][number];

/** Ends with a newline. */
export function renderAccess(report: AccessReport, options: TextOptions): string {
  const paint = paintFor(options.color, options.columns);
  const entitled = report.people.filter((each) => each.access.length > 0);
  const others = report.people.filter((each) => each.access.length === 0);
  const lines = [
    ...headText(report, options, paint),
    "",
    ...hanging(paint, "", paint.strong(summarySentence(report)), 2),
    ...entitled.flatMap((each) => ["", ...personText(each, options, paint)]),
    ...nothingText(others, report, paint),
    ...blindText(report, paint),
  ];
  return `${lines.join("\n")}\n`;
}

function headText(report: AccessReport, options: TextOptions, paint: Paint): string[] {
  const { name, platform, account, endpoint } = report.target;
  const product = options.table?.product ?? platform;
  const about = aboutWords(report);
  const head = `${shown(product)}, ${shown(account.name)} (${shown(account.id)})`;
  return [
    ...hanging(paint, `${paint.strong(`Access to ${shown(name)}:`)} `, head, 2),
    ...hanging(paint, "", paint.faint(`${shown(endpoint)}, ${momentWords(report)} ${report.evaluatedAt}`), 2),
    ...(report.preview === true ? hanging(paint, "", paint.caution(PREVIEW_WORDS), 2) : []),
    ...(report.plan === null
      ? []
      : hanging(paint, "", paint.caution(`As it would be after the plan ${report.plan}`), 2)),
    ...(about === "" ? [] : hanging(paint, "Asked about: ", shown(about, 500), 2)),
  ];
}

function personText({ person, status, access }: Person, options: TextOptions, paint: Paint): string[] {
  const note = status === "active" ? "" : ` (${STATUS_WORDS[status]})`;
  return [
    paint.strong(shown(person)) + note,
    ...access.flatMap((line) => {
      const via = line.via.map((path) => {
        const end = line.ends.find((each) => each.via === path);
        return end === undefined ? path : `${path}, until ${untilWords(end.at)}`;
      });
      return permissionText({ ...line, via }, paint, "  * ", "may", options.table);
    }),
  ];
}

function nothingText(others: readonly Person[], { about }: AccessReport, paint: Paint): string[] {
  if (others.length === 0) return [];
  const heading =
    about.objects.length === 0 ? "May do nothing" : "Belong to it, and may do nothing through it";
  return [
    "",
    ...hanging(paint, "", paint.strong(heading), 2),
    ...others.map(({ person, status }) => `  ${shown(person)} (${STATUS_WORDS[status]})`),
  ];
}

function blindText({ blindSpots }: AccessReport, paint: Paint): string[] {
  if (blindSpots.length === 0) return [];
  return [
    "",
    paint.caution("Not everything could be read"),
    ...blindSpots.flatMap((each) => hanging(paint, "  ", shown(each, 500))),
  ];
}
