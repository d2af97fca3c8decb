/** Files a ledger keeps beside its chain, each under the hash of its bytes: plans, manifests, approvals, access. */
import { hash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { makeFolder } from "./make-folder.ts";
import { replaceFile } from "./write.ts";

/** Folder of each sort, and what its files end with. */
const SORTS = {
  plans: ".json",
  manifests: ".yaml",
  approvals: ".json",
  access: ".json.gz",
} as const;
export type KeptSort = keyof typeof SORTS;

/** Hash in hex, without `sha256:`, that names a kept file; what a forged digest holds else leads nowhere. */
export function bareHash(digest: string): string {
  return digest.replace(/^sha256:/, "").replace(/[^0-9A-Za-z-]/g, "_");
}

export function keptPath(folder: string, sort: KeptSort, digest: string): string {
  return join(folder, sort, `${bareHash(digest)}${SORTS[sort]}`);
}

/** Keeps a file under a given digest, whole or not at all. */
export function keepAs(folder: string, sort: KeptSort, digest: string, bytes: string | Uint8Array): void {
  const path = keptPath(folder, sort, digest);
  makeFolder(join(folder, sort), 0o700);
  replaceFile(path, bytes);
}

/** Keeps a file under the hash of its bytes, compressed where the sort is, and returns `sha256:…` of what lies there. */
export function keep(folder: string, sort: KeptSort, text: string | Uint8Array): string {
  const bytes = SORTS[sort].endsWith(".gz") ? gzipSync(text) : Buffer.from(text);
  const digest = `sha256:${hash("sha256", bytes)}`;
  if (!isKept(folder, sort, digest)) keepAs(folder, sort, digest, bytes);
  return digest;
}

/** The bytes of a kept file as they were given; null where it is missing. */
export function readKept(folder: string, sort: KeptSort, digest: string): Buffer | null {
  const path = keptPath(folder, sort, digest);
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  return SORTS[sort].endsWith(".gz") ? gunzipSync(bytes) : bytes;
}

/** What is wrong with a kept file that is named by the hash of its bytes; null where nothing is. */
export function keptProblem(folder: string, sort: KeptSort, digest: string): string | null {
  const path = keptPath(folder, sort, digest);
  if (!existsSync(path)) return "the file is missing";
  return isKept(folder, sort, digest) ? null : "the bytes of the file do not match its hash";
}

function isKept(folder: string, sort: KeptSort, digest: string): boolean {
  const path = keptPath(folder, sort, digest);
  return existsSync(path) && hash("sha256", readFileSync(path)) === bareHash(digest);
}
