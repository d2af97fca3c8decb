/** Which approvals of a plan count, and who could still give one. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, diagnose, type Result } from "../../diagnostic/diagnostic.ts";
import { byCodePoint } from "../../kind/code-points.ts";
import { fold } from "../../kind/identity.ts";
import { readYaml } from "../../manifest/read-yaml.ts";
import { isYamlMap } from "../../manifest/yaml-value.ts";
import type { Plan } from "../../plan/plan.ts";
import { readBytes } from "../files.ts";
import { type Approval, isSigned, parseApproval } from "./approval.ts";
import { type PublicKey, readPublished } from "./key.ts";

export interface Approver extends PublicKey {
  readonly email: string;
}

/** An approval that counts. */
export interface GivenApproval {
  readonly approver: Approver;
  readonly approval: Approval;
  /** As it was read. */
  readonly text: string;
}

/** A clock of another machine may be ahead by this much. */
const AHEAD_MILLISECONDS = 5 * 60 * 1_000;

/** Folder of a plan's approvals, beside it. */
export function approvalsFolder(planPath: string): string {
  return `${planPath}.approvals`;
}

/** Approvers by the id of their key: a YAML mapping from published keys to e-mail addresses. */
export function readApprovers(bytes: Uint8Array, file: string): Result<Map<string, Approver>> {
  const { value: documents, diagnostics } = readYaml(bytes, file);
  const approvers = new Map<string, Approver>();
  const problems = diagnostics.map((each) =>
    each.code === "empty-file" ? shape(each.at, "the file names no approver") : each,
  );
  for (const document of documents) {
    if (!isYamlMap(document.value)) {
      problems.push(shape(document.placeOf([]), "the file is no mapping from keys to e-mail addresses"));
      continue;
    }
    for (const [written, email] of document.value) {
      const key = readPublished(written);
      if (key === null)
        problems.push(
          shape(document.keyPlaceOf([written]), "this is no key that `approve --new-key` printed"),
        );
      else if (typeof email !== "string" || !email.includes("@"))
        problems.push(shape(document.placeOf([written]), "a key belongs to one e-mail address"));
      else approvers.set(key.id, { ...key, email: fold(email) });
    }
  }
  return { value: approvers, diagnostics: problems };
}

function shape(at: Diagnostic["at"], message: string): Diagnostic {
  return diagnose({
    code: "approvers-shape",
    message,
    fix: "write a line for each key: `ed25519:… : ana@northwind.example`",
    at,
  });
}

export interface Counted {
  /** Addresses whose approval counts. */
  readonly counting: ReadonlyMap<string, GivenApproval>;
  /** Approvals that do not count, each with the reason. */
  readonly others: readonly string[];
  /** Addresses that could still approve. */
  readonly could: readonly string[];
}

/** Reads what lies beside the plan. One approval per person; nobody approves a gain of their own or their own plan. */
export function countApprovals(
  plan: Plan,
  planPath: string,
  approvers: ReadonlyMap<string, Approver>,
  now: string,
): Counted {
  const folder = approvalsFolder(planPath);
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".json"))
        .sort()
    : [];
  const gaining = new Set(
    plan.access.filter((each) => each.gains.length > 0).map((each) => fold(each.person)),
  );
  const author = plan.madeBy === undefined ? undefined : approvers.get(plan.madeBy)?.email;
  const counting = new Map<string, GivenApproval>();
  const others: string[] = [];
  for (const name of names) {
    const text = Buffer.from(readBytes(join(folder, name)) ?? []).toString();
    const judged = judge(text, name, plan, approvers, gaining, author, now);
    if ("problem" in judged) others.push(`${name}: ${judged.problem}`);
    else if (counting.has(judged.approver.email))
      others.push(`${name}: ${judged.approver.email} has approved already`);
    else counting.set(judged.approver.email, judged);
  }
  const eligible = new Set([...approvers].filter(([id]) => id !== plan.madeBy).map(([, { email }]) => email));
  const could = [...eligible].filter(
    (email) => !counting.has(email) && !gaining.has(email) && email !== author,
  );
  return { counting, others, could: could.sort(byCodePoint) };
}

function judge(
  text: string,
  name: string,
  plan: Plan,
  approvers: ReadonlyMap<string, Approver>,
  gaining: ReadonlySet<string>,
  author: string | undefined,
  now: string,
): GivenApproval | { readonly problem: string } {
  const approval = parseApproval(text);
  if (approval === null) return { problem: "it is no approval, or was altered" };
  if (name !== `${approval.key}.json`) return { problem: "the file is named after another key" };
  if (approval.plan !== plan.digest) return { problem: "it approves another plan" };
  const approver = approvers.get(approval.key);
  if (approver === undefined) return { problem: `the key ${approval.key} belongs to no approver` };
  if (!isSigned(approval, approver.publicKey))
    return { problem: "its signature does not fit: it was altered or forged" };
  const time = Date.parse(approval.at);
  if (
    Number.isNaN(time) ||
    time < Date.parse(plan.evaluatedAt) ||
    time > Date.parse(now) + AHEAD_MILLISECONDS
  )
    return { problem: `its time ${approval.at} lies outside the life of the plan` };
  const { email } = approver;
  if (approval.key === plan.madeBy || email === author) return { problem: `${email} made the plan` };
  if (gaining.has(email)) return { problem: `the plan gives ${email} more access` };
  return { approver, approval, text };
}
