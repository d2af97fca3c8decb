/** What a command says: one result on standard output, everything else on standard error, secrets never. */
import { type Diagnostic, type DiagnosticInput, diagnose } from "../diagnostic/diagnostic.ts";
import { Mask } from "../diagnostic/mask.ts";
import { diagnosticsAsData, renderDiagnostics } from "../report/diagnostics.ts";
import { asJson } from "../report/json.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";

export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  /** False where `--no-color` was given. */
  readonly color: boolean;
}

export class Output {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Whether standard output takes colour. */
  readonly color: boolean;
  readonly mask = new Mask();
  readonly #io: Io;
  readonly #errorColor: boolean;

  constructor(io: Io, options: OutputOptions) {
    this.#io = io;
    this.json = options.json;
    this.quiet = options.quiet;
    const wanted = options.color && (io.env.NO_COLOR ?? "") === "";
    const forced = !["", "0", undefined].includes(io.env.FORCE_COLOR);
    this.color = wanted && (forced || io.isTerminal.stdout);
    this.#errorColor = wanted && (forced || io.isTerminal.stderr);
  }

  /** The command's one result: `text()` for people, or `data()` as the one JSON document. */
  result(text: () => string, data: () => unknown, serialize: (data: unknown) => string = asJson): void {
    this.#io.out(this.json ? serialize(this.mask.data(data())) : this.mask.text(text()));
  }

  /** A result that is already a document, whatever the format. */
  document(text: string): void {
    this.#io.out(this.mask.text(text));
  }

  /** Something worth knowing that is no result; silent with `--quiet`. */
  note(text: string): void {
    if (!this.quiet) this.#io.error(`${this.mask.text(text)}\n`);
  }

  /** On standard error even with `--quiet`. */
  debug(text: string): void {
    this.#io.error(`${this.mask.text(text)}\n`);
  }

  /** Diagnostics beside a result: on standard error as text, whatever the format. */
  diagnostics(diagnostics: readonly Diagnostic[]): void {
    const shown = this.quiet ? diagnostics.filter((each) => each.severity === "error") : diagnostics;
    if (shown.length > 0)
      this.#io.error(this.mask.text(renderDiagnostics(shown, { color: this.#errorColor })));
  }

  /** Diagnostics instead of a result, and the code to end with. */
  fail(code: ExitCode, diagnostics: readonly Diagnostic[]): ExitCode {
    if (this.json)
      this.#io.out(asJson(this.mask.data({ exitCode: code, diagnostics: diagnosticsAsData(diagnostics) })));
    else this.diagnostics(diagnostics);
    return code;
  }

  /** One diagnostic of the command line itself, and exit code 10 unless another is given. */
  refuse(input: DiagnosticInput, code: ExitCode = EXIT.usage): ExitCode {
    return this.fail(code, [diagnose(input)]);
  }
}
