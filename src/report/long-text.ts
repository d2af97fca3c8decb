/** How a long text differs from another, as a unified diff. */
import { structuredPatch } from "diff";
import { visible } from "./visible.ts";

const CONTEXT_LINES = 2;
const LINES_AT_MOST = 60;
const LINE_COLUMNS = 200;
/** A text on one line that is longer than this is compared sentence by sentence. */
const LONG_COLUMNS = 100;
const SENTENCE_ENDS = /(?<=[.!?;])\s+/;

/** True where two texts are better told apart by a diff than by showing both. */
export function isLongChange(before: unknown, after: unknown): before is string {
  if (typeof before !== "string" || typeof after !== "string") return false;
  return [before, after].some((text) => text.includes("\n") || text.length > LONG_COLUMNS);
}

/** Lines that begin with `@@`, a space, `-` or `+`; sentences stand on lines of their own. */
export function unifiedDiff(before: string, after: string): string[] {
  const patch = structuredPatch("", "", lines(before), lines(after), "", "", { context: CONTEXT_LINES });
  const all = patch.hunks.flatMap((hunk) => [
    `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
    ...hunk.lines.filter((line) => !line.startsWith("\\")).map(short),
  ]);
  const left = all.length - LINES_AT_MOST;
  return left > 0 ? [...all.slice(0, LINES_AT_MOST), ` … and ${left} more lines`] : all;
}

function lines(text: string): string {
  return `${text
    .split(/\r?\n/)
    .flatMap((line) => line.split(SENTENCE_ENDS))
    .join("\n")}\n`;
}

function short(line: string): string {
  const text = visible(line);
  return text.length > LINE_COLUMNS ? `${text.slice(0, LINE_COLUMNS)}…` : text;
}
