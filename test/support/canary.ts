/** Secrets that must turn up nowhere: what was said and written is searched for them in every form they could take. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** A secret and the forms in which it would give itself away. */
export interface Canary {
  /** What it is for, as a failure tells it. */
  readonly name: string;
  readonly secret: string;
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString("base64"),
    bytes.toString("base64url"),
    bytes.toString("hex"),
    ...["sha256", "sha1", "md5"].map((name) => createHash(name).update(secret).digest("hex")),
    // A part is enough to be a leak.
    secret.slice(0, Math.ceil(secret.length / 2)),
  ];
  return [...new Set(forms)];
}

/** `what: name of the canary` for each canary that a text gives away. */
export function leaksIn(what: string, text: string, canaries: readonly Canary[]): string[] {
  return canaries
    .filter(({ secret }) => formsOf(secret).some((form) => text.includes(form)))
    .map(({ name }) => `${what}: ${name}`);
}

/** Leaks in every file below a folder but those named, with `/`. */
export function leaksInFiles(
  folder: string,
  canaries: readonly Canary[],
  inputs: readonly string[],
): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).flatMap((name) => {
    const path = join(folder, name);
    const shown = relative(folder, path).split(sep).join("/");
    if (inputs.includes(shown) || !statSync(path).isFile()) return [];
    return leaksIn(shown, readFileSync(path, "latin1"), canaries);
  });
}
