/** One line of a ledger: an entry, tied to the one before it by a hash over its very bytes. */
import { hash } from "node:crypto";

/** Hash before the first entry. */
export const CHAIN_START = "0".repeat(64);

export interface Entry {
  readonly sequence: number;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly run: string;
  /** `run-started`, `step-started`, `step-ended`, `run-ended`, `access-read`, `recovered`. */
  readonly event: string;
  readonly details: { readonly [name: string]: unknown };
}

/** The line of an entry, without its line end, and the hash the next one builds on. */
export function chainLine(entry: Entry, previous: string): { readonly line: string; readonly head: string } {
  const { sequence, at, run, event, details } = entry;
  const body = JSON.stringify({ sequence, at, run, event, details, previous });
  const head = hash("sha256", body);
  return { line: `${body.slice(0, -1)},"hash":"${head}"}`, head };
}

/** What a line says of its place in the chain, and whether its bytes are those that were written. */
export interface Link {
  readonly sequence: number;
  /** Hash of the line before it, as this line states it. */
  readonly previous: string;
  /** The hash the line states. */
  readonly stated: string;
  /** The hash of the line as it is; what was written has the stated one. */
  readonly actual: string;
}

const HEX = 64;
const HASH_TAIL = `,"hash":"${CHAIN_START}"}`.length;
const TAIL = /,"previous":"([0-9a-f]{64})","hash":"([0-9a-f]{64})"\}$/;
const TAIL_BYTES = `,"previous":"${CHAIN_START}"`.length + HASH_TAIL;
const START = /^\{"sequence":(\d{1,15}),"at":"/;
const START_BYTES = 40;
const BRACE = Buffer.from("}");

/** Reads the link of a line from its bytes, without parsing what stands between; null for what is no entry. */
export function readLink(line: Buffer): Link | null {
  if (line.length < TAIL_BYTES + HEX) return null;
  const tail = TAIL.exec(line.toString("latin1", line.length - TAIL_BYTES));
  const start = START.exec(line.toString("latin1", 0, START_BYTES));
  const [, previous, stated] = tail ?? [];
  if (previous === undefined || stated === undefined || start === null) return null;
  const body = Buffer.concat([line.subarray(0, line.length - HASH_TAIL), BRACE]);
  return { sequence: Number(start[1]), previous, stated, actual: hash("sha256", body) };
}

/** The entry of a line whose bytes were found right. */
export function parseEntry(line: Buffer): Entry {
  const { sequence, at, run, event, details } = JSON.parse(line.toString()) as Entry;
  return { sequence, at, run, event, details };
}
