/** Diagnostics → text for a terminal, and → JSON data. */
import type { Diagnostic, Location, Note } from "../diagnostic/diagnostic.ts";
import { sortDiagnostics } from "../diagnostic/diagnostic.ts";
import { type Paint, paintFor, severityBrush } from "./paint.ts";
import { shown, visible, widthOf, wrap } from "./visible.ts";

/** Diagnostics printed as text at most; JSON always holds all of them. */
const PRINTED_AT_MOST = 100;
/** Columns of a source line that are shown, and how many of them stand before the marked place. */
const SOURCE_COLUMNS = 96;
const SOURCE_LEAD = 48;
const TEXT_COLUMNS = 100;
const MESSAGE_COLUMNS = 1_000;

export interface DiagnosticOptions {
  readonly color: boolean;
  /** Printed at most. Default 100. */
  readonly limit?: number;
}

/**
 * Words diagnostics, sorted by place: one paragraph each, with the source line, the reason and the way out.
 * Ends with a newline; the empty string for none.
 */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: DiagnosticOptions): string {
  const paint = paintFor(options.color);
  const limit = options.limit ?? PRINTED_AT_MOST;
  const sorted = sortDiagnostics(diagnostics);
  const paragraphs = sorted.slice(0, limit).map((each) => renderDiagnostic(each, paint));
  if (sorted.length > limit) {
    paragraphs.push(`… and ${sorted.length - limit} more (${sorted.length} in all).\n`);
  }
  return paragraphs.join("");
}

function renderDiagnostic(diagnostic: Diagnostic, paint: Paint): string {
  const code = severityBrush(paint, diagnostic.severity)(visible(diagnostic.code));
  const word = diagnostic.severity === "error" ? "" : `${diagnostic.severity}: `;
  const lines = [
    `${placeOf(diagnostic.at, paint)}${code}: ${word}${paint.strong(shown(diagnostic.message, MESSAGE_COLUMNS))}`,
  ];
  lines.push(...frame(diagnostic.at, paint, severityBrush(paint, diagnostic.severity)));
  if (diagnostic.why !== undefined) lines.push(...labelled("why", diagnostic.why));
  if (diagnostic.fix !== undefined) lines.push(...labelled("fix", diagnostic.fix));
  for (const note of diagnostic.notes) lines.push(...renderNote(note, paint));
  return `${lines.join("\n")}\n`;
}

function renderNote(note: Note, paint: Paint): string[] {
  const head = `  ${paint.faint("note:")} ${placeOf(note.at, paint)}${shown(note.message, MESSAGE_COLUMNS)}`;
  return [head, ...frame(note.at, paint, paint.note)];
}

function labelled(label: string, text: string): string[] {
  const [first = "", ...rest] = wrap(shown(text, MESSAGE_COLUMNS), TEXT_COLUMNS - label.length - 4);
  const indent = " ".repeat(label.length + 4);
  return [`  ${label}: ${first}`, ...rest.map((line) => indent + line)];
}

function placeOf(at: Location | null, paint: Paint): string {
  return at === null ? "" : `${paint.strong(`${shown(at.file)}:${at.line}:${at.column}`)} `;
}

/** The source line with carets under the place; nothing where the line is empty or unknown. */
function frame(at: Location | null, paint: Paint, mark: (text: string) => string): string[] {
  if (at === null || at.text.trim() === "") return [];
  const { before, marked, after, cutLeft, cutRight } = cut(at);
  const gutter = ` ${String(at.line)} | `;
  const carets = "^".repeat(Math.max(1, widthOf(marked)));
  const indent = " ".repeat(widthOf(before) + (cutLeft ? 1 : 0));
  const source = `${cutLeft ? "…" : ""}${before}${marked}${after}`.trimEnd() + (cutRight ? "…" : "");
  return [
    `${paint.faint(gutter)}${source}`,
    `${paint.faint(`${" ".repeat(gutter.length - 2)}| `)}${indent}${mark(carets)}`,
  ];
}

/** A window of a long line around the marked place, made visible. */
function cut(at: Location) {
  const column = Math.min(Math.max(0, at.column - 1), at.text.length);
  const from = at.text.length <= SOURCE_COLUMNS ? 0 : Math.max(0, column - SOURCE_LEAD);
  const to = Math.min(at.text.length, from + SOURCE_COLUMNS);
  const end = Math.min(to, column + Math.max(1, at.length));
  return {
    before: visible(at.text.slice(from, column)),
    marked: visible(at.text.slice(column, end)),
    after: visible(at.text.slice(end, to)),
    cutLeft: from > 0,
    cutRight: to < at.text.length,
  };
}

/** Diagnostics as JSON data, sorted by place. The shape is public: `{code, severity, message, why?, fix?, at, notes}`. */
export function diagnosticsAsData(diagnostics: readonly Diagnostic[]): object[] {
  return sortDiagnostics(diagnostics).map((each) => ({
    code: each.code,
    severity: each.severity,
    message: each.message,
    ...(each.why === undefined ? {} : { why: each.why }),
    ...(each.fix === undefined ? {} : { fix: each.fix }),
    at: each.at,
    notes: each.notes,
  }));
}
