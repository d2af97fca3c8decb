/** `approve PLAN`: signs the digest of a saved plan. `approve --new-key FILE` makes a key to sign with. */
import { resolve } from "node:path";
import { isRefused, type Plan } from "../../plan/plan.ts";
import { platformOf } from "../../platform/index.ts";
import { peopleSentence, verbCounts } from "../../report/review.ts";
import { shown } from "../../report/visible.ts";
import { makeApproval } from "../approvals/approval.ts";
import { approvalsFolder } from "../approvals/check.ts";
import { newKey } from "../approvals/key.ts";
import { signingKeyOf } from "../approvals/own-key.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { shownPath, writeNew, writeWhole } from "../files.ts";
import { readSavedPlan } from "../saved-plan.ts";

export interface ApproveOptions {
  readonly key?: string;
  readonly newKey?: string;
}

export function approve(context: Context, file: string | undefined, options: ApproveOptions): ExitCode {
  const { io, output } = context;
  if (options.newKey !== undefined) return makeKey(context, options.newKey, file);
  if (file === undefined)
    return output.refuse({
      code: "usage",
      message: "name the plan to approve, or --new-key FILE to make a key",
    });
  const plan = readSavedPlan(context, file);
  if (typeof plan === "number") return plan;
  const key = signingKeyOf(context, options.key);
  if (key === null)
    return output.refuse({
      code: "approval-key",
      message: "there is no key to sign with",
      fix: "name it with --key FILE or CXROSTER_APPROVAL_KEY; `cxroster approve --new-key FILE` makes one",
    });
  if (typeof key === "number") return key;
  if (isRefused(plan) || plan.preview === true) {
    const message = `${file} cannot be applied, so there is nothing to approve`;
    return output.refuse(
      { code: "approval-refused", message, fix: "`cxroster show` says why" },
      EXIT.refused,
    );
  }
  const at = `${io.now().toISOString().slice(0, 19)}Z`;
  const path = `${approvalsFolder(resolve(io.cwd, file))}/${key.id}.json`;
  writeWhole(path, makeApproval(plan.digest, key, at));
  const where = shownPath(path, io.cwd);
  output.result(
    () =>
      `${approvedWords(plan)}\nApproved ${plan.digest} with key ${key.id}.\nWritten to ${where}; the plan is untouched.\n`,
    () => ({ plan: plan.digest, key: key.id, at, file: where, exitCode: EXIT.done }),
  );
  return EXIT.done;
}

/** What was signed, so that nobody approves another plan than the one they have read. */
function approvedWords(plan: Plan): string {
  const { target, summary } = plan;
  const account = `${shown(target.account.name)} (${shown(target.account.id ?? "new")})`;
  const changes = plan.changes.length === 0 ? "No changes" : `Changes: ${verbCounts(summary)}`;
  const people = peopleSentence(plan, platformOf(target.platform)?.table ?? null);
  return `${shown(target.name)}: ${account}, plan of ${plan.evaluatedAt}\n${people} ${changes}.`;
}

function makeKey(context: Context, given: string, file: string | undefined): ExitCode {
  const { io, output } = context;
  if (file !== undefined)
    return output.refuse({
      code: "usage",
      message: "--new-key makes a key and approves nothing; leave out the plan",
    });
  const path = resolve(io.cwd, given);
  const { pem, key } = newKey();
  output.mask.hide(pem);
  try {
    writeNew(path, pem);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return output.refuse({
      code: "file-unwritable",
      message: `${given} cannot be written: ${reason}`,
      fix: "a key is never overwritten: name another file",
    });
  }
  output.result(
    () =>
      `Key ${key.id} written to ${given}: keep it secret, and out of every repository.\nFor the approvers file, with your own address at the end:\n${key.published}: you@example.com\n`,
    () => ({ key: key.id, published: key.published, file: given, exitCode: EXIT.done }),
  );
  return EXIT.done;
}
