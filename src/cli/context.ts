/** What every command gets: the outside, its voice, and the flags all commands share. */
import type { Io } from "./io.ts";
import type { Output } from "./output.ts";

export interface CommonFlags {
  readonly target?: string;
  readonly config?: string;
  readonly endpoint?: string;
  readonly account?: string;
  readonly concurrency?: number;
  /** Seconds. */
  readonly timeout?: number;
}

export interface Context {
  readonly io: Io;
  readonly output: Output;
  readonly flags: CommonFlags;
}
