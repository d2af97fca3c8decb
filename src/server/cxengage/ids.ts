/** Ids in the form of UUIDs. */
import { createHash, randomBytes } from "node:crypto";
import type { Db } from "../store/database.ts";
import { nextId } from "../store/store.ts";

/** Author of what was there from the start. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

/** A new id. It begins with a growing number, so the order of ids is the order of creation. */
export async function newId(db: Db): Promise<string> {
  const number = Number((await nextId(db, "n")).slice(2));
  return shape(number.toString(16).padStart(12, "0"), randomBytes(10).toString("hex"));
}

/** The same id for the same words on every server. */
export function fixedId(...words: readonly string[]): string {
  const digest = createHash("sha256").update(words.join("\n")).digest("hex");
  return shape(digest.slice(0, 12), digest.slice(12, 32));
}

/** Version 8, which leaves the bits to whoever makes the id. */
function shape(first: string, rest: string): string {
  const last = `${"89ab"[Number.parseInt(rest.charAt(3), 16) % 4]}${rest.slice(4, 7)}-${rest.slice(7, 19)}`;
  return `${first.slice(0, 8)}-${first.slice(8, 12)}-8${rest.slice(0, 3)}-${last}`;
}
