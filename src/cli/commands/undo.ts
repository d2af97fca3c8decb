/** `undo RUN`: an ordinary plan that takes a run back, and what the manifests say against it. */
import { readLedger, rememberedProtection } from "../../ledger/ledger.ts";
import { isRefused, type Plan } from "../../plan/plan.ts";
import { makeUndoPlan, undoNeeds } from "../../undo/make-undo-plan.ts";
import type { Redo } from "../../undo/redo.ts";
import { applyPlanned } from "../apply-planned.ts";
import { signingKeyOf } from "../approvals/own-key.ts";
import { readClock } from "../clock.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode, exitCodeOf } from "../exit-code.ts";
import { ledgerFindings } from "../ledger-folder.ts";
import { type OpenTarget, openTarget } from "../open-target.ts";
import { credentialsIn, refuseGuards } from "../planning.ts";
import { policyOf } from "../policy.ts";
import { startProgress } from "../progress.ts";
import { type LedgerPlace, openRun, type RecordedRun } from "../recorded.ts";
import { type FoundRedo, findRedo, renderRedo, writeRedo } from "../redoing.ts";
import { writePlan } from "../saved-plan.ts";
import { sayPlan } from "../say-plan.ts";
import { version } from "../version.ts";

export interface UndoOptions {
  readonly output?: string;
  readonly autoApprove?: boolean;
  readonly allow?: readonly string[];
  readonly allowInvitations?: boolean;
  readonly write?: boolean;
  readonly file?: readonly string[];
  readonly ledger?: string;
}

/** With `-o` the plan is saved and not run; without a terminal or --auto-approve it is shown and not run. */
export async function undo(context: Context, given: string, options: UndoOptions): Promise<ExitCode> {
  const { output } = context;
  const wrong = refuseGuards(options.allow ?? []);
  if (wrong.length > 0) return output.fail(EXIT.usage, wrong);
  const recorded = openRun(context, options.ledger, given);
  if (typeof recorded === "number") return recorded;
  const { place } = recorded;
  const opened = await openTarget(context, targetOf(recorded), startProgress(context));
  if (typeof opened === "number") return opened;
  try {
    const plan = await planUndo(context, place, recorded, opened, options);
    if (typeof plan === "number") return plan;
    const redo = await findRedo(context, opened.target, opened.platform, options.file ?? [], plan);
    return await carryOut(context, place, opened, plan, redo, options);
  } finally {
    await opened.client.close();
  }
}

/** A run that made the account itself is about the one it made. */
function targetOf({ plan, steps }: RecordedRun): Plan["target"] {
  const { account } = plan.target;
  if (account.id !== null) return plan.target;
  const made = plan.steps.find((step) => step.op === "create" && step.change.endsWith(":"));
  const id = made === undefined ? null : (steps.done.get(made.id) ?? null);
  return { ...plan.target, account: { ...account, id } };
}

async function planUndo(
  context: Context,
  place: LedgerPlace,
  { record, plan: past, steps }: RecordedRun,
  { target, platform, access, client, progress }: OpenTarget,
  options: UndoOptions,
): Promise<Plan | ExitCode> {
  const { output, io } = context;
  const { table } = platform;
  const policy = await policyOf(context, target, table);
  const clock = readClock(io, access.endpoint, undefined);
  const problems = [...policy.diagnostics, ...("code" in clock ? [clock] : [])];
  if ("code" in clock || problems.length > 0) return output.fail(EXIT.usage, problems);
  const key = signingKeyOf(context);
  if (typeof key === "number") return key;
  progress.say(`reading ${access.endpoint}`);
  const ledger = readLedger(place.folder, place.target);
  const live = await client.readLive(undoNeeds(past, table));
  progress.done();
  const { value, diagnostics } = makeUndoPlan({
    tool: `cxroster ${version()}`,
    run: record.run,
    past,
    recorded: steps,
    allowInvitations: options.allowInvitations === true,
    live,
    table,
    target: { name: target.name, endpoint: access.endpoint },
    policy: policy.value.data,
    judge: policy.value.judge,
    evaluatedAt: clock.evaluatedAt,
    ...(key === null ? {} : { madeBy: key.id }),
    allow: options.allow ?? [],
    remembered: rememberedProtection(ledger),
    findings: ledgerFindings(ledger),
  });
  if (value === null) return output.fail(EXIT.refused, diagnostics);
  const leaks = credentialsIn(value.plan, access, platform);
  return leaks.length > 0 ? output.fail(EXIT.usage, leaks) : value.plan;
}

async function carryOut(
  context: Context,
  place: LedgerPlace,
  { platform, client }: OpenTarget,
  plan: Plan,
  redo: FoundRedo | null,
  options: UndoOptions,
): Promise<ExitCode> {
  const { io, output } = context;
  const code = exitCodeOf({ cause: isRefused(plan) ? "plan-refused" : null });
  const runs = options.autoApprove === true || io.isTerminal.stdin;
  if (options.output !== undefined || !runs) {
    const unwritten = options.output === undefined ? null : writePlan(context, options.output, plan);
    if (unwritten !== null) return unwritten;
    sayPlan(output, plan, platform.table);
    if (options.output !== undefined) output.note(`plan written to ${options.output}`);
    else output.note(notRun(plan));
    return finish(context, redo, code, options.output !== undefined && code === EXIT.done, options);
  }
  let declined = false;
  const ended = await applyPlanned(
    context,
    { plan, client, platform, ledgerFolder: place.folder, sources: null },
    {
      autoApprove: options.autoApprove === true,
      more: { redo: redo?.entries.map(asData) ?? null },
      declined: () => {
        declined = true;
      },
    },
  );
  return finish(context, redo, ended, ended === EXIT.done && !declined, options);
}

function notRun(plan: Plan): string {
  if (isRefused(plan)) return "Nothing applied: the plan is refused.";
  if (plan.changes.length === 0) return "Nothing applied: nothing is left to take back.";
  return "Nothing applied: add --auto-approve to run it, or -o FILE to save it for apply.";
}

/** Names the entries; with --write and an undo that stands, edits them. */
function finish(
  context: Context,
  redo: FoundRedo | null,
  code: ExitCode,
  stands: boolean,
  options: UndoOptions,
): ExitCode {
  const { output } = context;
  const say = (text: string) => (output.json ? output.note(text.trimEnd()) : output.document(`\n${text}`));
  say(renderRedo(redo?.entries ?? null));
  if (options.write !== true || redo === null || redo.entries.length === 0) return code;
  if (!stands) {
    output.note("The manifests were not edited: the undo was not carried out.");
    return code;
  }
  try {
    const { files, byHand } = writeRedo(context, redo);
    for (const file of files) output.note(`edited ${file}`);
    if (byHand.length > 0) say(`To be edited by hand:\n${renderRedo(byHand)}`);
    return code;
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return output.refuse(
      { code: "file-unwritable", message: `the manifests were not edited: ${reason}` },
      code === EXIT.done ? EXIT.failed : code,
    );
  }
}

function asData({ at, text }: Redo) {
  return { file: at.file, line: at.line, column: at.column, text };
}
