/** `runs`, `runs verify` and `runs export`: what was done to a target, and whether the record of it is whole. */
import { resolve } from "node:path";
import { didYouMean } from "../../diagnostic/suggest.ts";
import { listRuns } from "../../ledger/runs.ts";
import { verifyLedger } from "../../ledger/verify.ts";
import { platformOf } from "../../platform/index.ts";
import { renderCheckedPack, renderExported, renderRuns, renderVerified } from "../../report/runs-text.ts";
import { fileUnreadable } from "../config/problems.ts";
import type { Context } from "../context.ts";
import { evidencePack } from "../evidence.ts";
import { checkPack } from "../evidence-check.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { readBytes, shownPath, writeWhole } from "../files.ts";
import { chooseLedger, openRun, planProblem } from "../recorded.ts";

export interface RunsOptions {
  readonly ledger?: string;
  /** A chain head that some run printed. */
  readonly head?: string;
  readonly output?: string;
}

const HEAD = /^[0-9a-f]{64}$/;
const ACTIONS = ["list", "verify", "export"];

export function runs(
  context: Context,
  action: string | undefined,
  what: string | undefined,
  options: RunsOptions,
): ExitCode {
  if (action === undefined || action === "list") return list(context, options);
  if (action === "verify")
    return what === undefined ? verify(context, options) : verifyPack(context, what, options);
  if (action === "export") return exportRun(context, what, options);
  return context.output.refuse({
    code: "usage",
    message: `"${action}" is nothing that can be done with runs.${didYouMean(action, ACTIONS)}`,
    fix: "`cxroster runs` lists them, `runs verify` checks the record; `show RUN` prints one and `undo RUN` takes it back.",
  });
}

function list(context: Context, options: RunsOptions): ExitCode {
  const { output } = context;
  const place = chooseLedger(context, options.ledger);
  if (typeof place === "number") return place;
  const found = listRuns(place.folder, place.target);
  output.result(
    () => renderRuns(place.target, found, { color: output.color, columns: output.columns }),
    () => ({ target: place.target, runs: found.toReversed() }),
  );
  return EXIT.done;
}

/** Null for a head that can be one, or the code to end with. */
function refuseHead({ output }: Context, { head }: RunsOptions): ExitCode | null {
  if (head === undefined || HEAD.test(head.toLowerCase())) return null;
  const message = "--head takes the ledger head that a run printed: 64 hexadecimal digits";
  return output.refuse({ code: "usage", message });
}

function exportRun(context: Context, given: string | undefined, options: RunsOptions): ExitCode {
  const { io, output } = context;
  if (given === undefined || options.output === undefined) {
    const message = "`runs export` takes a run and the file to write: `cxroster runs export RUN -o FILE.zip`";
    return output.refuse({ code: "usage", message });
  }
  const recorded = openRun(context, options.ledger, given);
  if (typeof recorded === "number") return recorded;
  const { place, record } = recorded;
  const table = platformOf(recorded.plan.target.platform)?.table ?? null;
  const pack = evidencePack(place, recorded, table);
  const path = resolve(io.cwd, options.output);
  const { problems } = checkPack(pack, shownPath(path, io.cwd), undefined);
  try {
    writeWhole(path, pack);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return output.refuse({
      code: "file-unwritable",
      message: `${options.output} cannot be written: ${reason}`,
    });
  }
  const exitCode = problems.length === 0 ? EXIT.done : EXIT.failed;
  output.result(
    () => renderExported(record, options.output ?? "", pack.length, problems, layoutOf(context)),
    () => ({
      exitCode,
      run: record.run,
      file: options.output,
      bytes: pack.length,
      head: record.head,
      problems,
    }),
  );
  return exitCode;
}

function verifyPack(context: Context, file: string, options: RunsOptions): ExitCode {
  const { io, output } = context;
  const refused = refuseHead(context, options);
  if (refused !== null) return refused;
  const bytes = readBytes(resolve(io.cwd, file));
  if (bytes === null) return output.fail(EXIT.usage, [fileUnreadable(file)]);
  const checked = checkPack(Buffer.from(bytes), file, options.head?.toLowerCase());
  const exitCode = checked.problems.length === 0 ? EXIT.done : EXIT.failed;
  output.result(
    () => renderCheckedPack(file, checked, options.head !== undefined, layoutOf(context)),
    () => ({ exitCode, file, ...checked }),
  );
  return exitCode;
}

function layoutOf({ output }: Context) {
  return { color: output.color, columns: output.columns };
}

function verify(context: Context, options: RunsOptions): ExitCode {
  const { io, output } = context;
  const refused = refuseHead(context, options);
  if (refused !== null) return refused;
  const anchor = options.head?.toLowerCase();
  const place = chooseLedger(context, options.ledger);
  if (typeof place === "number") return place;
  const checked = verifyLedger(place.folder, place.target, {
    checkPlan: planProblem,
    ...(anchor === undefined ? {} : { anchor }),
  });
  const problems = checked.problems.map((each) => ({ ...each, file: shownPath(each.file, io.cwd) }));
  const found = { ...checked, file: shownPath(checked.file, io.cwd), problems };
  const exitCode = problems.length === 0 ? EXIT.done : EXIT.failed;
  output.result(
    () => renderVerified(place.target, found, { color: output.color, columns: output.columns }),
    () => ({ target: place.target, exitCode, ...found }),
  );
  return exitCode;
}
