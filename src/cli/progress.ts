/** What is going on, on standard error: one line that is rewritten, and only on a terminal. */
import { shown } from "../report/visible.ts";
import type { Context } from "./context.ts";

const BAR_COLUMNS = 20;
const MILLISECONDS = 1_000;
/** A line is redrawn at most this often. */
const REDRAW_MILLISECONDS = 80;

export interface Progress {
  say(text: string): void;
  /** `done` and `failed` of `total` steps. */
  steps(counts: { readonly done: number; readonly failed: number; readonly total: number }): void;
  wait(reason: string, milliseconds: number): void;
  /** Clears the line. */
  done(): void;
}

const SILENT: Progress = { say() {}, steps() {}, wait() {}, done() {} };
/** Without a terminal, waiting is said this often. */
const WAIT_LINE_MILLISECONDS = 10_000;

export function startProgress({ io, output }: Context): Progress {
  if (output.quiet) return SILENT;
  const write = (text: string) => io.error(output.mask.text(text));
  return io.isTerminal.stderr ? new ProgressLine(io.columns, write) : new WaitLog(write);
}

/** A pipeline's log gets no progress, but is told what a run is waiting for. */
class WaitLog implements Progress {
  readonly #write: (text: string) => void;
  #said = Number.NEGATIVE_INFINITY;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  say(): void {}
  steps(): void {}
  done(): void {}

  wait(reason: string, milliseconds: number): void {
    if (milliseconds < MILLISECONDS || performance.now() - this.#said < WAIT_LINE_MILLISECONDS) return;
    this.#said = performance.now();
    this.#write(`waiting ${Math.ceil(milliseconds / MILLISECONDS)} s: ${reason}\n`);
  }
}

class ProgressLine implements Progress {
  readonly #columns: number;
  readonly #write: (text: string) => void;
  #drawn = 0;
  #open = false;

  constructor(columns: number, write: (text: string) => void) {
    this.#columns = columns;
    this.#write = write;
  }

  say(text: string): void {
    this.#draw(text);
  }

  steps({
    done,
    failed,
    total,
  }: {
    readonly done: number;
    readonly failed: number;
    readonly total: number;
  }): void {
    const last = done + failed >= total;
    if (!last && performance.now() - this.#drawn < REDRAW_MILLISECONDS) return;
    const full = total === 0 ? BAR_COLUMNS : Math.floor(((done + failed) / total) * BAR_COLUMNS);
    const bar = "█".repeat(full) + "░".repeat(BAR_COLUMNS - full);
    this.#draw(`${bar} ${done} of ${total} steps${failed === 0 ? "" : `, ${failed} failed`}`);
  }

  wait(reason: string, milliseconds: number): void {
    this.#draw(`waiting ${Math.ceil(milliseconds / MILLISECONDS)} s: ${reason}`);
  }

  done(): void {
    if (this.#open) this.#write("\r\u001b[K");
    this.#open = false;
  }

  #draw(text: string): void {
    this.#drawn = performance.now();
    this.#open = true;
    this.#write(`\r\u001b[K${shown(text, this.#columns - 1)}`);
  }
}
