/** Who may do what, as every output of it is written from, and the rows of its tables. */
import type { Answer, Question } from "../access/answer.ts";
import type { PersonStatus } from "../access/people.ts";
import type { AccountRead } from "../kind/account-read.ts";
import type { KindTable } from "../kind/table.ts";
import { csv, READ_HEAD, readCells } from "./csv.ts";
import { permissionWords } from "./people-text.ts";
import { people } from "./words.ts";

/** The JSON output, as it is. */
export interface AccessReport extends Answer {
  readonly formatVersion: "1.0";
  /** Moment the account is looked at, RFC 3339 UTC. */
  readonly evaluatedAt: string;
  /** Whether that moment was asked for with `--at`; the account itself was read when asking. */
  readonly preview?: true;
  readonly target: AccountRead;
  /** Digest of the plan the account is looked at after; null for now. */
  readonly plan: string | null;
  readonly about: Question;
  /** Why what was read may not be everything. */
  readonly blindSpots: readonly string[];
}

/** Access as a run recorded it; people who may do nothing are not in it. */
export interface RecordedAccess {
  readonly people: readonly {
    readonly person: string;
    readonly access: readonly {
      readonly permission: string;
      readonly on: string;
      readonly when: string;
      readonly via: readonly string[];
    }[];
  }[];
}

export const STATUS_WORDS: { readonly [status in PersonStatus]: string } = {
  active: "active",
  pending: "invited, not accepted yet",
  disabled: "disabled",
  absent: "not in the account",
};

/** One row per path, so that a spreadsheet can filter by each column; people who may do nothing have one row too. */
export function accessCsv({ people, target, evaluatedAt }: AccessReport): string {
  const head = ["person", "status", "permission", "on", "when", "through", "ends", ...READ_HEAD];
  const read = readCells(target, evaluatedAt);
  const rows = people.flatMap(({ person, status, access }) =>
    access.length === 0
      ? [[person, status, "", "", "", "", "", ...read]]
      : access.flatMap(({ permission, on, when, via, ends }) =>
          via.map((path) => {
            const end = ends.find((each) => each.via === path)?.at ?? "";
            return [person, status, permission, on, when, path, end, ...read];
          }),
        ),
  );
  return csv(head, rows);
}

export const PREVIEW_WORDS = "As it would be at another time, if nothing else changes until then.";

/** What stands before the moment of an answer: an account cannot be looked at in the future. */
export const momentWords = ({ preview }: AccessReport): string => (preview === true ? "as of" : "looked at");

/** What a ledger keeps of everybody's access, as rows like those of {@link accessCsv}; it has neither status nor ends, and no account. */
export function recordedAccessCsv({ people }: RecordedAccess): string {
  const rows = people.flatMap(({ person, access }) =>
    access.flatMap(({ permission, on, when, via }) =>
      via.map((path) => [person, permission, on, when, path]),
    ),
  );
  return csv(["person", "permission", "on", "when", "through"], rows);
}

/** `9 people: 7 may do something now, 1 once the invitation is accepted, 1 nothing`. */
export function summarySentence({ summary, preview }: AccessReport): string {
  const parts = [
    `${summary.now} may do something ${preview === true ? "then" : "now"}`,
    ...(summary.onAcceptance === 0 ? [] : [`${summary.onAcceptance} once the invitation is accepted`]),
    ...(summary.nothing === 0 ? [] : [`${summary.nothing} nothing`]),
  ];
  return `${people(summary.people)}: ${parts.join(", ")}.`;
}

/** What was asked about, in words; empty for the whole account. */
export function aboutWords({ about }: AccessReport): string {
  const objects = about.objects.map(({ kind, label }) => `${kind} ${label}`);
  return [...(about.person === null ? [] : [about.person]), ...objects].join(" and ");
}

/** Permissions of a person that come through the same paths, together. */
export interface Gathered {
  readonly via: readonly string[];
  readonly may: readonly string[];
}

/** Lines of a person by their paths, each permission in words: what a table or a card shows in one row. */
export function gathered(
  access: AccessReport["people"][number]["access"],
  table: KindTable | null,
): Gathered[] {
  const rows = new Map<string, { via: string[]; may: string[] }>();
  for (const line of access) {
    const via = line.via.map((path) => {
      const end = line.ends.find((each) => each.via === path);
      return end === undefined ? path : `${path} (until ${untilWords(end.at)})`;
    });
    const row = rows.get(via.join("\n")) ?? { via, may: [] };
    row.may.push(permissionWords(line, table));
    rows.set(via.join("\n"), row);
  }
  return [...rows.values()];
}

/** `2026-12-25T22:05:46.810Z` → `2026-12-25 22:05:46 UTC`. */
export const untilWords = (at: string): string => `${at.slice(0, 19).replace("T", " ")} UTC`;
