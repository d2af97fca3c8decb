/** An outside made of values, and a folder of its own for each test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { ExitCode } from "../../src/cli/exit-code.ts";
import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";

export interface Outside {
  readonly env?: { readonly [name: string]: string };
  readonly files?: { readonly [path: string]: string };
  readonly terminal?: boolean;
  /** Of the terminal; 80 by default. */
  readonly columns?: number;
  readonly input?: string;
  /** What is typed at a question; null ends the input. */
  readonly answer?: string | null;
  readonly now?: string;
}

export interface Ending {
  readonly code: ExitCode;
  readonly out: string;
  readonly error: string;
}

/** A folder in which commands run; it is gone after the test. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), "cxroster-cli-"));
  readonly #outside: Outside;
  questions: string[] = [];
  /** Handlers that wait for an interrupt. */
  interrupts: (() => void)[] = [];

  constructor(outside: Outside = {}) {
    this.#outside = outside;
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
    for (const [path, text] of Object.entries(outside.files ?? {})) this.write(path, text);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  async run(argv: string, more: Outside = {}): Promise<Ending> {
    const outside = { ...this.#outside, ...more };
    let out = "";
    let error = "";
    const terminal = outside.terminal === true;
    const io: Io = {
      env: outside.env ?? {},
      cwd: this.folder,
      isTerminal: { stdin: terminal, stdout: terminal, stderr: terminal },
      columns: outside.columns ?? 80,
      out: (text) => {
        out += text;
      },
      error: (text) => {
        error += text;
      },
      readInput: async () => new TextEncoder().encode(outside.input ?? ""),
      ask: async (question) => {
        this.questions.push(question);
        return outside.answer ?? null;
      },
      now: () => new Date(outside.now ?? "2026-11-23T08:00:00.123Z"),
      onInterrupt: (handler) => {
        this.interrupts.push(handler);
        return () => this.interrupts.splice(this.interrupts.indexOf(handler), 1);
      },
    };
    const code = await main(
      argv.split(" ").filter((each) => each !== ""),
      io,
    );
    return { code, out, error };
  }
}
