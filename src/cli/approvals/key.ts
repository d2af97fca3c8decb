/** Ed25519 keys that approvals are signed with. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject } from "node:crypto";

/** Starts a public key as approvers files write it. */
const PREFIX = "ed25519:";
/** What stands before the 32 bytes of a public key in its DER form. */
const DER_HEAD = Buffer.from("302a300506032b6570032100", "hex");
const KEY_BYTES = 32;
const ID_DIGITS = 16;

export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  /** `ed25519:` and the key in base64url. */
  readonly published: string;
}

export interface PublicKey {
  readonly id: string;
  readonly publicKey: KeyObject;
  /** As it is written in an approvers file. */
  readonly published: string;
}

/** A new key as PEM text, with what may be published of it. */
export function newKey(): { readonly pem: string; readonly key: SigningKey } {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { pem, key: signingKey(privateKey) };
}

/** The key of a PEM text; null where it is no Ed25519 private key. */
export function readKey(pem: string): SigningKey | null {
  try {
    const privateKey = createPrivateKey(pem);
    return privateKey.asymmetricKeyType === "ed25519" ? signingKey(privateKey) : null;
  } catch {
    return null;
  }
}

/** A published key; null where the text is none. */
export function readPublished(text: string): PublicKey | null {
  if (!text.startsWith(PREFIX)) return null;
  const raw = Buffer.from(text.slice(PREFIX.length), "base64url");
  if (raw.length !== KEY_BYTES || PREFIX + raw.toString("base64url") !== text) return null;
  const publicKey = createPublicKey({ key: Buffer.concat([DER_HEAD, raw]), format: "der", type: "spki" });
  return { id: idOf(raw), publicKey, published: text };
}

function signingKey(privateKey: KeyObject): SigningKey {
  const raw = createPublicKey(privateKey).export({ type: "spki", format: "der" }).subarray(DER_HEAD.length);
  return { id: idOf(raw), privateKey, published: PREFIX + raw.toString("base64url") };
}

/** Short name of a key: the beginning of the hash of its 32 bytes. */
function idOf(raw: Buffer): string {
  return hash("sha256", raw).slice(0, ID_DIGITS);
}
