/** The fixed list a time zone is picked from (ECX-ORG-07, Q-ECX-04): IANA names, old spellings included, no offsets. */
import type { Call } from "../call.ts";

const LISTED = new Map(
  ["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => [zone.toLowerCase(), zone]),
);

function accept(value: unknown): string | null {
  if (typeof value !== "string" || !/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(value)) return null;
  const listed = LISTED.get(value.toLowerCase());
  if (listed !== undefined) return listed;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return value;
  } catch {
    return null;
  }
}

export function requireTimezone(call: Call, field: string, value: unknown): string {
  const zone = accept(value);
  const message = `${JSON.stringify(value ?? null)} is no IANA time zone name`;
  call.rules.require("ECX-ORG-07", zone !== null, { status: 422, field, message });
  return zone ?? String(value);
}
