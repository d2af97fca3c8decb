/** The steps of one run, as a ledger recorded them. */
import type { Entry } from "./chain.ts";
import { readLines } from "./lines.ts";
import { chainPath } from "./paths.ts";
import { DONE, detailsOf } from "./run-record.ts";
import { entriesOf, LINE_HEAD_BYTES } from "./runs.ts";

const CREATE = "#create";

/** Steps of a run by what is recorded of them. */
export interface RecordedSteps {
  /** Step id → platform id of the object it was about. */
  readonly done: ReadonlyMap<string, string>;
  readonly failed: ReadonlyMap<string, Entry["details"]>;
  /** Steps that may have taken effect: begun without an end, or failed without an answer. */
  readonly open: ReadonlySet<string>;
  /** Platform ids of what other runs made; read only where a creation of this run is open. */
  readonly elsewhere: ReadonlySet<string>;
}

export function readSteps(folder: string, target: string, run: string): RecordedSteps {
  const done = new Map<string, string>();
  const failed = new Map<string, Entry["details"]>();
  const open = new Set<string>();
  for (const { event, details } of entriesOf(folder, target, run)) {
    const step = String(details.step);
    if (event === "step-started") open.add(step);
    if (event !== "step-ended") continue;
    open.delete(step);
    if (details.state === "done") done.set(step, String(details.object));
    else failed.set(step, details);
    if (isUnanswered(details)) open.add(step);
  }
  const unsure = [...open].some((step) => step.endsWith(CREATE));
  return { done, failed, open, elsewhere: unsure ? madeByOthers(folder, target, run) : new Set() };
}

/** Platform ids of what other runs of the ledger are known to have made. */
function madeByOthers(folder: string, target: string, run: string): Set<string> {
  const own = `"run":${JSON.stringify(run)},`;
  const made = readLines(chainPath(folder, target)).whole.filter(
    (line) =>
      line.includes(`${CREATE}"`) && line.includes(DONE) && !line.subarray(0, LINE_HEAD_BYTES).includes(own),
  );
  return new Set(made.map((line) => String(detailsOf(line).object)));
}

function isUnanswered({ error }: Entry["details"]): boolean {
  return (error as { readonly reason?: unknown } | undefined)?.reason === "unknown-outcome";
}
