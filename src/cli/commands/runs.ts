/** `runs`, `runs verify` and `runs export`: what was done to a target, and whether the record of it is whole. */
import { didYouMean } from "../../diagnostic/suggest.ts";
import { listRuns } from "../../ledger/runs.ts";
import { verifyLedger } from "../../ledger/verify.ts";
import { renderRuns, renderVerified } from "../../report/runs-text.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { shownPath } from "../files.ts";
import { chooseLedger, planProblem } from "../recorded.ts";

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
  _what: string | undefined,
  options: RunsOptions,
): ExitCode {
  if (action === undefined || action === "list") return list(context, options);
  if (action === "verify") return verify(context, options);
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

function verify(context: Context, options: RunsOptions): ExitCode {
  const { io, output } = context;
  const anchor = options.head?.toLowerCase();
  if (anchor !== undefined && !HEAD.test(anchor)) {
    const message = "--head takes the ledger head that a run printed: 64 hexadecimal digits";
    return output.refuse({ code: "usage", message });
  }
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
