/** One line of a ledger: an entry, tied to the one before it by a hash. */
import { hash } from "node:crypto";

/** Hash before the first entry. */
export const CHAIN_START = "0".repeat(64);

export interface Entry {
  readonly sequence: number;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly run: string;
  /** `run-started`, `step-started`, `step-ended`, `run-ended`, `recovered`. */
  readonly event: string;
  readonly details: { readonly [name: string]: unknown };
}

/** The line of an entry, without its line end, and the hash the next one builds on. */
export function chainLine(entry: Entry, previous: string): { readonly line: string; readonly head: string } {
  const body = { ...entry, previous };
  const head = hash("sha256", JSON.stringify(body));
  return { line: JSON.stringify({ ...body, hash: head }), head };
}

export type Checked = { readonly entry: Entry; readonly head: string } | { readonly problem: string };

/** Reads one line that should follow `previous` as number `sequence`. */
export function checkLine(line: string, previous: string, sequence: number): Checked {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { problem: "the line is not JSON" };
  }
  const { hash: stated, ...body } = value;
  if (typeof stated !== "string" || stated !== hash("sha256", JSON.stringify(body))) {
    return { problem: "the line does not match its hash" };
  }
  if (JSON.stringify({ ...body, hash: stated }) !== line)
    return { problem: "the line is not as it was written" };
  if (body.previous !== previous) return { problem: "the line does not follow the one before it" };
  if (body.sequence !== sequence)
    return { problem: `the line has number ${String(body.sequence)}, not ${sequence}` };
  return { entry: body as unknown as Entry, head: stated };
}
