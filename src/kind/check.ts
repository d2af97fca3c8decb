/** Checks that need the live account: named functions a kind lists, run over one object of a plan. */
import type { Container, State, StateObject } from "./state.ts";

export interface CheckInput {
  readonly verb: "create" | "update" | "replace" | "remove" | "unchanged";
  /** The object as it is, or null where it does not exist. */
  readonly before: StateObject | null;
  /** The object as it would be, or null where it would be gone. */
  readonly after: StateObject | null;
  /** Paths the manifest declares. */
  readonly declared: ReadonlySet<string>;
  readonly live: State;
  readonly planned: State;
}

/** What a check found; an error refuses the plan and cannot be lifted. */
export interface Problem {
  readonly rule: string;
  readonly severity: "error" | "warning" | "information";
  readonly message: string;
  readonly fix?: string;
  /** Attribute path the message is about. */
  readonly path?: string;
  /** Id of the change the message is about; only for checks that look at a whole plan. */
  readonly change?: string;
}

/** A remark beside a change. */
export interface Note {
  readonly rule: string;
  readonly text: string;
}

export type PlanNote = (input: CheckInput) => readonly Note[];

/** What a manifest says must not exist inside an object. */
export interface Exclusion {
  readonly kind: string;
  /** Null at the top of the manifest. */
  readonly parent: Container | null;
  /** Identity patterns. */
  readonly patterns: readonly string[];
}

/** One object of a plan that changes, for checks that look at the plan as a whole. */
export interface PlannedChange {
  readonly id: string;
  readonly kind: string;
  readonly verb: "create" | "update" | "replace" | "remove";
  readonly before: StateObject | null;
  readonly after: StateObject | null;
}

/** A check over the whole plan, such as whether the caller may make these changes. */
export type WholeCheck = (input: {
  readonly changes: readonly PlannedChange[];
  /** What the manifest excludes, without entries that have merely ended. */
  readonly exclusions: readonly Exclusion[];
  readonly live: State;
  readonly planned: State;
}) => readonly Problem[];

export type PlanCheck = (input: CheckInput) => readonly Problem[];
