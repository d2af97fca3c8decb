/** Canonical JSON (RFC 8785) and digests over it. */
import { hash } from "node:crypto";

/** JSON with sorted member names and no white space; the value must survive JSON. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) members.push(`${JSON.stringify(name)}:${canonical(member)}`);
  }
  return `{${members.join(",")}}`;
}

export function digestOf(value: unknown): string {
  return `sha256:${hash("sha256", canonical(value))}`;
}
