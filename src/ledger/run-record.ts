/** What a ledger tells of one run, gathered from its lines. */
import { type Entry, parseEntry } from "./chain.ts";

/** One manifest a run was made from; kept in the ledger under its hash. */
export interface RecordedManifest {
  /** As it was named, relative to the configuration. */
  readonly path: string;
  /** `sha256:…` of its bytes. */
  readonly sha256: string;
}

/** Who approved a run, with the key that checks the signature. */
export interface RecordedApproval {
  readonly person: string;
  /** As the approvers file had it: `ed25519:…`. */
  readonly key: string;
  /** RFC 3339 UTC. */
  readonly at: string;
  /** `sha256:…` of the kept approval. */
  readonly approval: string;
}

/** Whose hands a run was in, as far as the machine tells. */
export interface RecordedBy {
  /** The person behind the credentials, as the platform tells; null where it does not. */
  readonly caller: string | null;
  readonly user: string | null;
  readonly host: string | null;
  /** Who started the pipeline, as its service tells; null outside one. */
  readonly pipeline: string | null;
}

export interface RunRecord {
  readonly run: string;
  /** RFC 3339 UTC. */
  readonly startedAt: string;
  /** Null for a run whose end was never recorded. */
  readonly endedAt: string | null;
  /** `applied`, `failed`, `interrupted`, or `unfinished` where the end was never recorded. */
  readonly status: string;
  readonly target: { readonly name: string; readonly platform: string; readonly endpoint: string };
  readonly account: { readonly id: string | null; readonly name: string };
  readonly by: RecordedBy | null;
  /** Digest of the plan. */
  readonly plan: string;
  readonly manifestDigest: string;
  /** Guards that were lifted. */
  readonly allowed: readonly string[];
  /** Steps: done, failed, never tried, and begun without a recorded end. Skipped is null where nobody can tell. */
  readonly steps: {
    readonly done: number;
    readonly failed: number;
    readonly skipped: number | null;
    readonly open: number;
  };
  /** Run that this one undoes. */
  readonly undoes: string | null;
  /** Manifests the plan was made from; null where they were not at hand. */
  readonly manifests: readonly RecordedManifest[] | null;
  /** `sha256:…` of the kept access of everybody, read before the first and after the last call. */
  readonly access: { readonly before: string | null; readonly after: string | null };
  /** `sha256:…` of the kept approvals. */
  readonly approvals: readonly string[];
  readonly approvedBy: readonly RecordedApproval[];
  /** How many were asked for; null where none were. */
  readonly approvalsRequired: number | null;
  /** Number of the first and last entry, and the hash of the last one. */
  readonly entries: { readonly first: number; readonly last: number };
  readonly head: string;
}

/** Marks a line that tells of a call that went well. */
export const DONE = `"state":"done"`;

/** What the line says beside its head; nothing where it is no entry. */
export function detailsOf(line: Buffer): Entry["details"] {
  try {
    return parseEntry(line).details ?? {};
  } catch {
    return {};
  }
}

/** A run in the making: takes its lines in their order. */
export class RunDraft {
  readonly #run: string;
  readonly #startedAt: string;
  readonly #start: Entry["details"];
  readonly #first: number;
  #last = 0;
  #head = "";
  #endedAt: string | null = null;
  #status = "unfinished";
  #begun = 0;
  #done = 0;
  #failed = 0;
  #after: string | null = null;

  constructor(run: string, startedAt: string, start: Entry["details"], first: number) {
    this.#run = run;
    this.#startedAt = startedAt;
    this.#start = start;
    this.#first = first;
  }

  take(line: Buffer, event: string, sequence: number, at: string): void {
    this.#last = sequence;
    this.#head = line.toString("latin1", line.length - 66, line.length - 2);
    if (event === "step-started") this.#begun++;
    else if (event === "step-ended") {
      if (line.includes(DONE)) this.#done++;
      else this.#failed++;
    } else if (event === "run-ended") {
      this.#endedAt = at;
      this.#status = String(detailsOf(line).status ?? "unfinished");
    } else if (event === "access-read") this.#after = textOrNull(detailsOf(line).access);
  }

  record(): RunRecord {
    const start = this.#start;
    const target = membersOf(start.target);
    const account = membersOf(target.account);
    const planned = typeof start.steps === "number" ? start.steps : null;
    return {
      run: this.#run,
      startedAt: this.#startedAt,
      endedAt: this.#endedAt,
      status: this.#status,
      target: {
        name: textOf(target.name),
        platform: textOf(target.platform),
        endpoint: textOf(target.endpoint),
      },
      account: { id: textOrNull(account.id), name: textOf(account.name) },
      by: byOf(start.by),
      plan: textOf(start.plan),
      manifestDigest: textOf(start.manifestDigest),
      allowed: listOf(start.allowed),
      steps: {
        done: this.#done,
        failed: this.#failed,
        skipped: planned === null ? null : planned - Math.max(this.#begun, this.#done + this.#failed),
        open: Math.max(0, this.#begun - this.#done - this.#failed),
      },
      undoes: textOrNull(start.undoes),
      manifests: Array.isArray(start.manifests) ? start.manifests.map(manifestOf) : null,
      access: { before: textOrNull(start.access), after: this.#after },
      approvals: listOf(start.approvals),
      approvedBy: approvedByOf(start.approvedBy),
      approvalsRequired: typeof start.approvalsRequired === "number" ? start.approvalsRequired : null,
      entries: { first: this.#first, last: this.#last },
      head: this.#head,
    };
  }
}

// A ledger may have been changed by others: nothing of it is taken to have the shape that was written.

function membersOf(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null ? (value as { [name: string]: unknown }) : {};
}

function byOf(value: unknown): RecordedBy | null {
  if (typeof value !== "object" || value === null) return null;
  const { caller, user, host, pipeline } = membersOf(value);
  return {
    caller: textOrNull(caller),
    user: textOrNull(user),
    host: textOrNull(host),
    pipeline: textOrNull(pipeline),
  };
}

function manifestOf(value: unknown): RecordedManifest {
  const { path, sha256 } = membersOf(value);
  return { path: textOf(path), sha256: textOf(sha256) };
}

/** Approvals as the start of a run recorded them; none where it recorded none. */
export function approvedByOf(value: unknown): RecordedApproval[] {
  return (Array.isArray(value) ? value : []).map((each) => {
    const { person, key, at, approval } = membersOf(each);
    return { person: textOf(person), key: textOf(key), at: textOf(at), approval: textOf(approval) };
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
