import type { Rule } from "./rule.ts";

/** Something a rule speaks about. */
export interface Subject {
  /** What waivers match: an address, the id of an object, or `plan`. */
  readonly names: readonly string[];
  /** `file:line:col` where it is declared, else its id. */
  readonly at: string;
  readonly context: { readonly [variable: string]: object };
}

/** One violation, before waivers. */
export interface Violation {
  readonly rule: Rule;
  readonly subject: Subject;
  readonly message: string;
}
