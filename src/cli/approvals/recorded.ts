/** What a run records of the approvals that let it pass, so that it tells who approved without the approvers file. */
import type { LedgerWriter } from "../../ledger/ledger.ts";
import type { RecordedApproval } from "../../ledger/run-record.ts";
import { isSigned, parseApproval } from "./approval.ts";
import type { GivenApproval } from "./check.ts";
import { readPublished } from "./key.ts";

export function recordedApprovals(
  given: readonly GivenApproval[],
  ledger: LedgerWriter,
): { readonly approvals: readonly string[]; readonly approvedBy: readonly RecordedApproval[] } {
  const approvedBy = given.map(({ approver, approval, text }) => ({
    person: approver.email,
    key: approver.published,
    at: approval.at,
    approval: ledger.keep("approvals", text),
  }));
  return { approvals: approvedBy.map((each) => each.approval), approvedBy };
}

/** Why a kept approval is not what the run recorded of it; null where it is. */
export function approvalProblem(
  bytes: Uint8Array,
  { person, key, at }: RecordedApproval,
  plan: string,
): string | null {
  const approval = parseApproval(Buffer.from(bytes).toString());
  const published = readPublished(key);
  if (approval === null || published === null) return "it is no approval";
  if (approval.plan !== plan) return "it approves another plan";
  if (approval.at !== at) return "it was given at another time than the chain recorded";
  if (!isSigned(approval, published.publicKey)) return `it is not signed with the key of ${person}`;
  return null;
}
