/** Past runs in words: the list, one run's head, and what a check of the ledger found. */
import type { RecordedApproval, RunRecord } from "../ledger/run-record.ts";
import type { Verified, VerifyProblem } from "../ledger/verify.ts";
import { type Paint, paintFor } from "./paint.ts";
import { shown, widthOf } from "./visible.ts";
import { count, hanging } from "./words.ts";

/** Characters of a run's id that a list shows; `show` takes them. */
const SHORT_ID = 8;
const RUNS_AT_MOST = 1_000;
const SHORT_DIGEST = 12;

export interface RunsOptions {
  readonly color: boolean;
  readonly columns?: number;
}

/** A line for each run, the latest first; a few lines for each where the page is too narrow for that. */
export function renderRuns(target: string, runs: readonly RunRecord[], options: RunsOptions): string {
  const paint = paintFor(options.color, options.columns);
  if (runs.length === 0) return `No run of ${shown(target)} is recorded.\n`;
  const newest = runs.toReversed().slice(0, RUNS_AT_MOST);
  const rows = newest.map((run) => [
    run.run.slice(0, SHORT_ID),
    run.startedAt.slice(0, 19).replace("T", " "),
    run.status,
    countsOf(run),
    shown(who(run), 40),
    short(run.plan),
    run.head.slice(0, SHORT_DIGEST),
    run.undoes === null ? "" : `undo of ${run.undoes.slice(0, SHORT_ID)}`,
  ]);
  const heads = ["RUN", "STARTED (UTC)", "STATUS", "STEPS", "BY", "PLAN", "CHAIN HEAD", ""];
  const left = runs.length - newest.length;
  const wide = table([heads, ...rows]);
  const fits = wide.every((line) => widthOf(line) <= paint.columns);
  const lines = [
    paint.strong(`${count(runs.length, "run")} of ${shown(target)}`),
    ...(fits ? wide : newest.flatMap((run) => stacked(run, paint))),
    ...(left > 0 ? [`and ${left} older; --json lists all`] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function stacked(run: RunRecord, paint: Paint): string[] {
  const head = `${paint.strong(run.run.slice(0, SHORT_ID))}  `;
  const by = who(run) === "" ? [] : [`by ${shown(who(run), 40)}`];
  const facts = [countsOf(run), ...by];
  if (run.undoes !== null) facts.push(`undo of ${run.undoes.slice(0, SHORT_ID)}`);
  const digests = `plan ${short(run.plan)}, chain head ${run.head.slice(0, SHORT_DIGEST)}`;
  return [
    ...hanging(paint, head, `${run.startedAt.slice(0, 19).replace("T", " ")}  ${run.status}`, 4),
    ...hanging(paint, "    ", facts.join(", ")),
    ...hanging(paint, "    ", digests),
  ];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))))
      .join("  ")
      .trimEnd(),
  );
}

function countsOf({ steps }: RunRecord): string {
  const parts = [`${steps.done} done`];
  if (steps.failed > 0) parts.push(`${steps.failed} failed`);
  if ((steps.skipped ?? 0) > 0) parts.push(`${steps.skipped} skipped`);
  if (steps.open > 0) parts.push(`${steps.open} unknown`);
  return parts.join(", ");
}

function who({ by }: RunRecord): string {
  return by?.pipeline ?? by?.caller ?? by?.user ?? "";
}

function short(digest: string): string {
  return digest.replace("sha256:", "").slice(0, SHORT_DIGEST);
}

/** The facts of one run, to stand above its outcome and plan. */
export function runFacts(run: RunRecord, options: RunsOptions): string[] {
  const paint = paintFor(options.color, options.columns);
  return factsOf(run).flatMap(([name, text]) => hanging(paint, `${name}:`.padEnd(11), shown(text, 600)));
}

/** What is known of one run, each with its name. */
export function factsOf(run: RunRecord): (readonly [string, string])[] {
  const { by, target, account } = run;
  const people = [
    by?.caller === null || by?.caller === undefined ? [] : [`credentials of ${by.caller}`],
    by?.pipeline === null || by?.pipeline === undefined ? [] : [`pipeline of ${by.pipeline}`],
    by?.user === null || by?.user === undefined
      ? []
      : [`${by.user}${by.host === null ? "" : ` on ${by.host}`}`],
  ].flat();
  const manifests = run.manifests?.map((each) => each.path) ?? [];
  const facts: (readonly [string, string])[] = [
    ["Run", run.run],
    ["Time", `${run.startedAt} to ${run.endedAt ?? "(no end was recorded)"}`],
    ["Target", `${target.name}: ${account.name} (${account.id ?? "new"}) at ${target.endpoint}`],
    ["By", people.length === 0 ? "(not recorded)" : people.join("; ")],
    ["Status", `${run.status}: ${countsOf(run)} (calls)`],
    ["Plan", run.plan],
    [
      "Manifests",
      run.manifests === null ? `${run.manifestDigest} (their text was not at hand)` : manifests.join(", "),
    ],
    ["Entries", `${run.entries.first} to ${run.entries.last}, chain head ${run.head}`],
  ];
  if (run.undoes !== null) facts.push(["Undoes", run.undoes]);
  if (run.allowed.length > 0) facts.push(["Allowed", run.allowed.join(", ")]);
  facts.push(...approvalFacts(run));
  return facts;
}

function approvalFacts({ approvals, approvedBy, approvalsRequired }: RunRecord): [string, string][] {
  if (approvals.length === 0) return [["Approvals", "none were asked for"]];
  const required = approvalsRequired === null ? "" : `, ${approvalsRequired} required`;
  const names = approvedBy.length === 0 ? " (by whom was not recorded)" : "";
  return [
    ["Approvals", `${approvals.length} given${required}${names}`],
    ...approvedBy.map(({ person, key, at }): [string, string] => [
      "Approved",
      `by ${person} at ${at}, ${key}`,
    ]),
  ];
}

export function renderVerified(target: string, found: Verified, options: RunsOptions): string {
  const paint = paintFor(options.color, options.columns);
  const amount = `${count(found.entries, "entry", "entries")}, ${count(found.runs, "run")}`;
  if (found.problems.length === 0) {
    const open = found.unfinished.map(
      (run) => `Run ${run} has no recorded end: it was killed, or is under way.`,
    );
    const head = `Chain head ${found.head}`;
    return `${[`${paint.good("Intact:")} the ledger of ${shown(target)}: ${amount}.`, head, ...open].join("\n")}\n`;
  }
  const heading = paint.bad(
    `BROKEN: the ledger of ${shown(target)}, ${count(found.problems.length, "problem")}`,
  );
  return `${[heading, ...found.problems.flatMap((each) => problemText(each, paint))].join("\n")}\n`;
}

/** `FILE:LINE (bytes FROM to TO): what is wrong`, and below it what stands there. */
function problemText({ file, line, bytes, entry, problem }: VerifyProblem, paint: Paint): string[] {
  const place = line === null ? "" : `:${line}`;
  const range = bytes === null ? "" : ` (bytes ${bytes.from} to ${bytes.to - 1})`;
  const lines = hanging(paint, "  ", `${shown(file + place, 400)}${range}: ${shown(problem, 400)}`, 6);
  return entry === null ? lines : [...lines, ...hanging(paint, "      ", shown(entry, 300))];
}

/** What was written, or why it shows less than it should. */
export function renderExported(
  run: RunRecord,
  file: string,
  bytes: number,
  problems: readonly VerifyProblem[],
  options: RunsOptions,
): string {
  const paint = paintFor(options.color, options.columns);
  const lines = [`${shown(file)}: evidence of run ${run.run}, ${count(bytes, "byte")}.`];
  const gaps = [
    run.manifests === null ? "the manifests were not at hand when it ran" : "",
    run.access.before === null || run.access.after === null ? "the access before or after was not read" : "",
  ].filter((gap) => gap !== "");
  if (gaps.length > 0) lines.push(...hanging(paint, "It lacks: ", `${gaps.join("; ")}.`));
  if (problems.length > 0) lines.push(paint.bad("It does not hold together:"));
  lines.push(...problems.flatMap((each) => problemText(each, paint)));
  return `${lines.join("\n")}\n`;
}

export function renderCheckedPack(
  file: string,
  checked: {
    readonly run: string | null;
    readonly head: string | null;
    readonly files: number;
    readonly approvedBy: readonly RecordedApproval[];
    readonly problems: readonly VerifyProblem[];
  },
  anchored: boolean,
  options: RunsOptions,
): string {
  const paint = paintFor(options.color, options.columns);
  if (checked.problems.length > 0) {
    const heading = paint.bad(`BROKEN: ${shown(file)}, ${count(checked.problems.length, "problem")}`);
    return `${[heading, ...checked.problems.flatMap((each) => problemText(each, paint))].join("\n")}\n`;
  }
  const lines = [
    `${paint.good("Intact:")} ${shown(file)}: run ${checked.run}, ${count(checked.files, "file")}.`,
    anchored
      ? `The run has the chain head that was given; its last one is ${checked.head}.`
      : `Chain head ${checked.head}: compare it with the one in the log of the run.`,
    ...checked.approvedBy.map(
      ({ person, key }) =>
        `Signed by ${shown(person)} with ${shown(key)}: compare it with the approvers file.`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}
