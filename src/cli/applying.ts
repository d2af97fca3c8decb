/** Runs a plan that may be run, and says what became of it. */
import { resolve } from "node:path";
import { applyPlan } from "../apply/apply-plan.ts";
import type { Run } from "../apply/outcome.ts";
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import type { KindTable } from "../kind/table.ts";
import { isSecret, type SecretSource } from "../kind/value.ts";
import { type LedgerWriter, openLedger } from "../ledger/ledger.ts";
import { listRuns } from "../ledger/runs.ts";
import type { Plan } from "../plan/plan.ts";
import type { Client } from "../platform/contract.ts";
import { outcomesByChange, renderRun } from "../report/run-text.ts";
import { readClock } from "./clock.ts";
import { DEFAULT_CONCURRENCY } from "./connect.ts";
import type { Context } from "./context.ts";
import { explain } from "./defect.ts";
import { causeOf, EXIT, type ExitCode, exitCodeOf } from "./exit-code.ts";
import { readBytes } from "./files.ts";
import type { Progress } from "./progress.ts";
import { Recording, type Sources } from "./recording.ts";

export interface ApplyInput {
  readonly plan: Plan;
  readonly table: KindTable;
  readonly client: Client;
  /** Absolute folder that runs are recorded in. */
  readonly ledgerFolder: string;
  readonly progress: Progress;
  /** Manifests at hand; null where they could not be read. */
  readonly sources: Sources | null;
  /** What else the start of the run records, such as its approvals. */
  readonly facts?: (ledger: LedgerWriter) => { readonly [name: string]: unknown };
  /** Further members of the result as JSON. */
  readonly more?: object;
}

export async function applying(context: Context, input: ApplyInput): Promise<ExitCode> {
  const { io, output, flags } = context;
  const { plan, table, client, progress } = input;
  const clock = readClock(io, plan.target.endpoint, undefined);
  if ("code" in clock) return output.fail(EXIT.usage, [clock]);
  const secrets = readSecrets(context, plan);
  if (!(secrets instanceof Map)) return output.fail(EXIT.usage, [secrets]);
  const ledger = open(input, io);
  if ("code" in ledger) return output.fail(EXIT.failed, [ledger]);
  const stop = new AbortController();
  const release = io.onInterrupt(() => {
    stop.abort();
    output.note("stopping: the calls under way are being finished");
  });
  const recording = new Recording(context, ledger, client, table);
  let done = 0;
  try {
    const run = await applyPlan({
      plan,
      table,
      client,
      ledger,
      now: clock.evaluatedAt,
      concurrency: flags.concurrency ?? DEFAULT_CONCURRENCY,
      secrets: (source) => secrets.get(JSON.stringify(source)) ?? "",
      files: (path) => readBytes(resolve(io.cwd, path)) ?? new Uint8Array(),
      onProgress: (counts) => {
        done = counts.done;
        progress.steps(counts);
      },
      signal: stop.signal,
      facts: async () => ({
        ...(await recording.before(plan, input.sources)),
        ...(plan.undoes === undefined ? {} : { undoes: plan.undoes }),
        ...input.facts?.(ledger),
      }),
    });
    const chainHead = run.writes > 0 ? await readAfter(recording, run, ledger, output) : run.chainHead;
    progress.done();
    return report(context, input, { ...run, chainHead });
  } catch (thrown) {
    progress.done();
    const code = explain(thrown, io, output);
    return done > 0 ? EXIT.partial : code;
  } finally {
    close(ledger, output);
    release();
  }
}

/** The head after everybody's access was recorded; a run whose ledger failed gets no more entries. */
async function readAfter(
  recording: Recording,
  run: Run,
  ledger: LedgerWriter,
  output: Context["output"],
): Promise<string | null> {
  if (run.problem !== undefined) return run.chainHead;
  try {
    await recording.after(run.runId);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const message = `the access after the run could not be recorded: ${reason}`;
    output.diagnostics([diagnose({ code: "ledger", severity: "warning", message })]);
  }
  return ledger.head;
}

/** Once a run is over its outcome stands, whatever the file system says about the ledger afterwards. */
function close(ledger: LedgerWriter, output: Context["output"]): void {
  try {
    ledger.close();
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const message = `the ledger may lack its last entries: ${reason}`;
    output.diagnostics([diagnose({ code: "ledger", severity: "warning", message })]);
  }
}

/** The target's ledger, or why it cannot be written: held by another run, broken, or a matter of the file system. */
function open({ plan, ledgerFolder }: ApplyInput, io: Context["io"]): LedgerWriter | Diagnostic {
  try {
    return openLedger(ledgerFolder, plan.target.name, () => io.now().toISOString());
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return diagnose({ code: "ledger", message: `nothing was applied: ${message}` });
  }
}

/** The secrets a plan names, read before the first write and masked from then on. */
function readSecrets({ io, output }: Context, plan: Plan): Map<string, string> | Diagnostic {
  const found = new Map<string, string>();
  for (const value of plan.steps.flatMap((step) => Object.values(step.args))) {
    if (!isSecret(value)) continue;
    const text = readSecret(value.$secret, io);
    if (text === null || text === "") return unreadable(value.$secret);
    output.mask.hide(text);
    found.set(JSON.stringify(value.$secret), text);
  }
  return found;
}

function readSecret(source: SecretSource, io: Context["io"]): string | null {
  if ("env" in source) return Object.hasOwn(io.env, source.env) ? (io.env[source.env] ?? null) : null;
  const bytes = readBytes(resolve(io.cwd, source.file));
  return bytes === null ? null : new TextDecoder().decode(bytes).replace(/\r?\n$/, "");
}

function unreadable(source: SecretSource): Diagnostic {
  const place = "env" in source ? `the environment variable ${source.env}` : `the file ${source.file}`;
  return diagnose({
    code: "secret-missing",
    message: `a secret of the plan comes from ${place}, which is missing or empty`,
    fix: "provide it where the plan is applied",
  });
}

function report({ output }: Context, { plan, ledgerFolder, more }: ApplyInput, run: Run): ExitCode {
  const exitCode = codeOf(run);
  const advice = run.status === "stale" ? `${afterStale(plan, ledgerFolder)}\n` : "";
  output.result(
    () => renderRun(run, plan, { color: output.color, columns: output.columns }) + advice,
    () => ({ ...run, exitCode, changes: outcomesByChange(run), plan, ...more }),
  );
  return exitCode;
}

/** A plan is often stale because it was applied: then nobody else changed the account. */
function afterStale(plan: Plan, folder: string): string {
  const before = listRuns(folder, plan.target.name).findLast(
    (each) => each.plan === plan.digest && each.status === "applied",
  );
  return before === undefined
    ? "Plan again to see what is left to do."
    : `This very plan was applied already, by run ${before.run.slice(0, 8)} at ${before.startedAt}.`;
}

function codeOf(run: Run): ExitCode {
  const { writes } = run;
  switch (run.status) {
    case "applied":
    case "nothing":
      return EXIT.done;
    case "stale":
      return exitCodeOf({ cause: "stale", writes });
    case "interrupted":
      return exitCodeOf({ cause: "interrupted", writes });
    case "failed":
      return exitCodeOf({ cause: causeOf(firstReason(run)), writes: writes + unknownOutcomes(run) });
  }
}

/** Calls that were not answered: each may have been a write. */
function unknownOutcomes(run: Run): number {
  return run.outcomes.filter((outcome) => outcome.error?.reason === "unknown-outcome").length;
}

/** Why the first failed step failed. */
function firstReason(run: Run): string | undefined {
  return run.outcomes.find((outcome) => outcome.error !== undefined)?.error?.reason;
}
