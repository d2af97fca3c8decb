/** One approval: a digest, a key and a time, signed. Any byte that differs is refused. */
import { type KeyObject, sign, verify } from "node:crypto";
import { canonicalJson } from "../../kind/canonical.ts";
import type { SigningKey } from "./key.ts";

export interface Approval {
  readonly formatVersion: "1.0";
  /** Digest of the plan. */
  readonly plan: string;
  /** Id of the key. */
  readonly key: string;
  /** RFC 3339 UTC. */
  readonly at: string;
  /** Base64url of the Ed25519 signature over everything else. */
  readonly signature: string;
}

/** Keeps a signature from meaning anything in another place. */
const PURPOSE = "cxroster plan approval";

export function makeApproval(plan: string, key: SigningKey, at: string): string {
  const body = { formatVersion: "1.0" as const, plan, key: key.id, at };
  const signature = sign(null, signedText(body), key.privateKey).toString("base64url");
  return `${canonicalJson({ ...body, signature })}\n`;
}

/** The approval of a text; null where it is none, or not in the form it was written in. */
export function parseApproval(text: string): Approval | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || `${canonicalJson(value)}\n` !== text) return null;
  const members = ["at", "formatVersion", "key", "plan", "signature"];
  const record = value as { readonly [name: string]: unknown };
  const whole = Object.keys(record).sort().join() === members.join();
  const texts = members.every((name) => typeof record[name] === "string");
  return whole && texts && record.formatVersion === "1.0" ? (value as Approval) : null;
}

export function isSigned(approval: Approval, publicKey: KeyObject): boolean {
  const { signature, ...body } = approval;
  const bytes = Buffer.from(signature, "base64url");
  return bytes.toString("base64url") === signature && verify(null, signedText(body), publicKey, bytes);
}

function signedText(body: Omit<Approval, "signature">): Buffer {
  return Buffer.from(`${PURPOSE}\n${canonicalJson(body)}`);
}
