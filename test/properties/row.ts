/** What the properties need to know of a platform: how to draw an account and a manifest, and single operations. */
import type fc from "fast-check";
import { cases } from "../support/property-cases.ts";
import type { Rehearsal } from "../support/rehearsal.ts";

/** Something an administrator may want to do, as a manifest says it. */
export interface Operation {
  readonly manifest: string;
  /** The same as calls, made where the tool refuses. Default: the steps of the refused plan. */
  readonly calls?: (rehearsal: Rehearsal, token: string) => Promise<readonly Response[]>;
}

export interface PropertyRow {
  readonly platform: string;
  /** What the operator gives a new account. */
  readonly account: object;
  /** Manifests that break no rule. */
  readonly manifest: fc.Arbitrary<object>;
  readonly textOf: (drawn: object) => string;
  /** Random states of an account, made before operations are tried on it. */
  readonly furnish: fc.Arbitrary<(rehearsal: Rehearsal) => Promise<void>>;
  /** People whose credentials are used; the owner if none. */
  readonly callers: readonly string[];
  /** A path below the account that only those who may change it can read. */
  readonly managing: string;
  /** Operations, many of them against a rule. */
  readonly operation: fc.Arbitrary<Operation>;
}

/** Every guard that can be lifted. */
export const LIFTABLE = ["max-removals", "last-administrator", "self-lockout", "destructive", "protected"];

/** Cases of each property. */
export const RUNS = cases(200);
export const LIMIT_MILLISECONDS = 120_000 + RUNS * 2_000;
