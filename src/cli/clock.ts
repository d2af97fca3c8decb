/** The time a command looks at the roster. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { parseInstant } from "../manifest/instant.ts";
import * as problem from "./config/problems.ts";
import { isLoopback } from "./config/target.ts";
import type { Io } from "./io.ts";

export interface Clock {
  /** RFC 3339 UTC, whole seconds. */
  readonly evaluatedAt: string;
  /** `--at` was given: the plan is for looking only. */
  readonly preview: boolean;
}

/**
 * The local time, `CXROSTER_NOW` where the endpoint is this machine, or `--at`. `endpoint` is null for a command
 * that connects to nothing.
 */
export function readClock(io: Io, endpoint: string | null, at: string | undefined): Clock | Diagnostic {
  const rehearsed = io.env.CXROSTER_NOW ?? "";
  if (rehearsed !== "" && endpoint !== null && !isLoopback(endpoint)) return problem.clockNotOffered();
  const text = at ?? rehearsed;
  if (text === "") return { evaluatedAt: `${io.now().toISOString().slice(0, 19)}Z`, preview: false };
  const evaluatedAt = parseInstant(text);
  if (evaluatedAt === null) return problem.badTime(at === undefined ? "CXROSTER_NOW" : "--at", text);
  return { evaluatedAt, preview: at !== undefined };
}
