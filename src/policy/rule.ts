/** The rules of a policy once they are read. */
import type { Location } from "../diagnostic/diagnostic.ts";
import type { Policy, Waiver } from "../plan/policy.ts";
import type { PolicyEnvironment, Scope } from "./environment.ts";
import type { Expression } from "./expression.ts";
import type { Message } from "./message.ts";

export type RuleSeverity = "error" | "warning" | "information";
export const SEVERITIES: readonly RuleSeverity[] = ["error", "warning", "information"];

/** Begins the code of a finding that a rule makes; the rule's name follows. */
const CODE_PREFIX = "policy/";

export interface Rule {
  readonly name: string;
  readonly over: Scope;
  readonly severity: RuleSeverity;
  /** What it is good for, in a sentence; empty where nothing is said. */
  readonly description: string;
  /** Where it holds; null for everywhere. */
  readonly when: Expression | null;
  /** What must be true. */
  readonly require: Expression;
  readonly message: Message;
  readonly fix: string;
  readonly at: Location;
}

export interface PlacedWaiver extends Waiver {
  readonly at: Location;
}

/** One given subject and what a rule should say of it. */
export interface PolicyTest {
  readonly name: string;
  readonly rule: Rule;
  /** Given values by variable; what is not given is empty. */
  readonly given: { readonly [variable: string]: GivenRecord };
  readonly expect: "finding" | "none";
  /** The exact message that is expected; null for any. */
  readonly message: string | null;
  readonly at: Location;
}

/** A subject as data: fields by name, whole numbers as bigint and times as Date. */
export interface GivenRecord {
  readonly [field: string]: unknown;
}

/** A policy as it was read: its data, and what runs it. */
export interface ReadPolicy {
  readonly policy: Policy;
  readonly environment: PolicyEnvironment;
  /** In the order they are written. */
  readonly rules: readonly Rule[];
  readonly waivers: readonly PlacedWaiver[];
  readonly tests: readonly PolicyTest[];
}

/** A place as findings name it. */
export function placed(at: Location): string {
  return `${at.file}:${at.line}:${at.column}`;
}

/** Code of the findings of a rule. */
export function codeOf(rule: Rule): string {
  return CODE_PREFIX + rule.name;
}
