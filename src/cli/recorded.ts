/** Runs of the past, as the ledger tells them: which ledger is meant, which run, and what it did. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Outcome, Run } from "../apply/outcome.ts";
import { type Diagnostic, diagnose, failed } from "../diagnostic/diagnostic.ts";
import { suggest } from "../diagnostic/suggest.ts";
import { keptPath } from "../ledger/kept.ts";
import { targetsIn } from "../ledger/paths.ts";
import { type RecordedSteps, readSteps } from "../ledger/recorded-steps.ts";
import type { RunRecord } from "../ledger/run-record.ts";
import { listRuns } from "../ledger/runs.ts";
import type { Plan } from "../plan/plan.ts";
import { platforms } from "../platform/index.ts";
import { findConfig } from "./config/find-config.ts";
import { chooseTarget } from "./config/target.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { shownPath } from "./files.ts";
import { LEDGER_FOLDER, ledgerFolderOf } from "./ledger-folder.ts";
import { parsePlanBytes } from "./saved-plan.ts";

/** A target's ledger by its place. */
export interface LedgerPlace {
  readonly folder: string;
  readonly target: string;
}

const LAST = "last";
const SHORTEST_PREFIX = 4;
const IDS_SHOWN = 5;

/** The ledger of the chosen target; without a configuration the one that lies in the folder. */
export function chooseLedger(context: Context, named: string | undefined): LedgerPlace | ExitCode {
  const { io, flags, output } = context;
  if (flags.config !== undefined || findConfig(io.cwd) !== null) {
    const chosen = chooseTarget(context, platforms);
    if (chosen.value === null || failed(chosen.diagnostics))
      return output.fail(EXIT.usage, chosen.diagnostics);
    return { folder: ledgerFolderOf(context, chosen.value, named), target: chosen.value.name };
  }
  const folder = named === undefined ? join(io.cwd, LEDGER_FOLDER) : resolve(io.cwd, named);
  const targets = targetsIn(folder);
  const [only, second] = targets;
  if (flags.target !== undefined) return { folder, target: flags.target };
  if (only !== undefined && second === undefined) return { folder, target: only };
  const shown = shownPath(folder, io.cwd);
  return output.refuse(
    only === undefined
      ? {
          code: "ledger-none",
          message: `there is no ledger in ${shown}`,
          fix: "run this where cxroster.yaml lies, or name the folder with --ledger",
        }
      : {
          code: "config-target",
          message: `${shown} holds the ledgers of several targets: ${targets.join(", ")}`,
          fix: "choose one with --target",
        },
  );
}

/** The run of an id, of the beginning of one, or of `last`. */
function findRun(context: Context, place: LedgerPlace, given: string): RunRecord | ExitCode {
  const runs = listRuns(place.folder, place.target);
  const last = runs.at(-1);
  if (given === LAST && last !== undefined) return last;
  const exact = runs.find((each) => each.run === given);
  const found = runs.filter((each) => given.length >= SHORTEST_PREFIX && each.run.startsWith(given));
  const [only, second] = found;
  if (exact !== undefined) return exact;
  if (only !== undefined && second === undefined) return only;
  return context.output.fail(EXIT.usage, [noSuchRun(place.target, given, runs, found)]);
}

function noSuchRun(
  target: string,
  given: string,
  runs: readonly RunRecord[],
  found: readonly RunRecord[],
): Diagnostic {
  const code = "run-unknown";
  if (runs.length === 0)
    return diagnose({ code, message: `no run of ${target} is recorded`, fix: "apply records each run" });
  if (found.length > 0) {
    const ids = found.slice(0, IDS_SHOWN).map((each) => each.run);
    return diagnose({
      code,
      message: `"${given}" begins several runs: ${ids.join(", ")}`,
      fix: "give more of it",
    });
  }
  const near = suggest(given, [
    LAST,
    ...runs.map((each) => each.run.slice(0, Math.max(given.length, SHORTEST_PREFIX))),
  ]);
  const whole = near === LAST ? LAST : runs.find((each) => near !== null && each.run.startsWith(near))?.run;
  const meant = whole === undefined ? "" : ` Did you mean "${whole}"?`;
  return diagnose({
    code,
    message: `no run of ${target} has the id "${given}".${meant}`,
    fix: `\`cxroster runs\` lists them; ${SHORTEST_PREFIX} characters that no other run begins with are enough, and \`last\` is the latest.`,
  });
}

/** What a run set out to do, and what became of it. */
export interface RecordedRun {
  readonly record: RunRecord;
  readonly plan: Plan;
  readonly steps: RecordedSteps;
}

/** The run with the plan it carried out; the code to end with where that is gone or altered. */
function readRun(context: Context, place: LedgerPlace, record: RunRecord): RecordedRun | ExitCode {
  const { io, output } = context;
  const path = keptPath(place.folder, "plans", record.plan);
  const problem = existsSync(path)
    ? planProblem(readFileSync(path), record.plan)
    : "the plan of the run is missing";
  const parsed = problem === null ? parsePlanBytes(readFileSync(path)) : null;
  if (parsed === null || "problem" in parsed) {
    const message = `${shownPath(path, io.cwd)}: ${problem ?? "the plan cannot be read"}`;
    const fix = "restore the file from where the ledger is kept; `cxroster runs verify` checks all of it";
    return output.refuse({ code: "ledger", message, fix }, EXIT.failed);
  }
  return { record, plan: parsed.plan, steps: readSteps(place.folder, place.target, record.run) };
}

/** What is wrong with a kept plan; null where its bytes are those of the digest. */
export function planProblem(bytes: Uint8Array, digest: string): string | null {
  const parsed = parsePlanBytes(bytes);
  if ("problem" in parsed) return parsed.problem;
  return parsed.plan.digest === digest ? null : "the file holds another plan than the run carried out";
}

/** The run that was named, with the ledger it stands in; the code to end with where it cannot be had. */
export function openRun(
  context: Context,
  ledger: string | undefined,
  given: string,
): (RecordedRun & { readonly place: LedgerPlace }) | ExitCode {
  const place = chooseLedger(context, ledger);
  if (typeof place === "number") return place;
  const record = findRun(context, place, given);
  if (typeof record === "number") return record;
  const recorded = readRun(context, place, record);
  return typeof recorded === "number" ? recorded : { ...recorded, place };
}

const UNANSWERED = "the run ended before the answer to this call was recorded";

/** A past run in the form that a run has when it ends. */
export function asRun({ record, plan, steps }: RecordedRun): Run {
  const outcomes = plan.steps.map((step): Outcome => {
    const base = { step: step.id, change: step.change, op: step.op };
    if (steps.done.has(step.id)) return { ...base, state: "done" };
    const error = steps.failed.get(step.id)?.error;
    if (error !== undefined)
      return { ...base, state: "failed", error: error as NonNullable<Outcome["error"]> };
    if (!steps.open.has(step.id)) return { ...base, state: "skipped" };
    const unknown = {
      reason: "unknown-outcome",
      message: UNANSWERED,
      rule: null,
      status: null,
      requestId: null,
    };
    return { ...base, state: "failed", error: unknown };
  });
  const status = record.status === "unfinished" ? "interrupted" : (record.status as Run["status"]);
  return {
    runId: record.run,
    status,
    staleObjects: [],
    outcomes,
    writes: steps.done.size,
    chainHead: record.head,
  };
}
