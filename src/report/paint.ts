/** Colour by meaning, and the columns there are. Decided once, then plain concatenation. */
import { COLUMNS } from "./words.ts";

type Brush = (text: string) => string;

export interface Paint {
  readonly strong: Brush;
  readonly faint: Brush;
  readonly bad: Brush;
  readonly caution: Brush;
  readonly good: Brush;
  readonly note: Brush;
  /** Columns that paragraphs are laid out for. */
  readonly columns: number;
}

const brush =
  (open: number, close: number): Brush =>
  (text) =>
    text === "" ? "" : `\u001b[${open}m${text}\u001b[${close}m`;
const plain: Brush = (text) => text;

const COLORED: Paint = {
  strong: brush(1, 22),
  faint: brush(2, 22),
  bad: brush(31, 39),
  caution: brush(33, 39),
  good: brush(32, 39),
  note: brush(36, 39),
  columns: COLUMNS,
};
const PLAIN: Paint = {
  strong: plain,
  faint: plain,
  bad: plain,
  caution: plain,
  good: plain,
  note: plain,
  columns: COLUMNS,
};

/** @param columns of the page, default 80 */
export function paintFor(color: boolean, columns = COLUMNS): Paint {
  return { ...(color ? COLORED : PLAIN), columns };
}

/** The brush of a severity. */
export function severityBrush(paint: Paint, severity: "error" | "warning" | "information"): Brush {
  return severity === "error" ? paint.bad : severity === "warning" ? paint.caution : paint.note;
}
