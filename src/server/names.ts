/** Checks of names that every platform shares. */
import type { Call } from "./call.ts";
import { acceptName, fold, NAME_MAXIMUM } from "./text.ts";

export interface Named {
  readonly name: string;
  readonly name_key: string;
}

/** The name to store, refused under `rule` where it is missing, blank or unusable. */
export function requireName(call: Call, rule: string, value: unknown): Named {
  const name = acceptName(value);
  const message = `a name of 1 to ${NAME_MAXIMUM} characters is needed`;
  call.rules.require(rule, name !== null, { status: 422, field: "name", message });
  const stored = name ?? String(value ?? "");
  return { name: stored, name_key: fold(stored) };
}
