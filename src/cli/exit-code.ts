/** The exit codes, which are public, and how they follow from what happened. */
import type { PlatformError } from "../platform/contract.ts";

export const EXIT = {
  done: 0,
  /** A failure without a better code, or a defect of cxroster. */
  failed: 1,
  differences: 2,
  usage: 10,
  refused: 11,
  stale: 12,
  /** Something was written and something was not. */
  partial: 13,
  unauthorized: 14,
  unreachable: 15,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Why a command did not end well; null where it did. */
export type Cause =
  | PlatformError["reason"]
  | "usage"
  | "plan-refused"
  | "stale"
  | "interrupted"
  | "defect"
  | null;

export interface Ending {
  readonly cause: Cause;
  /** Successful writes before the end. Default 0. */
  readonly writes?: number;
  /** The command was asked to report differences, and there are some. Default false. */
  readonly differences?: boolean;
}

const BY_CAUSE: { readonly [cause in Exclude<Cause, null>]: ExitCode } = {
  usage: EXIT.usage,
  unauthorized: EXIT.unauthorized,
  forbidden: EXIT.unauthorized,
  unreachable: EXIT.unreachable,
  "plan-refused": EXIT.refused,
  stale: EXIT.stale,
  interrupted: EXIT.interrupted,
  refused: EXIT.failed,
  "unknown-outcome": EXIT.failed,
  defect: EXIT.failed,
};

/** The cause behind a failed step's reason. */
export function causeOf(reason: string | undefined): Exclude<Cause, null> {
  return reason !== undefined && Object.hasOwn(BY_CAUSE, reason)
    ? (reason as Exclude<Cause, null>)
    : "defect";
}

/** Any failure after a successful write is 13, whatever the cause; without one the cause decides. */
export function exitCodeOf(ending: Ending): ExitCode {
  if (ending.cause === null) return ending.differences === true ? EXIT.differences : EXIT.done;
  return (ending.writes ?? 0) > 0 ? EXIT.partial : BY_CAUSE[ending.cause];
}
