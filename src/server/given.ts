/** Reads what an operator gives, where no documented rule decides: members, values, counts. */
import { isObject } from "./body.ts";
import { Refusal } from "./rules.ts";

export type Given = { readonly [member: string]: unknown };

export function bad(field: string, message: string): Refusal {
  return new Refusal("bad-value", { status: 422, field, message });
}

export function need<T>(value: T | null, field: string, message: string): T {
  if (value === null) throw bad(field, message);
  return value;
}

export function only(value: unknown, field: string, known: readonly string[]): Given {
  if (!isObject(value)) throw bad(field, `${field} is an object`);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown === undefined) return value;
  throw new Refusal("unknown-field", {
    status: 400,
    field: `${field}.${unknown}`,
    message: "unknown member",
  });
}

export function readCount(value: unknown, field: string, least: number): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  throw bad(field, `${field} is a whole number from ${least}`);
}
