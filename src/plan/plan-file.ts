/** Saved plans: one canonical line. Any byte that differs is refused. */
import { canonicalJson, digestOf } from "../kind/canonical.ts";
import type { Plan } from "./plan.ts";

const FORMAT = /^1\.\d+$/;

export function serializePlan(plan: Plan): string {
  return `${canonicalJson(plan)}\n`;
}

/** Reads a saved plan; a problem is said in one sentence. */
export function parsePlan(text: string): { readonly plan: Plan } | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "the file is no saved plan: it is not JSON" };
  }
  if (typeof value !== "object" || value === null || !("formatVersion" in value) || !("digest" in value)) {
    return { problem: "the file is no saved plan: it has no format version or digest" };
  }
  if (typeof value.formatVersion !== "string" || !FORMAT.test(value.formatVersion)) {
    return { problem: `the plan has format version ${String(value.formatVersion)}; this version reads 1.x` };
  }
  const { digest, ...body } = value;
  if (digest !== digestOf(body) || `${canonicalJson(value)}\n` !== text) {
    return { problem: "the plan was altered after it was made: its bytes do not match its digest" };
  }
  return { plan: value as unknown as Plan };
}
