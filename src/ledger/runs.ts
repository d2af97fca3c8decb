/** The runs a ledger tells of. Reads each line's head only, so that many thousand entries take no time. */
import { type Entry, parseEntry } from "./chain.ts";
import { readLines } from "./lines.ts";
import { chainPath } from "./paths.ts";
import { detailsOf, RunDraft, type RunRecord } from "./run-record.ts";

const LINE = /^\{"sequence":(\d+),"at":"([^"]*)","run":"([^"]*)","event":"([^"]*)","details":/;
/** Bytes that hold everything of a line before its details. */
export const LINE_HEAD_BYTES = 200;

/** Every run, oldest first. The chain is not checked. */
export function listRuns(folder: string, target: string): RunRecord[] {
  const runs = new Map<string, RunDraft>();
  for (const line of readLines(chainPath(folder, target)).whole) {
    const [, sequence, at = "", run = "", event = ""] =
      LINE.exec(line.toString("latin1", 0, LINE_HEAD_BYTES)) ?? [];
    if (sequence === undefined || run === "") continue;
    if (event === "run-started") runs.set(run, new RunDraft(run, at, detailsOf(line), Number(sequence)));
    runs.get(run)?.take(line, event, Number(sequence), at);
  }
  return [...runs.values()].map((draft) => draft.record());
}

/** The entries of one run, with their lines as they stand. */
export function linesOfRun(folder: string, target: string, run: string): Buffer[] {
  const mark = `"run":${JSON.stringify(run)},"event":`;
  return readLines(chainPath(folder, target)).whole.filter((line) =>
    line.subarray(0, LINE_HEAD_BYTES).includes(mark),
  );
}

export function entriesOf(folder: string, target: string, run: string): Entry[] {
  return linesOfRun(folder, target, run).map(parseEntry);
}
