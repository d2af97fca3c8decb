/** The plan: a frozen, serialisable value, the only input of apply. Written as schema/plan.schema.json. */
import type { FileContent, Secret, Value } from "../kind/value.ts";

export type Verb = "create" | "update" | "replace" | "remove";
export type Operation = "create" | "update" | "link" | "unlink" | "invite" | "enable" | "disable" | "delete";

export interface FieldChange {
  readonly path: string;
  /** Null where there was no object or no value. Links are sorted lists of keys, or of objects with `to`. */
  readonly before: Value;
  readonly after: Value;
  /** The value is a secret and both sides are masked. Absent means false. */
  readonly sensitive?: boolean;
}

/** Why a change is planned, or what a reviewer should know of it. */
export interface Because {
  readonly code: string;
  readonly text: string;
}

/** What would take a change back. */
export interface Inverse {
  readonly verb: Verb;
  readonly fields: readonly FieldChange[];
  /** Links of other objects that ended with a removed one. Absent: none did. */
  readonly links?: readonly LostLink[];
}

/** A link that another object had to the one that is removed. */
export interface LostLink {
  /** `kind:key` of the object that had it. */
  readonly object: string;
  readonly path: string;
  /** What the link itself carried. Absent: nothing. */
  readonly with?: { readonly [name: string]: Value };
}

export interface Change {
  /** `kind:key`. */
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  /** The object as a person would call it. */
  readonly label: string;
  readonly verb: Verb;
  /** How the object goes; null unless it goes. */
  readonly effect: "delete" | "disable" | null;
  readonly fields: readonly FieldChange[];
  readonly because: readonly Because[];
  /** Ids of changes that have to be done first. */
  readonly dependsOn: readonly string[];
  /** `sha256:…` of the object's managed attributes and links, or `absent`. */
  readonly precondition: string;
  /** Platform id of the object the precondition is about; null where it is `absent`. */
  readonly objectId: string | null;
  readonly inverse: Inverse | null;
  /** What cannot be taken back. */
  readonly irreversible?: string;
}

/** Stands in `args` for an object that an earlier change creates. */
export interface PlanReference {
  readonly $ref: string;
}

export type Argument = Value | Secret | FileContent | PlanReference;

export interface Step {
  readonly id: string;
  /** Id of the change it belongs to. */
  readonly change: string;
  readonly kind: string;
  readonly op: Operation;
  /** The object the call is about: a platform id, a reference to a change, or null for one that is created. */
  readonly target: string | PlanReference | null;
  /** Attribute path → value for create and update; `{path, to, …}` for link and unlink. */
  readonly args: { readonly [name: string]: Argument };
  readonly dependsOn: readonly string[];
  /** How the call may be repeated after an unknown outcome. */
  readonly repeat: "safe" | "keyed" | "lookup";
  /**
   * 0 frees a place that is needed, 1 gives, 2 takes away, 3 takes the caller's own rights. A stage starts when the
   * lower ones have settled.
   */
  readonly stage: 0 | 1 | 2 | 3;
}

export interface Gain {
  readonly permission: string;
  readonly on: string;
  readonly via: readonly string[];
  readonly when: "now" | "on-acceptance";
}

export interface PersonAccess {
  readonly person: string;
  readonly gains: readonly Gain[];
  readonly loses: readonly Gain[];
  /** Entitled to something before, and afterwards to nothing that counts, or to nothing before an invitation is accepted. Absent means false. */
  readonly losesAll?: boolean;
}

export interface SeatUse {
  readonly license: string;
  readonly seats: number;
  readonly before: number;
  readonly after: number;
  /** Most seats taken at any moment of apply. */
  readonly peak: number;
}

/** A declared grant that ends within 14 days. */
export interface Ending {
  /** Id of the object that is declared with an end, or with a link that has one. */
  readonly object: string;
  /** The object as a person would call it. */
  readonly label: string;
  /** Path of the link that ends and what it leads to; null where the object itself ends. */
  readonly path: string | null;
  readonly to: string | null;
  /** RFC 3339 UTC. */
  readonly until: string;
  readonly reason: string | null;
}

/** Somebody of the account who gets access only by accepting. */
export interface OpenInvitation {
  readonly person: string;
  /** `pending`: none was sent yet. `invited`: sent and not accepted. `expired`: sent, and no longer good. */
  readonly state: "pending" | "invited" | "expired";
}

export interface Witness {
  readonly object: string;
  readonly kind: string;
  readonly id: string;
  readonly precondition: string;
  /** `sha256:…` of the links that other objects have to it, people's aside. Absent: they do not matter. */
  readonly inbound?: string;
  /** `sha256:…` of what stands inside it, people aside. Absent: nothing can, or it does not matter. */
  readonly inside?: string;
  /** For a kind as a whole: objects of it there may be at most. `id` and `precondition` are empty then. */
  readonly atMost?: number;
}

export interface Guard {
  readonly name: string;
  readonly status: "passed" | "refused" | "allowed";
  readonly count: number;
  readonly limit: number;
  readonly detail: string;
  readonly witnesses: readonly Witness[];
}

export interface Finding {
  readonly code: string;
  readonly severity: "error" | "warning" | "information";
  readonly message: string;
  /** `file:line:col`, or the id of an object, or empty. */
  readonly at: string;
}

export interface Plan {
  readonly formatVersion: "1.0";
  readonly tool: string;
  /** RFC 3339 UTC, whole seconds. */
  readonly evaluatedAt: string;
  /** `--at` was given: shown, never applied. Absent means false. */
  readonly preview?: boolean;
  readonly digest: string;
  /** Id of the approval key of whoever made the plan, where one was at hand. */
  readonly madeBy?: string;
  /** Run that the plan takes back; absent for plans made from manifests. */
  readonly undoes?: string;
  readonly target: {
    readonly name: string;
    readonly platform: string;
    readonly endpoint: string;
    readonly account: { readonly id: string | null; readonly name: string };
  };
  readonly manifestDigest: string;
  readonly liveDigest: string;
  readonly policyDigest: string;
  /** Instants between which the plan's meaning stays the same end here: the next `until` after `evaluatedAt`. */
  readonly validUntil: string | null;
  /** Ids of objects that must not be removed once this plan is applied, declared or remembered. Sorted. */
  readonly protects: readonly string[];
  readonly summary: {
    readonly create: number;
    readonly update: number;
    readonly replace: number;
    readonly remove: number;
    readonly unchanged: number;
    readonly people: { readonly gaining: number; readonly losing: number; readonly losingAll: number };
  };
  readonly budget: {
    readonly reads: number;
    readonly writes: number;
    /** How preconditions are read before the first write, by kind. */
    readonly checks: { readonly [kind: string]: "listing" | "each" };
  };
  readonly changes: readonly Change[];
  readonly steps: readonly Step[];
  readonly access: readonly PersonAccess[];
  readonly seats: readonly SeatUse[];
  readonly invitations: readonly { readonly email: string; readonly action: "send" }[];
  /** Invitations that were open when the account was read, by person. Absent means none. */
  readonly openInvitations?: readonly OpenInvitation[];
  /** Soonest first. Absent means none. */
  readonly ending?: readonly Ending[];
  readonly guards: readonly Guard[];
  /** Objects the reviewed access rests on although the plan does not change them. Sorted. */
  readonly witnesses: readonly Witness[];
  readonly findings: readonly Finding[];
}

/** True when a guard, a preflight or a rule refuses the plan. */
export function isRefused(plan: Plan): boolean {
  return (
    plan.guards.some((guard) => guard.status === "refused") ||
    plan.findings.some((finding) => finding.severity === "error")
  );
}
