/** What became of a plan: its changes as done, failed and skipped. */

import type { Run } from "../apply/outcome.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { Plan } from "../plan/plan.ts";
import { type Paint, paintFor } from "./paint.ts";
import { shown } from "./visible.ts";
import { capped, count, hanging } from "./words.ts";

const CHANGES_AT_MOST = 100;
const MESSAGE_COLUMNS = 500;

type Outcome = Run["outcomes"][number];

/** Change ids by what became of them: `failed` with a failed step, `skipped` only where none of its steps was tried. */
export interface ChangeOutcomes {
  readonly done: readonly string[];
  /** Some steps are done, the others were not tried. */
  readonly partly: readonly string[];
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
}

export function outcomesByChange(run: Run): ChangeOutcomes {
  const states = new Map<string, keyof ChangeOutcomes>();
  for (const { change, state } of run.outcomes) {
    const before = states.get(change) ?? state;
    const failed = before === "failed" || state === "failed";
    states.set(change, failed ? "failed" : before === state ? state : "partly");
  }
  const of = (state: keyof ChangeOutcomes) =>
    [...states]
      .filter(([, each]) => each === state)
      .map(([id]) => id)
      .sort(byCodePoint);
  return { done: of("done"), partly: of("partly"), failed: of("failed"), skipped: of("skipped") };
}

/** Ends with a newline. `plan` gives changes their names; null prints their ids. */
export function renderRun(
  run: Run,
  plan: Plan | null,
  options: { readonly color: boolean; readonly columns?: number },
): string {
  const paint = paintFor(options.color, options.columns);
  const labels = new Map(
    (plan?.changes ?? []).map((change) => [change.id, `${change.kind} ${change.label}`]),
  );
  const name = (id: string) => shown(labels.get(id) ?? id);
  const changes = outcomesByChange(run);
  const lines = headline(run, changes, paint);
  if (run.problem !== undefined) lines.push(...hanging(paint, "    ", shown(run.problem, MESSAGE_COLUMNS)));
  lines.push(
    ...capped(
      run.staleObjects,
      CHANGES_AT_MOST,
      (each) => hanging(paint, "    ", shown(each, MESSAGE_COLUMNS)),
      "    ",
    ),
  );
  lines.push(...failures(run, changes, name, paint));
  lines.push(...listing("Partly done", changes.partly, name, paint));
  if (changes.partly.length + changes.failed.length + changes.skipped.length > 0) {
    lines.push(
      ...listing("Skipped", changes.skipped, name, paint),
      ...listing("Done", changes.done, name, paint),
    );
  }
  lines.push(...anchors(run));
  return `${lines.join("\n")}\n`;
}

function headline(run: Run, changes: ChangeOutcomes, paint: Paint): string[] {
  const done = `${count(changes.done.length, "change")} done`;
  const partly = changes.partly.length === 0 ? "" : `${changes.partly.length} partly done, `;
  const rest = `${partly}${changes.failed.length} failed, ${changes.skipped.length} skipped`;
  const say = (head: string, text: string) => hanging(paint, `${head} `, text, 4);
  switch (run.status) {
    case "applied":
      return say(paint.good("Applied:"), `${done}.`);
    case "nothing":
      return ["Nothing to apply."];
    case "stale":
      return [paint.bad("Nothing applied: the plan is stale.")];
    case "interrupted":
      return say(paint.caution("Interrupted:"), `${done}, ${rest}.`);
    case "failed":
      return say(paint.bad("Failed:"), `${done}, ${rest}.`);
  }
}

function failures(run: Run, changes: ChangeOutcomes, name: (id: string) => string, paint: Paint): string[] {
  if (changes.failed.length === 0) return [];
  const failed = run.outcomes.filter((outcome) => outcome.state === "failed");
  return ["Failed", ...capped(failed, CHANGES_AT_MOST, (each) => failureText(each, name, paint), "    ")];
}

function failureText(outcome: Outcome, name: (id: string) => string, paint: Paint): string[] {
  const { error } = outcome;
  const lines = hanging(paint, `    ${paint.bad("!")} `, `${name(outcome.change)} (${outcome.op})`);
  if (error === undefined) return lines;
  const rule = error.rule === null || error.rule === undefined ? "" : `${shown(error.rule)}: `;
  const status = error.status === null || error.status === undefined ? [] : [`status ${error.status}`];
  const request =
    error.requestId === null || error.requestId === undefined ? [] : [`request ${shown(error.requestId)}`];
  const facts = [error.reason, ...status, ...request].join(", ");
  const told = hanging(paint, "        ", `${rule}${shown(error.message, MESSAGE_COLUMNS)} (${facts})`);
  if (error.reason !== "unknown-outcome") return [...lines, ...told];
  const maybe = "It may have taken effect all the same; planning again tells.";
  return [...lines, ...told, ...hanging(paint, "        ", maybe)];
}

function listing(
  heading: string,
  ids: readonly string[],
  name: (id: string) => string,
  paint: Paint,
): string[] {
  if (ids.length === 0) return [];
  return [heading, ...capped(ids, CHANGES_AT_MOST, (id) => hanging(paint, "    ", name(id), 6), "    ")];
}

function anchors(run: Run): string[] {
  // A plan that is refused as stale leaves no entry: there is no run to look up.
  if (run.status === "nothing" || (run.status === "stale" && run.writes === 0)) return [];
  const head = run.chainHead === null ? "" : `, ledger head ${run.chainHead}`;
  const open = run.outcomes.filter((outcome) => outcome.error?.reason === "unknown-outcome").length;
  const unknown = open === 0 ? "" : `, ${open} more may have been made`;
  return [`Run ${run.runId}: ${count(run.writes, "write")}${unknown}${head}`];
}
