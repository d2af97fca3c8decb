/** Everything a command may touch outside itself; tests hand in one of their own. */
export interface Io {
  readonly env: { readonly [name: string]: string | undefined };
  /** Working directory, absolute. */
  readonly cwd: string;
  readonly isTerminal: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
  /** Columns of the terminal. */
  readonly columns: number;
  out(text: string): void;
  error(text: string): void;
  /** All of standard input. */
  readInput(): Promise<Uint8Array>;
  /** Asks on standard error and reads one line; null when input ends or the question is interrupted. */
  ask(question: string): Promise<string | null>;
  now(): Date;
  /** Calls `handler` on the first SIGINT, SIGTERM or SIGHUP; returns a function that stops listening. */
  onInterrupt(handler: () => void): () => void;
}
