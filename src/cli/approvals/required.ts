/** Whether a saved plan has the approvals that `apply --require-approvals` asks for. */
import { resolve } from "node:path";
import { diagnose, failed } from "../../diagnostic/diagnostic.ts";
import type { Plan } from "../../plan/plan.ts";
import { count } from "../../report/words.ts";
import { fileUnreadable } from "../config/problems.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { readBytes, shownPath } from "../files.ts";
import { type Counted, countApprovals, type GivenApproval, readApprovers } from "./check.ts";

export interface RequiredOptions {
  readonly requireApprovals?: number;
  readonly approvers?: string;
}

const NAMES_SHOWN = 20;

/** The approvals that count; none where none is required. The code to end with where too few do. */
export function requiredApprovals(
  { io, output }: Context,
  plan: Plan,
  file: string,
  { requireApprovals: wanted, approvers: given }: RequiredOptions,
): readonly GivenApproval[] | ExitCode {
  if (wanted === undefined && given === undefined) return [];
  if (wanted === undefined || given === undefined) {
    const message = "--require-approvals and --approvers belong together";
    return output.refuse({ code: "usage", message });
  }
  const path = resolve(io.cwd, given);
  const bytes = readBytes(path);
  if (bytes === null) return output.fail(EXIT.usage, [fileUnreadable(given)]);
  const { value: approvers, diagnostics } = readApprovers(bytes, shownPath(path, io.cwd));
  if (failed(diagnostics)) return output.fail(EXIT.usage, diagnostics);
  const counted = countApprovals(plan, resolve(io.cwd, file), approvers, io.now().toISOString());
  if (counted.counting.size >= wanted) return [...counted.counting.values()];
  return output.fail(EXIT.refused, [missing(counted, wanted)]);
}

function missing({ counting, others, could }: Counted, wanted: number) {
  const have = counting.size === 0 ? "none" : `${counting.size} (${[...counting.keys()].join(", ")})`;
  const shown = could.slice(0, NAMES_SHOWN).join(", ");
  const rest = could.length > NAMES_SHOWN ? ` and ${could.length - NAMES_SHOWN} more` : "";
  return diagnose({
    code: "approvals-missing",
    message: `the plan needs ${count(wanted, "approval")} and has ${have} that count${counting.size === 1 ? "s" : ""}`,
    ...(others.length === 0 ? {} : { why: `not counted: ${others.slice(0, NAMES_SHOWN).join("; ")}` }),
    fix:
      could.length === 0
        ? "nobody else in the approvers file may approve it"
        : `who could still approve: ${shown}${rest}`,
  });
}
