/** What a command says: one result on standard output, everything else on standard error, secrets never. */
import { type Diagnostic, type DiagnosticInput, diagnose } from "../diagnostic/diagnostic.ts";
import { Mask } from "../diagnostic/mask.ts";
import { diagnosticsAsData, renderDiagnostics } from "../report/diagnostics.ts";
import { asJson } from "../report/json.ts";
import { diagnosticsSarif } from "../report/sarif.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { version } from "./version.ts";

/** How a result can be said. `json` and `sarif` also say what went wrong as a document. */
export const FORMATS = ["text", "json", "markdown", "html", "csv", "sarif"] as const;
export type Format = (typeof FORMATS)[number];

/** A result in each format its command offers. */
export interface Forms<T> {
  readonly text: (value: T) => string;
  /** The value as data. Default: the value itself. */
  readonly json?: (value: T) => unknown;
  readonly markdown?: (value: T) => string;
  readonly html?: (value: T) => string;
  readonly csv?: (value: T) => string;
  readonly sarif?: (value: T) => unknown;
}

export interface OutputOptions {
  readonly format: Format;
  readonly quiet: boolean;
  /** False where `--no-color` was given. */
  readonly color: boolean;
}

/** Ends of a command that could not do its work, as against work whose result is that something is wrong. */
const BROKEN: ReadonlySet<ExitCode> = new Set([
  EXIT.failed,
  EXIT.unauthorized,
  EXIT.unreachable,
  EXIT.interrupted,
]);

/** Columns that texts are laid out for: those of the terminal, within these bounds, or the most of them. */
const COLUMNS = { least: 40, most: 80 } as const;

export class Output {
  readonly format: Format;
  readonly json: boolean;
  readonly quiet: boolean;
  /** Whether standard output takes colour. */
  readonly color: boolean;
  /** Columns that texts for standard output are laid out for, 40 to 80. */
  readonly columns: number;
  readonly mask = new Mask();
  readonly #io: Io;
  readonly #errorColor: boolean;

  constructor(io: Io, options: OutputOptions) {
    this.#io = io;
    this.format = options.format;
    this.json = options.format === "json";
    this.columns = io.isTerminal.stdout
      ? Math.max(COLUMNS.least, Math.min(COLUMNS.most, io.columns))
      : COLUMNS.most;
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

  /**
   * The command's one result in the format that was asked for. Secrets are masked in the value, before its words are
   * escaped, so it has to be made of what JSON is made of.
   */
  say<T>(value: T, forms: Forms<T>, serialize: (data: unknown) => string = asJson): void {
    const masked = this.mask.data(value) as T;
    if (this.format === "json") this.#io.out(serialize(forms.json?.(masked) ?? masked));
    else if (this.format === "sarif") this.#io.out(asJson(forms.sarif?.(masked) ?? masked));
    else this.#io.out(this.mask.text((forms[this.format] ?? forms.text)(masked)));
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
    else if (this.format === "sarif") {
      const options = { tool: `cxroster ${version()}`, table: null, isBroken: BROKEN.has(code) };
      this.#io.out(asJson(this.mask.data(diagnosticsSarif(diagnostics, options))));
    } else this.diagnostics(diagnostics);
    return code;
  }

  /** One diagnostic of the command line itself, and exit code 10 unless another is given. */
  refuse(input: DiagnosticInput, code: ExitCode = EXIT.usage): ExitCode {
    return this.fail(code, [diagnose(input)]);
  }
}
